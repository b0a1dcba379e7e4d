/** Texture units. A texture stays at its unit, but for state and gradients, of which the one to be read is bound. */
export const units = {
  inputs: 0,
  targets: 1,
  order: 2,
  activations0: 3,
  activations1: 4,
  deltas0: 5,
  deltas1: 6,
  state: 7,
  gradients: 8,
  squares: 9,
  norms: 10,
  scores: 11,
} as const;

/** The unit of the activation texture that is written by turns. */
export function activationsUnit(texture: 0 | 1): number {
  return texture === 1 ? units.activations1 : units.activations0;
}

export function deltasUnit(texture: 0 | 1): number {
  return texture === 1 ? units.deltas1 : units.deltas0;
}
