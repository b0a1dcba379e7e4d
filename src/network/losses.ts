import type { LabelShapeId, LossId, ReduceId } from '#src/experiment/ids.ts';
import { totalWeight } from '#src/lib/statistics.ts';
import { sigmoid, softmax, softplus } from '#src/network/activations.ts';

/** A loss as an experiment has it. */
export interface LossPlan {
  readonly id: LossId;
  readonly huberDelta: number;
  readonly labelShape: LabelShapeId;
  readonly reduce: ReduceId;
  /** Training follows the gradient of the sum over rows, outputs and pairs; what is reported is the mean all the same. */
  readonly summed: boolean;
}

/** A loss of one output y against its target t, and its derivative by y, in float64. `delta`: Huber's δ. */
export interface PointLoss {
  value(y: number, t: number, delta: number): number;
  derivative(y: number, t: number, delta: number): number;
}

/** Where Keras cuts off probabilities, and what it takes logarithms of. */
export const epsilon = 1e-7;

/** A share cut off at ε and 1 − ε, as Keras does before its logarithm. */
export function inside(share: number): number {
  return Math.min(Math.max(share, epsilon), 1 - epsilon);
}

function isInside(share: number): boolean {
  return share >= epsilon && share <= 1 - epsilon;
}

/** log(1 + value), cut off at ε, as Keras has it in its squared logarithmic error. */
export function logarithm(value: number): number {
  return Math.log1p(Math.max(value, epsilon));
}

/** Losses that act on each output by itself; the loss of a row is their mean. */
export const pointLosses = {
  mse: { value: (y, t) => (y - t) ** 2, derivative: (y, t) => 2 * (y - t) },
  mae: { value: (y, t) => Math.abs(y - t), derivative: (y, t) => Math.sign(y - t) },
  huber: {
    value: (y, t, delta) => {
      const error = Math.abs(y - t);
      return error <= delta ? error ** 2 / 2 : delta * (error - delta / 2);
    },
    derivative: (y, t, delta) => Math.min(Math.max(y - t, -delta), delta),
  },
  bce: { value: (y, t) => softplus(y) - y * t, derivative: (y, t) => sigmoid(y) - t },
  // Keras's binary_crossentropy: p is cut off at ε and 1 − ε, where it has no slope.
  bce_of_probabilities: {
    value: (y, t) => -t * Math.log(inside(y)) - (1 - t) * Math.log(inside(1 - y)),
    derivative: (y, t) => (isInside(y) ? (y - t) / (y * (1 - y)) : 0),
  },
  hinge: {
    value: (y, t) => Math.max(1 - t * y, 0),
    derivative: (y, t) => (t * y < 1 ? -t : 0),
  },
  // Keras's mean_squared_logarithmic_error: both are at least ε.
  msle: {
    value: (y, t) => (logarithm(y) - logarithm(t)) ** 2,
    derivative: (y, t) => (y >= epsilon ? (2 * (logarithm(y) - logarithm(t))) / (1 + y) : 0),
  },
} as const satisfies Record<PointLossId, PointLoss>;

/**
 * Losses that are −Σ tₖ log softmax(z)ₖ of a row, t a one-hot row for a class: z are the outputs, or the logits that the
 * softmax output layer was given, so that log p is exact where p underflows.
 */
export const softmaxLosses = {
  cross_entropy: { of: 'outputs' },
  nll_of_softmax: { of: 'logits' },
} as const satisfies Partial<Record<LossId, { readonly of: 'outputs' | 'logits' }>>;

export type SoftmaxLossId = keyof typeof softmaxLosses;
export type PointLossId = Exclude<LossId, SoftmaxLossId | 'cross_entropy_of_outputs'>;

export function isSoftmaxLoss(id: LossId): id is SoftmaxLossId {
  return id in softmaxLosses;
}

/** Whether a loss is of each output by itself, and not of a row's outputs together. */
export function isPointLoss(id: LossId): id is PointLossId {
  return id in pointLosses;
}

/** Whether a loss takes what the output layer's activation is given, instead of what it answers. */
export function takesLogits(id: LossId): boolean {
  return isSoftmaxLoss(id) && softmaxLosses[id].of === 'logits';
}

/** The loss of a row's outputs together, and its derivatives by them, which take their place. @param t of each output, [width] */
type RowLoss = (y: Float64Array, t: Float64Array) => number;

/** −Σ tₖ log softmax(z)ₖ, as PyTorch's `CrossEntropyLoss` has it of numbers for each class, whatever they sum up to. */
const crossEntropy: RowLoss = (z, t) => {
  const largest = z.reduce((a, b) => Math.max(a, b));
  const sum = z.reduce((total, value) => total + Math.exp(value - largest), 0);
  const loss = shared(t, (k) => Math.log(sum) + (largest - (z[k] as number)));
  const whole = t.reduce((total, share) => total + share, 0);
  softmax(z);
  z.forEach((p, k) => {
    z[k] = whole * p - (t[k] as number);
  });
  return loss;
};

/** −Σ tₖ log of an output's share of their sum: Keras's categorical_crossentropy, which cuts shares off at ε and 1 − ε. */
const crossEntropyOfOutputs: RowLoss = (y, t) => {
  const sum = y.reduce((total, value) => total + value, 0);
  const loss = shared(t, (k) => -Math.log(inside((y[k] as number) / sum)));
  const sloping = t.map((share, k) => (isInside((y[k] as number) / sum) ? share : 0));
  const whole = sloping.reduce((total, share) => total + share, 0);
  y.forEach((value, k) => {
    const own = sloping[k] as number;
    y[k] = whole / sum - (own === 0 ? 0 : own / value);
  });
  return loss;
};

/** Σ tₖ·of(k), where what is not asked for may be infinite. */
function shared(t: Float64Array, of: (k: number) => number): number {
  return t.reduce((total, share, k) => (share === 0 ? total : total + share * of(k)), 0);
}

/** The powers of a batch's rows with which its loss and the gradient of it grow: 0 of means. */
export function growthOf({ id, labelShape, reduce, summed }: LossPlan): {
  readonly loss: number;
  readonly gradient: number;
} {
  const isPaired = isPointLoss(id) && labelShape === 'row';
  const loss = isPaired && reduce === 'flux' ? 1 : 0;
  return { loss, gradient: summed ? (isPaired ? 2 : 1) : loss };
}

/** Rows with targets, as a loss takes them. */
export interface LossRows {
  readonly rows: number;
  /** [rows] class indices for cross entropies over several outputs, else [rows × width] */
  readonly targets: Float32Array;
  /** [rows] what each row counts; absent: all the same. */
  readonly weights?: Float32Array | undefined;
}

export interface BatchLoss {
  readonly loss: number;
  /** ∂loss/∂values, [rows × width] */
  readonly derivatives: Float64Array;
}

/**
 * The loss of a batch and its derivatives, in float64. With weights w of the rows it is their weighted mean Σ w·l / Σ w, as
 * `weight=` of PyTorch's `CrossEntropyLoss` has it; for losses of outputs l is the mean over the row's.
 *
 * @param values what the loss takes, [rows × width]: outputs, or logits where it `takesLogits`
 */
export function batchLoss(plan: LossPlan, values: Float64Array, batch: LossRows): BatchLoss {
  const { id, huberDelta, labelShape, reduce, summed } = plan;
  const { rows, targets, weights } = batch;
  if (!isPointLoss(id)) {
    const rowLoss = isSoftmaxLoss(id) ? crossEntropy : crossEntropyOfOutputs;
    return rowsBatch(rowLoss, summed, values, batch);
  }
  const { value, derivative } = pointLosses[id];
  const derivatives = new Float64Array(values.length);
  let sum = 0;
  const isPaired = labelShape === 'row';
  // Each value meets its own target, or every one.
  const width = values.length / rows;
  const divisor = isPaired
    ? reduce === 'mean'
      ? rows ** 2
      : rows
    : width * totalWeight(rows, weights);
  values.forEach((y, i) => {
    const own = isPaired ? targets : targets.subarray(i, i + 1);
    const weight = weights?.[Math.floor(i / width)] ?? 1;
    let slope = 0;
    for (const t of own) {
      sum += weight * value(y, t, huberDelta);
      slope += weight * derivative(y, t, huberDelta);
    }
    derivatives[i] = summed ? slope : slope / divisor;
  });
  return { loss: sum / divisor, derivatives };
}

function rowsBatch(
  rowLoss: RowLoss,
  summed: boolean,
  values: Float64Array,
  { rows, targets, weights }: LossRows,
): BatchLoss {
  const derivatives = values.slice();
  const width = values.length / rows;
  const divisor = totalWeight(rows, weights);
  const areIndices = targets.length < values.length;
  const wanted = new Float64Array(width);
  let sum = 0;
  for (let row = 0; row < rows; row++) {
    const own = derivatives.subarray(row * width, (row + 1) * width);
    if (areIndices) wanted.fill(0)[targets[row] as number] = 1;
    else wanted.set(targets.subarray(row * width, (row + 1) * width));
    const weight = weights?.[row] ?? 1;
    sum += weight * rowLoss(own, wanted);
    own.forEach((slope, k) => {
      own[k] = weight * slope;
    });
  }
  return {
    loss: sum / divisor,
    derivatives: summed ? derivatives : derivatives.map((slope) => slope / divisor),
  };
}
