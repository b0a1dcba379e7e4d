/** SELU's constants (Klambauer et al. 2017, "Self-Normalizing Neural Networks"): `scale · elu(z, alpha)`. */
export const selu = { scale: 1.0507009873554805, alpha: 1.6732632423543772 } as const;

/** Slope of leaky ReLU for z < 0 (PyTorch's default). */
export const leakySlope = 0.01;

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
export function dropoutMap(activation: string, p: number): DropoutMap {
  if (activation !== 'selu') return { scale: 1 / (1 - p), shift: 0, dropped: 0 };
  const limit = -selu.scale * selu.alpha;
  const scale = 1 / Math.sqrt((1 - p) * (1 + p * limit ** 2));
  const shift = -scale * p * limit;
  return { scale, shift, dropped: scale * limit + shift };
}
