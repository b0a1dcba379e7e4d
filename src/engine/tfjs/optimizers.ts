import * as tf from '@tensorflow/tfjs-core';
import type { OptimizerPlan } from '#src/engine/contract/model-plan.ts';
import type { OptimizerId } from '#src/experiment/ids.ts';

/**
 * Everything that training changes, all [parameterCount]. A type and not an interface, because `tf.tidy` looks for
 * tensors by index signature.
 */
export type State = {
  readonly parameters: tf.Tensor1D;
  readonly slots: tf.Tensor1D[];
};

export interface StepRates {
  readonly learningRate: number;
  /** Decoupled decay of adamw. */
  readonly weightDecay: number;
  /** Number of this step, from 1. */
  readonly t: number;
}

type Update = (
  plan: OptimizerPlan,
  w: tf.Tensor1D,
  g: tf.Tensor1D,
  slots: readonly tf.Tensor1D[],
  rates: StepRates,
) => State;

/** One step on the whole parameter vector at once. @param g clipped and with penalties */
export function optimizerStep(
  plan: OptimizerPlan,
  { parameters, slots }: State,
  g: tf.Tensor1D,
  rates: StepRates,
): State {
  return updates[plan.id](plan, parameters, g, slots, rates);
}

const updates = {
  sgd: (_plan, w, g, _slots, { learningRate }) => ({
    parameters: tf.sub(w, tf.mul(g, learningRate)),
    slots: [],
  }),
  momentum: ({ momentum }, w, g, slots, { learningRate }) => {
    const v: tf.Tensor1D = tf.add(tf.mul(slot(slots, 0), momentum), g);
    return { parameters: tf.sub(w, tf.mul(v, learningRate)), slots: [v] };
  },
  nesterov: ({ momentum }, w, g, slots, { learningRate }) => {
    const v: tf.Tensor1D = tf.add(tf.mul(slot(slots, 0), momentum), g);
    const ahead = tf.add(g, tf.mul(v, momentum));
    return { parameters: tf.sub(w, tf.mul(ahead, learningRate)), slots: [v] };
  },
  adagrad: ({ epsilon }, w, g, slots, { learningRate }) => {
    const s: tf.Tensor1D = tf.add(slot(slots, 0), tf.square(g));
    return { parameters: scaledDescent(w, tf.mul(g, learningRate), s, epsilon), slots: [s] };
  },
  rmsprop: ({ rho, epsilon }, w, g, slots, { learningRate }) => {
    const s = movingAverage(slot(slots, 0), tf.square(g), rho);
    return { parameters: scaledDescent(w, tf.mul(g, learningRate), s, epsilon), slots: [s] };
  },
  adam,
  adamw: (plan, w, g, slots, rates) =>
    adam(plan, tf.mul(w, 1 - rates.learningRate * rates.weightDecay), g, slots, rates),
} satisfies Record<OptimizerId, Update>;

function adam(
  { beta1, beta2, epsilon }: OptimizerPlan,
  w: tf.Tensor1D,
  g: tf.Tensor1D,
  slots: readonly tf.Tensor1D[],
  { learningRate, t }: StepRates,
): State {
  const m = movingAverage(slot(slots, 0), g, beta1);
  const v = movingAverage(slot(slots, 1), tf.square(g), beta2);
  const mean = tf.mul(m, learningRate / (1 - beta1 ** t));
  const square: tf.Tensor1D = tf.div(v, 1 - beta2 ** t);
  return { parameters: scaledDescent(w, mean, square, epsilon), slots: [m, v] };
}

/** w − direction / (√square + ε) */
function scaledDescent(
  w: tf.Tensor1D,
  direction: tf.Tensor,
  square: tf.Tensor1D,
  epsilon: number,
): tf.Tensor1D {
  return tf.sub(w, tf.div(direction, tf.add(tf.sqrt(square), epsilon)));
}

function movingAverage(average: tf.Tensor1D, value: tf.Tensor1D, keep: number): tf.Tensor1D {
  return tf.add(tf.mul(average, keep), tf.mul(value, 1 - keep));
}

function slot(slots: readonly tf.Tensor1D[], index: number): tf.Tensor1D {
  const tensor = slots[index];
  if (tensor === undefined) throw new Error(`the optimiser has no slot ${index}`);
  return tensor;
}
