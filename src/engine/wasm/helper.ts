/**
 * A thread that helps with the kernels' calls until it is ended: a worker's entry, which nothing imports but its types.
 */

/** What it works on, and which of the threads it is: from 1 on. */
export interface HelperTask {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly index: number;
}

self.onmessage = async ({ data }: MessageEvent<HelperTask>) => {
  const { module, memory, index } = data;
  const { exports } = await WebAssembly.instantiate(module, { env: { memory } });
  self.postMessage('ready');
  (exports['help'] as (index: number) => void)(index);
};
