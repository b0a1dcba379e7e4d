import * as tf from '@tensorflow/tfjs-core';
import type { RowTensors } from '#src/engine/tfjs/rows.ts';
import {
  epsilon,
  isPointLoss,
  isSoftmaxLoss,
  type LossPlan,
  type PointLossId,
} from '#src/network/losses.ts';

/** Pairs of predictions and labels that are held at once, where each is compared with each. */
const mostPairs = 2 ** 22;

/** A batch's loss is `sum` / `count`; its gradient ∂loss/∂outputs is `slope` / `count`. */
export interface SummedLoss {
  readonly sum: tf.Scalar;
  /** [rows × outputs] */
  readonly slope: tf.Tensor2D;
  readonly count: number | tf.Scalar;
}

/**
 * The loss of some rows.
 *
 * @param outputs what the loss takes, [rows × outputs]: the network's outputs, for `nll_of_softmax` its logits
 * @param rows their targets, [rows × outputs], one-hot for classes, and what they count
 */
export function lossOf(
  plan: LossPlan,
  outputs: tf.Tensor2D,
  { targets, weights }: Pick<RowTensors, 'targets' | 'weights'>,
): SummedLoss {
  const [rows, width] = outputs.shape;
  if (plan.labelShape === 'row') return broadcastLoss(plan, outputs, targets);
  const { value, derivative } = isPointLoss(plan.id)
    ? points[plan.id](outputs, targets, plan.huberDelta)
    : isSoftmaxLoss(plan.id)
      ? crossEntropy(outputs, targets)
      : crossEntropyOfOutputs(outputs, targets);
  const addends = isPointLoss(plan.id) ? width : 1;
  if (weights === null) return { sum: tf.sum(value), slope: derivative, count: rows * addends };
  return {
    sum: tf.sum(tf.mul(value, weights)),
    slope: tf.mul(derivative, weights),
    count: tf.mul(tf.sum(weights), addends),
  };
}

/** −Σ tₖ log softmax(z)ₖ: of each output its addend. */
function crossEntropy(outputs: tf.Tensor2D, targets: tf.Tensor2D): PointLoss {
  const whole = tf.sum(targets, 1, true);
  return {
    value: tf.neg(tf.mul(targets, tf.logSoftmax(outputs))),
    derivative: tf.sub(tf.mul(whole, tf.softmax(outputs)), targets),
  };
}

/** −Σ tₖ log (yₖ / Σ y), cut off at ε and 1 − ε: of each output its addend. */
function crossEntropyOfOutputs(outputs: tf.Tensor2D, targets: tf.Tensor2D): PointLoss {
  const sum = tf.sum(outputs, 1, true);
  const shares: tf.Tensor2D = tf.div(outputs, sum);
  const logs = tf.log(tf.clipByValue(shares, epsilon, 1 - epsilon));
  const pull = tf.sum(whereInside(shares, targets), 1, true);
  // Where nothing is asked of an output of 0, it need not be a number.
  const own: tf.Tensor2D = tf.where(tf.equal(targets, 0), targets, tf.div(targets, outputs));
  return {
    value: tf.neg(tf.mul(targets, logs)),
    derivative: tf.sub(tf.div(pull, sum), whereInside(shares, own)),
  };
}

/** A slope where its share is not cut off, else 0: it need not be a number there. */
function whereInside(share: tf.Tensor2D, slope: tf.Tensor2D): tf.Tensor2D {
  const isInside = tf.logicalAnd(tf.greaterEqual(share, epsilon), tf.lessEqual(share, 1 - epsilon));
  return tf.where(isInside, slope, 0);
}

/** log(1 + x), x at least ε */
function logarithm(x: tf.Tensor2D): tf.Tensor2D {
  return tf.log1p(tf.maximum(x, epsilon));
}

/** (B,1) predictions minus (B) labels: every prediction against every label, in strips of predictions. */
function broadcastLoss(plan: LossPlan, outputs: tf.Tensor2D, targets: tf.Tensor2D): SummedLoss {
  const rows = outputs.shape[0];
  const point = points[plan.id as PointLossId];
  const labels: tf.Tensor2D = tf.reshape(targets, [1, rows]);
  const strip = Math.max(1, Math.floor(mostPairs / rows));
  const sums: tf.Scalar[] = [];
  const slopes: tf.Tensor2D[] = [];
  for (let from = 0; from < rows; from += strip) {
    const part = tf.tidy(() => {
      const some = tf.slice2d(outputs, [from, 0], [Math.min(strip, rows - from), 1]);
      const { value, derivative } = point(some, labels, plan.huberDelta);
      return { sum: tf.sum<tf.Scalar>(value), slope: tf.sum<tf.Tensor2D>(derivative, 1, true) };
    });
    sums.push(part.sum);
    slopes.push(part.slope);
  }
  return {
    sum: tf.addN(sums),
    slope: tf.concat(slopes, 0),
    count: plan.reduce === 'mean' ? rows ** 2 : rows,
  };
}

interface PointLoss {
  readonly value: tf.Tensor2D;
  readonly derivative: tf.Tensor2D;
}

/** Losses of each output by itself; outputs and targets may broadcast. */
const points = {
  mse: (outputs, targets) => {
    const error: tf.Tensor2D = tf.sub(outputs, targets);
    return { value: tf.square(error), derivative: tf.mul(error, 2) };
  },
  mae: (outputs, targets) => {
    const error: tf.Tensor2D = tf.sub(outputs, targets);
    return { value: tf.abs(error), derivative: tf.sign(error) };
  },
  huber: (outputs, targets, delta) => {
    const error: tf.Tensor2D = tf.sub(outputs, targets);
    const size = tf.abs(error);
    const inner = tf.minimum(size, delta); // q·(|e| − q/2): e²/2 inside δ, δ·(|e| − δ/2) outside
    return {
      value: tf.mul(inner, tf.sub(size, tf.mul(inner, 0.5))),
      derivative: tf.clipByValue(error, -delta, delta),
    };
  },
  bce: (logits, targets) => ({
    // max(z, 0) − z·t + log(1 + e^−|z|)
    value: tf.add(
      tf.sub(tf.relu(logits), tf.mul(logits, targets)),
      tf.log1p(tf.exp(tf.neg(tf.abs(logits)))),
    ),
    derivative: tf.sub(tf.sigmoid(logits), targets),
  }),
  bce_of_probabilities: (outputs, targets) => {
    const [p, q]: [tf.Tensor2D, tf.Tensor2D] = [
      tf.clipByValue(outputs, epsilon, 1 - epsilon),
      tf.clipByValue(tf.sub(1, outputs), epsilon, 1 - epsilon),
    ];
    const logs: tf.Tensor2D = tf.add(
      tf.mul(targets, tf.log(p)),
      tf.mul(tf.sub(1, targets), tf.log(q)),
    );
    const slope: tf.Tensor2D = tf.div(tf.sub(outputs, targets), tf.mul(p, q));
    // 1 − ε is rounded: what is cut off above is known by 1 − y.
    const share: tf.Tensor2D = tf.minimum(outputs, tf.sub(1, outputs));
    return { value: tf.neg(logs), derivative: whereInside(share, slope) };
  },
  hinge: (outputs, targets) => {
    const short: tf.Tensor2D = tf.sub(1, tf.mul(targets, outputs));
    return {
      value: tf.relu(short),
      derivative: tf.neg(tf.mul(tf.cast(tf.greater(short, 0), 'float32'), targets)),
    };
  },
  msle: (outputs, targets) => {
    const error: tf.Tensor2D = tf.sub(logarithm(outputs), logarithm(targets));
    const isAbove = tf.cast(tf.greaterEqual(outputs, epsilon), 'float32');
    const divisor = tf.add(tf.maximum(outputs, epsilon), 1);
    return {
      value: tf.square(error),
      derivative: tf.div(tf.mul(tf.mul(isAbove, error), 2), divisor),
    };
  },
} satisfies Record<
  PointLossId,
  (outputs: tf.Tensor2D, targets: tf.Tensor2D, delta: number) => PointLoss
>;
