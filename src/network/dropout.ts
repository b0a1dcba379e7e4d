import type { ActivationId, OutputActivationId } from '#src/experiment/ids.ts';
import { mix32 } from '#src/lib/mix32.ts';
import { selu } from '#src/network/activations.ts';

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

/** Dropout of a kept unit as a ↦ scale·a + shift, and what a dropped unit answers. */
export interface DropoutMap {
  readonly scale: number;
  readonly shift: number;
  readonly dropped: number;
}

/**
 * What dropout with probability `p` does to a layer: inverted dropout, or on SELU layers alpha dropout, which keeps
 * mean 0 and variance 1 (Klambauer et al. 2017, section 3; the same as `torch.nn.AlphaDropout`).
 */
export function dropoutMap(activation: ActivationId | OutputActivationId, p: number): DropoutMap {
  if (activation !== 'selu') return { scale: 1 / (1 - p), shift: 0, dropped: 0 };
  const limit = -selu.scale * selu.alpha;
  const scale = 1 / Math.sqrt((1 - p) * (1 + p * limit ** 2));
  const shift = -scale * p * limit;
  return { scale, shift, dropped: scale * limit + shift };
}
