import { mix32 } from '#src/lib/mix32.ts';

/**
 * Dropout masks are a pure function of (seed, step, layer, row, unit), the same in TypeScript, GLSL and WebAssembly:
 * no mask is stored and any step can be repeated.
 */

/** The part of the hash that all units of one layer share in one step. `step` counts from 0 over the whole run. */
export function dropoutKey(seed: number, step: number, layer: number): number {
  return mix32(mix32(mix32(seed) + step) + layer);
}

/** `p` as the integer that the upper 24 bits of the hash are compared with. */
export function dropoutThreshold(p: number): number {
  return Math.round(p * 2 ** 24);
}

/** Whether a unit is kept. @param row index within the batch @param unit index within the layer */
export function isKept(key: number, row: number, unit: number, threshold: number): boolean {
  return mix32(mix32(key + row) + unit) >>> 8 >= threshold;
}
