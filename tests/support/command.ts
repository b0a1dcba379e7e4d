import type { Streams } from '#src/cli/fit.ts';
import type { WorkerLike } from '#src/engine/page/client.ts';
import { createWasmEngine } from '#src/engine/wasm/engine.ts';
import { readKernels } from '#src/engine/wasm/read-kernels.ts';
import { createSession } from '#src/engine/worker/session.ts';
import { registered } from './engines.ts';
import { workerPair } from './worker-pair.ts';

/** What a command of the command line did. */
export interface Done {
  readonly status: number;
  readonly out: string;
  readonly messages: string;
}

type Command = (
  argv: readonly string[],
  streams: Streams,
  signal: AbortSignal,
  startEngine: () => WorkerLike,
) => Promise<number>;

const engine = createWasmEngine(readKernels);
const environment = { engines: registered(engine), now: () => performance.now() };
const startEngineHere = () => workerPair((emit) => createSession(environment, emit)).worker;

/** Runs a command of the command line in this process, its engines among it. */
export async function runHere(
  command: Command,
  argv: readonly string[],
  startEngine = startEngineHere,
): Promise<Done> {
  const written = { out: '', messages: '' };
  const streams = {
    out: { write: (part: string) => (written.out += part) },
    messages: { write: (part: string) => (written.messages += part) },
  };
  const { signal } = new AbortController();
  return { status: await command(argv, streams, signal, startEngine), ...written };
}
