/** The numbers by which the kernels know what TypeScript knows by name: the enumerations of `assembly/layout.ts`. */
import type {
  ActivationId,
  ClippingId,
  LossId,
  OptimizerId,
  OutputActivationId,
} from '#src/experiment/ids.ts';

export const activationCodes = {
  linear: 0,
  relu: 1,
  leaky_relu: 2,
  elu: 3,
  selu: 4,
  tanh: 5,
  sigmoid: 6,
  softplus: 7,
  softsign: 8,
  silu: 9,
  gelu: 10,
  sin: 11,
  softmax: 12,
} as const satisfies Record<ActivationId | OutputActivationId, number>;

/** `nll_of_softmax` is a cross entropy of the logits: the softmax before it is left out. */
export const lossCodes = {
  mse: 0,
  mae: 1,
  huber: 2,
  cross_entropy: 3,
  nll_of_softmax: 3,
  bce: 4,
} as const satisfies Record<LossId, number>;

export const broadcastCodes = { none: 0, mean: 1, flux: 2 } as const;

export const optimizerCodes = {
  sgd: 0,
  momentum: 1,
  nesterov: 2,
  adagrad: 3,
  rmsprop: 4,
  adam: 5,
  adamw: 6,
} as const satisfies Record<OptimizerId, number>;

export const clippingCodes = {
  none: 0,
  value: 1,
  norm: 2,
} as const satisfies Record<ClippingId, number>;
