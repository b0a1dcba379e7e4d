import * as tf from '@tensorflow/tfjs-core';
import type { ModelPlan } from '#src/engine/contract/model-plan.ts';

/** Below this a norm or an entry counts as nothing. */
const tiniest = 1e-30;

/** ‖g‖₂, scaled by its largest entry so that squares neither overflow nor vanish. */
export function normOf(gradient: tf.Tensor1D): tf.Scalar {
  const largest = tf.maximum(tf.max(tf.abs(gradient)), tiniest);
  return tf.mul(largest, tf.sqrt(tf.sum(tf.square(tf.div(gradient, largest)))));
}

/** @param norm of the gradient; needed for clipping by norm only */
export function clipped(
  { clipping }: Pick<ModelPlan, 'clipping'>,
  gradient: tf.Tensor1D,
  norm: tf.Scalar | undefined,
  bound: number,
): tf.Tensor1D {
  if (clipping === 'value') return tf.clipByValue(gradient, -bound, bound);
  if (clipping === 'none' || norm === undefined) return gradient;
  return tf.mul(gradient, tf.minimum(tf.div(bound, tf.maximum(norm, tiniest)), 1));
}

/** The pull of L1 and L2 on weights, not on biases; holds a tensor. */
export class Penalties {
  readonly #plan: Pick<ModelPlan, 'l1' | 'l2'>;
  /** 1 for weights, 0 for biases; null where there are no penalties. */
  readonly #mask: tf.Tensor1D | null;

  constructor({ network, l1, l2 }: ModelPlan) {
    this.#plan = { l1, l2 };
    const mask = new Float32Array(network.parameterCount);
    for (const { weights, biases } of network.layers) mask.fill(1, weights, biases);
    this.#mask = l1 > 0 || l2 > 0 ? tf.tensor1d(mask) : null;
  }

  /** g + l2·w + l1·sign(w) */
  addTo(gradient: tf.Tensor1D, w: tf.Tensor1D): tf.Tensor1D {
    if (this.#mask === null) return gradient;
    const pull = tf.add(tf.mul(w, this.#plan.l2), tf.mul(tf.sign(w), this.#plan.l1));
    return tf.add(gradient, tf.mul(pull, this.#mask));
  }

  dispose(): void {
    this.#mask?.dispose();
  }
}
