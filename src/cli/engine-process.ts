// The child process of one engine: what src/engine/worker.ts is to the page. See process-worker.ts.

import process from 'node:process';
import { knowTable } from '#src/cli/known-table.ts';
import type { ToWorker } from '#src/engine/contract/protocol.ts';
import { createWasmEngine } from '#src/engine/wasm/engine.ts';
import { nodeTeams, readKernels } from '#src/engine/wasm/read-kernels.ts';
import { type ServingPort, serve } from '#src/engine/worker/serve.ts';
import { createSession } from '#src/engine/worker/session.ts';
import type { CarriedTable } from '#src/library/carried-table.ts';

const engine = createWasmEngine(readKernels, nodeTeams);

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

process.on('message', (data: ToWorker | { readonly table: CarriedTable }) => {
  if ('table' in data) knowTable(data.table);
  else port.onmessage?.({ data } as MessageEvent<ToWorker>);
});
process.on('disconnect', () => process.exit());
// A terminal sends Ctrl-C to every process; the parent decides what it means.
process.on('SIGINT', () => undefined);
