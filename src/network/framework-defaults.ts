import type { Experiment } from '#src/experiment/fields.ts';
import type { InitialiserId, OptimizerId } from '#src/experiment/ids.ts';

export const frameworkIds = ['pytorch', 'keras', 'flux', 'chainer'] as const;
export type FrameworkId = (typeof frameworkIds)[number];

type Constants = Pick<
  Experiment,
  'learningRate' | 'momentum' | 'beta1' | 'beta2' | 'rho' | 'epsilon' | 'weightDecay'
>;

interface Framework {
  readonly name: string;
  /** What a dense layer draws its weights from; all but PyTorch start with zero biases. */
  readonly initialiser: InitialiserId;
  readonly optimizers: Readonly<Record<OptimizerId, Partial<Constants>>>;
}

const betas = { beta1: 0.9, beta2: 0.999 } as const;

/**
 * What each framework does when it is not told otherwise. A framework without a default momentum (it is 0 there, which
 * is plain SGD) leaves the momentum as it is.
 */
const frameworks = {
  // torch.nn.Linear, torch.optim
  pytorch: {
    name: 'PyTorch',
    initialiser: 'pytorch_linear',
    optimizers: {
      sgd: { learningRate: 0.001 },
      momentum: { learningRate: 0.001 },
      nesterov: { learningRate: 0.001 },
      adagrad: { learningRate: 0.01, epsilon: 1e-10 },
      rmsprop: { learningRate: 0.01, rho: 0.99, epsilon: 1e-8 },
      adam: { learningRate: 0.001, ...betas, epsilon: 1e-8 },
      adamw: { learningRate: 0.001, ...betas, epsilon: 1e-8, weightDecay: 0.01 },
    },
  },
  // keras.layers.Dense, keras.optimizers
  keras: {
    name: 'Keras',
    initialiser: 'glorot_uniform',
    optimizers: {
      sgd: { learningRate: 0.01 },
      momentum: { learningRate: 0.01 },
      nesterov: { learningRate: 0.01 },
      adagrad: { learningRate: 0.001, epsilon: 1e-7 },
      rmsprop: { learningRate: 0.001, rho: 0.9, epsilon: 1e-7 },
      adam: { learningRate: 0.001, ...betas, epsilon: 1e-7 },
      adamw: { learningRate: 0.001, ...betas, epsilon: 1e-7, weightDecay: 0.004 },
    },
  },
  // Flux.Dense, Optimisers.jl
  flux: {
    name: 'Flux',
    initialiser: 'glorot_uniform',
    optimizers: {
      sgd: { learningRate: 0.1 },
      momentum: { learningRate: 0.01, momentum: 0.9 },
      nesterov: { learningRate: 0.001, momentum: 0.9 },
      adagrad: { learningRate: 0.1, epsilon: 1e-8 },
      rmsprop: { learningRate: 0.001, rho: 0.9, epsilon: 1e-8 },
      adam: { learningRate: 0.001, ...betas, epsilon: 1e-8 },
      adamw: { learningRate: 0.001, ...betas, epsilon: 1e-8, weightDecay: 0 },
    },
  },
  // chainer.links.Linear, chainer.optimizers
  chainer: {
    name: 'Chainer',
    initialiser: 'lecun_normal',
    optimizers: {
      sgd: { learningRate: 0.01 },
      momentum: { learningRate: 0.01, momentum: 0.9 },
      nesterov: { learningRate: 0.01, momentum: 0.9 },
      adagrad: { learningRate: 0.001, epsilon: 1e-8 },
      rmsprop: { learningRate: 0.01, rho: 0.99, epsilon: 1e-8 },
      adam: { learningRate: 0.001, ...betas, epsilon: 1e-8 },
      adamw: { learningRate: 0.001, ...betas, epsilon: 1e-8, weightDecay: 0 },
    },
  },
} as const satisfies Record<FrameworkId, Framework>;

export function frameworkName(id: FrameworkId): string {
  return frameworks[id].name;
}

/** A framework's defaults for the optimiser chosen: initialiser, learning rate and the optimiser's constants. */
export function frameworkDefaults(id: FrameworkId, optimizer: OptimizerId): Partial<Experiment> {
  const { initialiser, optimizers } = frameworks[id];
  return { initialiser, ...optimizers[optimizer] };
}
