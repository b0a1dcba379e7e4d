import type { OptimizerId } from '#src/experiment/ids.ts';

/** Numbers that an optimiser keeps for each parameter (velocity, mean of squares, …), zero at the start. */
export const optimizerSlots = {
  sgd: 0,
  momentum: 1,
  nesterov: 1,
  adagrad: 1,
  rmsprop: 1,
  adam: 2,
  adamw: 2,
} as const satisfies Record<OptimizerId, number>;
