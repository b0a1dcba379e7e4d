/**
 * The tables that say what to train, written once by TypeScript before the first step. Names, order and types of the
 * fields are those of `tables.ts` beside this folder; all addresses and strides are in bytes. Matrices lie row by row,
 * their rows padded with zeros to a multiple of four numbers.
 */

/** One dense layer. */
@unmanaged
export class Layer {
  inputs: i32;
  units: i32;
  /** `units` and `inputs` rounded up to a multiple of four. */
  paddedUnits: i32;
  paddedInputs: i32;
  /** 1: fewer than four units, with weights stored transposed, [units × paddedInputs]; else [inputs × paddedUnits]. */
  narrow: i32;
  /** Places of weights and biases in a parameter block. */
  weights: usize;
  biases: usize;
  /** From one row of weights to the next. */
  weightStride: usize;
  weightRows: i32;
  activation: Activation;
  /** f(0) ≠ 0, or dropout fills in a value: padding has to be cleared after the activation. */
  clearPadding: i32;
  /** 1: some units are dropped in training. */
  dropout: i32;
  /** What the upper 24 bits of a unit's hash are compared with. */
  dropoutThreshold: i32;
  /** Kept units become keptScale·a + keptShift, dropped ones droppedValue. */
  keptScale: f32;
  keptShift: f32;
  droppedValue: f32;
  /** [blockRows × paddedUnits], both with rows `stride` apart: the outputs a, and f′(z), which turns into ∂loss/∂z. */
  outputs: usize;
  deltas: usize;
  stride: usize;
}

/** The network, how it is trained, and room for one block of rows on its way through. */
@unmanaged
export class Network {
  layerCount: i32;
  /** Of a consecutive `Layer[]`. */
  layers: usize;
  /** Rows that pass through the network together; a batch of more is taken in several blocks. */
  blockRows: i32;
  batchSize: i32;
  /** A batch's rows, gathered, or rows to predict, [padded inputs] each. Rows of data sets are `inputStride` apart, too. */
  inputs: usize;
  inputStride: usize;
  /** One class index a row, or `outputs` values; not padded. */
  targetWidth: i32;
  /** 0 for a regression. */
  classes: i32;
  /** Numbers in a parameter block, the padding of all matrices included. */
  parameterCount: i32;
  /** A parameter block of ∂loss/∂parameters. */
  gradients: usize;
  /** As many zeros as the widest layer has padded units or inputs. */
  zeros: usize;
  /** [blockRows × padded outputs], rows as far apart as those of the last layer's deltas: ∂loss/∂a. */
  outputGradients: usize;
  /** Two matrices of `lanesSize` bytes each, through which rows in lanes pass by turns. */
  lanes: usize;
  lanesSize: usize;
  loss: Loss;
  broadcast: Broadcast;
  huberDelta: f32;
  /** Of a one-output classifier: the output above which the class is 1. */
  threshold: f32;
  /** The softmax that the last layer leaves out because the loss takes its logits. */
  softmaxAfter: i32;
  omega: f32;
  optimizer: Optimizer;
  clipping: Clipping;
  l1: f32;
  l2: f32;
  momentum: f32;
  rho: f32;
  epsilon: f32;
  beta1: f64;
  beta2: f64;
}

/** One parameter set with its data. */
@unmanaged
export class Replica {
  /** A parameter block, and as many more as the optimiser keeps moments. */
  parameters: usize;
  slots: usize;
  rows: i32;
  inputs: usize;
  targets: usize;
  /** Row indices of the present epoch, u32. */
  order: usize;
  /** One rate for each step of the present segment. */
  learningRates: usize;
  dropoutSeed: u32;
  weightDecay: f32;
  clipAt: f32;
  /** Results of the last segment: step within it whose loss was not finite, or −1. */
  nonFiniteStep: i32;
  /** Σ batch loss × rows. */
  lossSum: f64;
  lastLoss: f64;
  gradientNorm: f64;
  /** Results of the last evaluation. */
  evaluatedLoss: f64;
  correctRows: i32;
}

export const enum Activation {
  linear,
  relu,
  leakyRelu,
  elu,
  selu,
  tanh,
  sigmoid,
  softplus,
  softsign,
  silu,
  gelu,
  sin,
  softmax,
}

export const enum Loss {
  mse,
  mae,
  huber,
  crossEntropy,
  bce,
}

/** Every prediction against every label: not at all, averaged over B², or over B. */
export const enum Broadcast {
  none,
  mean,
  flux,
}

export const enum Optimizer {
  sgd,
  momentum,
  nesterov,
  adagrad,
  rmsprop,
  adam,
  adamw,
}

export const enum Clipping {
  none,
  value,
  norm,
}
