import type { KernelBuildId } from '#src/experiment/ids.ts';

/** How a run on each build of the WebAssembly kernels says what computed it, in every language. Kept runs hold these words. */
export const kernelDevices = {
  plain: 'CPU, SIMD',
  relaxed: 'CPU, relaxed SIMD',
} as const satisfies Record<KernelBuildId, string>;
