// The child process of one engine: what src/engine/worker.ts is to the page. See process-worker.ts.

import process from 'node:process';
import type { ToWorker } from '#src/engine/contract/protocol.ts';
import { createWasmEngine } from '#src/engine/wasm/engine.ts';
import { readKernels } from '#src/engine/wasm/read-kernels.ts';
import { type ServingPort, serve } from '#src/engine/worker/serve.ts';
import { createSession } from '#src/engine/worker/session.ts';

const engine = createWasmEngine(readKernels);

const port: ServingPort = {
  postMessage: (message) => void process.send?.(message),
  onmessage: null,
};

serve(port, (emit) =>
  createSession(
    {
      engines: [{ ...engine, load: async () => engine }],
      now: () => performance.now(),
    },
    emit,
  ),
);

process.on('message', (data: ToWorker) => port.onmessage?.({ data } as MessageEvent<ToWorker>));
process.on('disconnect', () => process.exit());
// A terminal sends Ctrl-C to every process; the parent decides what it means.
process.on('SIGINT', () => undefined);
