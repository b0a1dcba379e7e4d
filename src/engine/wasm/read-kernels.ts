import { readFile } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import type { KernelSource } from '#src/engine/wasm/kernels.ts';
import type { HelperLike, TeamPlace } from '#src/engine/wasm/teams.ts';

const names = { plain: 'kernels', relaxed: 'kernels-relaxed' };

/** Kernels from the file system, in Node. */
export const readKernels: KernelSource = (build) => read(`${names[build]}.wasm`);

/** What `helper.ts` is in a browser. Plain code: a thread of Node has no loader for TypeScript. */
const helper = `
const { parentPort } = require('node:worker_threads');
parentPort.once('message', async ({ module, memory, index }) => {
  const { exports } = await WebAssembly.instantiate(module, { env: { memory } });
  parentPort.postMessage('ready');
  exports.help(index);
});`;

/** Threads in Node; they keep no process alive. */
export const nodeTeams: TeamPlace = {
  source: (build) => read(`${names[build]}-threads.wasm`),
  startHelper() {
    const worker = new Worker(helper, { eval: true });
    worker.unref();
    const like: HelperLike = {
      postMessage: (task) => worker.postMessage(task),
      terminate: () => void worker.terminate(),
      onmessage: null,
      onerror: null,
    };
    worker.on('message', (data) => like.onmessage?.({ data } as MessageEvent));
    worker.on('error', ({ message }: Error) => like.onerror?.({ message } as ErrorEvent));
    worker.on('exit', () => like.onerror?.({ message: 'it has ended' } as ErrorEvent));
    return like;
  },
};

function read(name: string): Promise<Uint8Array<ArrayBuffer>> {
  return readFile(new URL(`./generated/${name}`, import.meta.url));
}
