import type { KernelSource } from '#src/engine/wasm/kernels.ts';

// Whole addresses in plain sight: the bundler puts the files where they lead.
const addresses = {
  plain: new URL('./generated/kernels.wasm', import.meta.url),
  relaxed: new URL('./generated/kernels-relaxed.wasm', import.meta.url),
};

/** Kernels from beside the script, in a browser's worker. */
export const fetchKernels: KernelSource = async (build) => {
  const response = await fetch(addresses[build]);
  if (!response.ok) throw new Error(`the kernels could not be loaded (${response.status})`);
  return response.arrayBuffer();
};
