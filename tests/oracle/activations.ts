import type { ActivationId, OutputActivationId } from '#src/experiment/ids.ts';

/** An activation that acts on each number by itself: its value and its derivative at z. */
interface Activation {
  value(z: number): number;
  derivative(z: number): number;
}

const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));

const seluScale = 1.0507009873554805;
const seluAlpha = 1.6732632423543772;

/** What alpha dropout puts in the place of a dropped unit: SELU's limit at −∞. */
export const seluLimit = -seluScale * seluAlpha;

/** Softmax is not here: it mixes the units of a row. @param omega ω of sin(ω·z) */
export function activation(
  id: Exclude<ActivationId | OutputActivationId, 'softmax'>,
  omega: number,
): Activation {
  const table: Record<typeof id, Activation> = {
    linear: { value: (z) => z, derivative: () => 1 },
    relu: { value: (z) => (z > 0 ? z : keepNaN(z, 0)), derivative: (z) => (z > 0 ? 1 : 0) },
    leaky_relu: {
      value: (z) => (z > 0 ? z : 0.01 * z),
      derivative: (z) => (z > 0 ? 1 : 0.01),
    },
    elu: {
      value: (z) => (z > 0 ? z : Math.expm1(z)),
      derivative: (z) => (z > 0 ? 1 : Math.exp(z)),
    },
    selu: {
      value: (z) => seluScale * (z > 0 ? z : seluAlpha * Math.expm1(z)),
      derivative: (z) => seluScale * (z > 0 ? 1 : seluAlpha * Math.exp(z)),
    },
    tanh: { value: Math.tanh, derivative: (z) => 1 - Math.tanh(z) ** 2 },
    sigmoid: { value: sigmoid, derivative: (z) => sigmoid(z) * sigmoid(-z) },
    softplus: {
      value: (z) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))),
      derivative: sigmoid,
    },
    softsign: {
      value: (z) => z / (1 + Math.abs(z)),
      derivative: (z) => 1 / (1 + Math.abs(z)) ** 2,
    },
    silu: {
      value: (z) => z * sigmoid(z),
      derivative: (z) => sigmoid(z) * (1 + z * sigmoid(-z)),
    },
    gelu: {
      value: (z) => z * normalCdf(z),
      derivative: (z) => normalCdf(z) + (z * Math.exp(-(z ** 2) / 2)) / Math.sqrt(2 * Math.PI),
    },
    sin: {
      value: (z) => Math.sin(omega * z),
      derivative: (z) => omega * Math.cos(omega * z),
    },
  };
  return table[id];
}

function keepNaN(z: number, otherwise: number): number {
  return Number.isNaN(z) ? z : otherwise;
}

function normalCdf(z: number): number {
  return (1 + erf(z / Math.SQRT2)) / 2;
}

/** erf by the series 2/√π · e^(−x²) · Σ 2ⁿ x^(2n+1) / (2n+1)!!, whose terms all have one sign (DLMF 7.6.2). */
export function erf(x: number): number {
  if (Number.isNaN(x)) return x;
  if (Math.abs(x) > 6) return Math.sign(x);
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
    term *= (2 * x ** 2) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-(x ** 2)) * sum;
}

/** Softmax of one row. */
export function softmax(z: readonly number[]): number[] {
  const max = Math.max(...z);
  const powers = z.map((value) => Math.exp(value - max));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}

/** log Σ eᶻ of one row. */
export function logSumExp(z: readonly number[]): number {
  const max = Math.max(...z);
  return max + Math.log(z.reduce((sum, value) => sum + Math.exp(value - max), 0));
}
