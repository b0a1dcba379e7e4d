import type { ActivationId, KernelBuildId, OrderId } from '#src/experiment/ids.ts';

/** Activations as readers of papers and documentation know them. */
export const activationNames = {
  linear: 'Linear',
  relu: 'ReLU',
  leaky_relu: 'Leaky ReLU',
  elu: 'ELU',
  selu: 'SELU',
  tanh: 'Tanh',
  sigmoid: 'Sigmoid',
  softplus: 'Softplus',
  softsign: 'Softsign',
  silu: 'SiLU (swish)',
  gelu: 'GELU',
  sin: 'Sine: sin ωz',
} as const satisfies Record<ActivationId, string>;

export const orderNames = {
  fixed: 'Fixed',
  reshuffle: 'Reshuffled every epoch',
  shuffle_once: 'Shuffled once',
  with_replacement: 'With replacement',
  sorted: 'Sorted by input',
  by_class: 'By class',
  fresh: 'Fresh data every epoch',
} as const satisfies Record<OrderId, string>;

/** How a run on each build of the WebAssembly kernels says what computed it. Kept runs hold these words. */
export const kernelDevices = {
  plain: 'CPU, SIMD',
  relaxed: 'CPU, relaxed SIMD',
} as const satisfies Record<KernelBuildId, string>;

/** A name without what explains it: "Sine: sin ωz" and "SiLU (swish)" are Sine and SiLU for short. */
export function shortName(name: string): string {
  return name.replace(/(:| \().*$/, '');
}
