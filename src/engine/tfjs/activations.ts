import * as tf from '@tensorflow/tfjs-core';
import { cos, sin } from '#src/engine/tfjs/trigonometry.ts';
import type { ActivationId, OutputActivationId } from '#src/experiment/ids.ts';
import { leakySlope, selu } from '#src/network/activations.ts';

/** An activation of every number by itself. */
interface Pointwise {
  value(z: tf.Tensor2D, omega: number): tf.Tensor2D;
  /** f′(z), where `a` = f(z). */
  derivative(z: tf.Tensor2D, a: tf.Tensor2D, omega: number): tf.Tensor2D;
}

/** e^z for z ≤ 0, else 1: the derivative of ELU, finite everywhere. */
const expOfNegative = (z: tf.Tensor2D): tf.Tensor2D => tf.exp(tf.minimum(z, 0));

const normalCdf = (z: tf.Tensor2D): tf.Tensor2D =>
  tf.mul(tf.add(tf.erf(tf.mul(z, Math.SQRT1_2)), 1), 0.5);

const normalDensity = (z: tf.Tensor2D): tf.Tensor2D =>
  tf.mul(tf.exp(tf.mul(tf.square(z), -0.5)), 1 / Math.sqrt(2 * Math.PI));

const pointwise = {
  linear: { value: (z) => z, derivative: (z) => tf.onesLike(z) },
  relu: { value: (z) => tf.relu(z), derivative: (z) => tf.step(z) },
  leaky_relu: {
    value: (z) => tf.leakyRelu(z, leakySlope),
    derivative: (z) => tf.step(z, leakySlope),
  },
  elu: { value: (z) => tf.elu(z), derivative: expOfNegative },
  selu: {
    value: (z) => tf.selu(z),
    derivative: (z) => tf.mul(tf.mul(tf.step(z, selu.alpha), selu.scale), expOfNegative(z)),
  },
  tanh: { value: (z) => tf.tanh(z), derivative: (_z, a) => tf.sub(1, tf.square(a)) },
  sigmoid: { value: (z) => tf.sigmoid(z), derivative: (_z, a) => tf.mul(a, tf.sub(1, a)) },
  softplus: { value: (z) => tf.softplus(z), derivative: (z) => tf.sigmoid(z) },
  softsign: {
    value: (z) => tf.div(z, tf.add(1, tf.abs(z))),
    derivative: (z) => tf.reciprocal(tf.square(tf.add(1, tf.abs(z)))),
  },
  silu: {
    value: (z) => tf.mul(z, tf.sigmoid(z)),
    derivative: (z) => {
      const s = tf.sigmoid(z);
      return tf.mul(s, tf.add(1, tf.mul(z, tf.sub(1, s))));
    },
  },
  gelu: {
    value: (z) => tf.mul(z, normalCdf(z)),
    derivative: (z) => tf.add(normalCdf(z), tf.mul(z, normalDensity(z))),
  },
  sin: {
    value: (z, omega) => sin(tf.mul(z, omega)),
    derivative: (z, _a, omega) => tf.mul(cos(tf.mul(z, omega)), omega),
  },
} satisfies Record<ActivationId, Pointwise>;

type LayerActivation = ActivationId | OutputActivationId;

/** f(z), [rows × units] */
export function activate(id: LayerActivation, z: tf.Tensor2D, omega: number): tf.Tensor2D {
  return id === 'softmax' ? tf.softmax(z) : pointwise[id].value(z, omega);
}

/** ∂loss/∂z from `upstream` = ∂loss/∂f(z) and `a` = f(z), all [rows × units]. */
export function throughActivation(
  id: LayerActivation,
  z: tf.Tensor2D,
  a: tf.Tensor2D,
  upstream: tf.Tensor2D,
  omega: number,
): tf.Tensor2D {
  if (id === 'linear') return upstream;
  if (id === 'softmax') {
    return tf.mul(a, tf.sub(upstream, tf.sum(tf.mul(upstream, a), 1, true)));
  }
  return tf.mul(upstream, pointwise[id].derivative(z, a, omega));
}
