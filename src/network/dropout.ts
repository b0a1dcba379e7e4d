/**
 * Dropout masks are a pure function of (seed, step, layer, row, unit), the same in TypeScript, GLSL and WebAssembly:
 * no mask is stored and any step can be repeated.
 */

/** A bijective 32-bit mixer (Wellons' `lowbias32`): two multiplications, bias under 0.18. */
export function mix32(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d);
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b);
  return (h ^ (h >>> 16)) >>> 0;
}

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
