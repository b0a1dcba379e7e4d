import type { ActivationId, OutputActivationId } from '#src/experiment/ids.ts';

/** SELU's constants (Klambauer et al. 2017, "Self-Normalizing Neural Networks"): `scale · elu(z, alpha)`. */
export const selu = { scale: 1.0507009873554805, alpha: 1.6732632423543772 } as const;

/** Slope of leaky ReLU for z < 0 (PyTorch's default). */
export const leakySlope = 0.01;

/** A function of each number by itself, in float64. `omega`: ω of `sin(ω·z)`. NaN stays NaN. */
export interface Activation {
  value(z: number, omega: number): number;
  derivative(z: number, omega: number): number;
}

/** The activations of docs/MATH.md: what every engine computes in its own way. */
export const activations = {
  linear: { value: (z) => z, derivative: () => 1 },
  relu: { value: (z) => (z < 0 ? 0 : z), derivative: (z) => (z > 0 ? 1 : 0) },
  leaky_relu: {
    value: (z) => (z > 0 ? z : leakySlope * z),
    derivative: (z) => (z > 0 ? 1 : leakySlope),
  },
  elu: {
    value: (z) => (z > 0 ? z : Math.expm1(z)),
    derivative: (z) => (z > 0 ? 1 : Math.exp(z)),
  },
  selu: {
    value: (z) => selu.scale * (z > 0 ? z : selu.alpha * Math.expm1(z)),
    derivative: (z) => selu.scale * (z > 0 ? 1 : selu.alpha * Math.exp(z)),
  },
  tanh: { value: Math.tanh, derivative: (z) => 1 / Math.cosh(z) ** 2 },
  sigmoid: { value: sigmoid, derivative: (z) => sigmoid(z) * sigmoid(-z) },
  softplus: { value: softplus, derivative: sigmoid },
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
    value: (z, omega) => Math.sin(omega * z),
    derivative: (z, omega) => omega * Math.cos(omega * z),
  },
} as const satisfies Record<ActivationId, Activation>;

/** What an output of each activation can answer, its bounds included; of a softmax a single unit of several. */
export const answerRanges = {
  linear: [-Infinity, Infinity],
  relu: [0, Infinity],
  leaky_relu: [-Infinity, Infinity],
  elu: [-1, Infinity],
  selu: [-selu.scale * selu.alpha, Infinity],
  tanh: [-1, 1],
  sigmoid: [0, 1],
  softplus: [0, Infinity],
  softsign: [-1, 1],
  silu: [-0.2784645428, Infinity],
  gelu: [-0.1699712075, Infinity],
  sin: [-1, 1],
  softmax: [0, 1],
} as const satisfies Record<OutputActivationId, readonly [low: number, high: number]>;

/** The largest |f′(z)| of each activation; of a softmax that of p by its own logit. `sin`: times ω. */
export const steepest = {
  linear: 1,
  relu: 1,
  leaky_relu: 1,
  elu: 1,
  selu: selu.scale * selu.alpha,
  tanh: 1,
  sigmoid: 1 / 4,
  softplus: 1,
  softsign: 1,
  silu: 1.0998393194,
  gelu: 1.1289042128,
  sin: 1,
  softmax: 1 / 4,
} as const satisfies Record<OutputActivationId, number>;

/**
 * What an output costs, in floating-point operations at the full speed of a matrix product: what the WebAssembly engine
 * takes, on whichever machine, relative to such a product.
 */
export const activationCost = {
  linear: 5,
  relu: 5,
  leaky_relu: 5,
  softsign: 20,
  tanh: 40,
  elu: 70,
  selu: 70,
  sigmoid: 80,
  silu: 90,
  sin: 90,
  gelu: 120,
  softplus: 160,
  softmax: 70,
} as const satisfies Record<OutputActivationId, number>;

/** Softmax of one row, in place: the one activation that mixes the units of a row. */
export function softmax(row: Float64Array): void {
  const largest = row.reduce((a, b) => Math.max(a, b));
  let sum = 0;
  row.forEach((z, k) => {
    row[k] = Math.exp(z - largest);
    sum += row[k] as number;
  });
  row.forEach((power, k) => {
    row[k] = power / sum;
  });
}

export function sigmoid(z: number): number {
  return 1 / (1 + Math.exp(-z));
}

/** log(1 + eᶻ) */
export function softplus(z: number): number {
  return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
}

/** The normal distribution function Φ(z), to full relative precision on both sides. */
function normalCdf(z: number): number {
  const tail = complementaryError(Math.abs(z) / Math.SQRT2) / 2;
  return z < 0 ? tail : 1 - tail;
}

/** erfc x for x ≥ 0: one minus the Maclaurin series (DLMF 7.6.1), beyond 2 the continued fraction (DLMF 7.9.2). */
function complementaryError(x: number): number {
  if (x < 2) {
    let [term, sum] = [x, x];
    for (let n = 1; Math.abs(term) > 1e-17 * sum; n++) {
      term *= -(x ** 2) / n;
      sum += term / (2 * n + 1);
    }
    return 1 - (2 / Math.sqrt(Math.PI)) * sum;
  }
  let fraction = x;
  for (let n = 60; n > 0; n--) fraction = x + n / 2 / fraction;
  return Math.exp(-(x ** 2)) / (Math.sqrt(Math.PI) * fraction);
}
