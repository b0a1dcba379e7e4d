import { readFile } from 'node:fs/promises';
import type { KernelSource } from '#src/engine/wasm/kernels.ts';

const names = { plain: 'kernels.wasm', relaxed: 'kernels-relaxed.wasm' };

/** Kernels from the file system, in Node. */
export const readKernels: KernelSource = (build) =>
  readFile(new URL(`./generated/${names[build]}`, import.meta.url));
