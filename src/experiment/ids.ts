/**
 * The names of everything an experiment can choose. Ids live here; what they mean lives in the room that implements
 * them, as `satisfies Record<Id, …>`, so that a new id is a compile error exactly where work is owed.
 */
export const targetIds = [
  'sine',
  'parabola',
  'cubic',
  'abs',
  'step',
  'sawtooth',
  'x_sin_x',
  'runge',
  'chirp',
  'gaussian_bump',
  'stripes',
  'sum_bin',
  'sum_mod',
  'xor',
  'circles',
  'spirals',
  'moons',
  'blobs',
  'checkerboard',
  'sin_cos',
  'two_hills',
  'saddle',
  'ripple',
  'formula',
  'formula_classes',
  'table',
  'table_classes',
] as const;
export type TargetId = (typeof targetIds)[number];

/** Where held-out points come from. */
export const heldOutIds = ['drawn', 'last', 'train', 'interval', 'none'] as const;

export const samplingIds = ['uniform', 'normal', 'grid', 'integers'] as const;
export type SamplingId = (typeof samplingIds)[number];

export const scalingIds = ['none', 'divide', 'min_max', 'standardise'] as const;
export type ScalingId = (typeof scalingIds)[number];

export const encodingIds = ['raw', 'polynomial', 'fourier'] as const;

export const activationIds = [
  'linear',
  'relu',
  'leaky_relu',
  'elu',
  'selu',
  'tanh',
  'sigmoid',
  'softplus',
  'softsign',
  'silu',
  'gelu',
  'sin',
] as const;
export type ActivationId = (typeof activationIds)[number];

export const outputActivationIds = [...activationIds, 'softmax'] as const;
export type OutputActivationId = (typeof outputActivationIds)[number];

export const initialiserIds = [
  'pytorch_linear',
  'glorot_uniform',
  'glorot_normal',
  'he_uniform',
  'he_normal',
  'lecun_uniform',
  'lecun_normal',
  'siren',
  'normal',
  'uniform',
  'zeros',
  'constant',
] as const;
export type InitialiserId = (typeof initialiserIds)[number];

export const lossIds = [
  'mse',
  'mae',
  'huber',
  'cross_entropy',
  'nll_of_softmax',
  'bce',
  'bce_of_probabilities',
  'cross_entropy_of_outputs',
  'hinge',
  'msle',
] as const;
export type LossId = (typeof lossIds)[number];

/** What the rows of a class count in the loss: as all rows, together as much as those of any other class, or as it is typed. */
export const classWeightingIds = ['none', 'balanced', 'given'] as const;

/** What numbers stand for classes: 1 among zeros, −1 and +1, or the index by itself. */
export const classTargetIds = ['one_hot', 'signs', 'number'] as const;

export const labelShapeIds = ['match', 'row'] as const;
export type LabelShapeId = (typeof labelShapeIds)[number];

export const reduceIds = ['mean', 'flux'] as const;
export type ReduceId = (typeof reduceIds)[number];

export const optimizerIds = [
  'sgd',
  'momentum',
  'nesterov',
  'adagrad',
  'rmsprop',
  'adam',
  'adamw',
] as const;
export type OptimizerId = (typeof optimizerIds)[number];

export const clippingIds = ['none', 'value', 'norm'] as const;
export type ClippingId = (typeof clippingIds)[number];

export const scheduleIds = [
  'constant',
  'step',
  'exponential',
  'cosine',
  'one_cycle',
  'plateau',
] as const;
export type ScheduleId = (typeof scheduleIds)[number];

export const orderIds = [
  'fixed',
  'reshuffle',
  'shuffle_once',
  'with_replacement',
  'sorted',
  'by_class',
  'fresh',
] as const;
export type OrderId = (typeof orderIds)[number];

export const engineIds = ['webgl', 'wasm', 'webgpu', 'tfjs'] as const;
export type EngineId = (typeof engineIds)[number];

/** Builds of the WebAssembly kernels; `relaxed` needs relaxed SIMD, whose multiply-add may round once instead of twice. */
export const kernelBuildIds = ['plain', 'relaxed'] as const;
export type KernelBuildId = (typeof kernelBuildIds)[number];

/** `any`: the reader's own preference decides; `auto`: the one measured to be the fastest; else pinned. */
export const engineChoiceIds = ['any', 'auto', ...engineIds] as const;
export type EngineChoiceId = (typeof engineChoiceIds)[number];
