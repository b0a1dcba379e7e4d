import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { knownTable } from '#src/cli/known-table.ts';
import type { FromWorker } from '#src/engine/contract/protocol.ts';
import type { WorkerLike } from '#src/engine/page/client.ts';
import type { EngineId } from '#src/experiment/ids.ts';

/** The engine of the command line. */
export const processEngine: EngineId = 'wasm';

/**
 * Starts an engine in a process of its own and lets it look like the page's worker. A process and not a thread of
 * Node, because a child process inherits the loader that makes TypeScript run, whatever the version of Node.
 */
export function startEngineProcess(): WorkerLike {
  const child = fork(fileURLToPath(new URL('./engine-process.ts', import.meta.url)), {
    serialization: 'advanced', // typed arrays arrive as such, NaN as NaN
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const table = knownTable();
  if (table !== null) child.send({ table });
  const worker: WorkerLike = {
    postMessage(message) {
      // That the process is gone is told once, by its end.
      child.send(message, () => undefined);
    },
    terminate() {
      child.removeAllListeners();
      child.kill();
    },
    onmessage: null,
    onmessageerror: null,
    onerror: null,
  };
  const broken = (message: string): void => worker.onerror?.({ message } as ErrorEvent);
  child.on('message', (data) => worker.onmessage?.({ data } as MessageEvent<FromWorker>));
  child.on('error', ({ message }) => broken(message));
  child.on('exit', (code, signal) => broken(signal ?? `exit status ${code}`));
  return worker;
}
