import * as tf from '@tensorflow/tfjs-core';

/**
 * Sine and cosine to float32's precision. GLSL's own are good to about 1e-4 only on some devices, and worse for large
 * arguments, which a SIREN network has from the start.
 */
export function sin(x: tf.Tensor2D): tf.Tensor2D {
  const { rest, sign } = halfTurns(x);
  return tf.mul(sign, tf.mul(rest, polynomial(tf.square(rest), sineSeries)));
}

export function cos(x: tf.Tensor2D): tf.Tensor2D {
  const { rest, sign } = halfTurns(x);
  return tf.mul(sign, polynomial(tf.square(rest), cosineSeries));
}

/** Taylor's series up to r¹¹ and r¹², in r²: off by less than 1e-7 up to π/2. */
const sineSeries = [1, 3, 5, 7, 9, 11].map((n) => (-1) ** ((n - 1) / 2) / factorial(n));
const cosineSeries = [0, 2, 4, 6, 8, 10, 12].map((n) => (-1) ** (n / 2) / factorial(n));

/** π in two parts (Cody and Waite): few enough bits in the first that its multiples are exact. */
const piHigh = 3.140625;
const piLow = Math.PI - piHigh;

/** x = k·π + rest with |rest| ≤ π/2, and sign = (−1)ᵏ. */
function halfTurns(x: tf.Tensor2D): { readonly rest: tf.Tensor2D; readonly sign: tf.Tensor2D } {
  const turns = tf.round(tf.mul(x, 1 / Math.PI));
  const rest: tf.Tensor2D = tf.sub(tf.sub(x, tf.mul(turns, piHigh)), tf.mul(turns, piLow));
  const odd = tf.sub(turns, tf.mul(tf.floor(tf.mul(turns, 0.5)), 2));
  return { rest, sign: tf.sub(1, tf.mul(odd, 2)) };
}

function polynomial(x: tf.Tensor2D, coefficients: readonly number[]): tf.Tensor2D {
  const [highest = 0, ...lower] = coefficients.toReversed();
  let sum: tf.Tensor2D = tf.mul(x, highest);
  lower.forEach((coefficient, i) => {
    sum = tf.add(sum, coefficient);
    if (i < lower.length - 1) sum = tf.mul(sum, x);
  });
  return sum;
}

function factorial(n: number): number {
  return n <= 1 ? 1 : n * factorial(n - 1);
}
