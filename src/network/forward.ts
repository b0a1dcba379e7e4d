import type { ActivationId, OutputActivationId } from '#src/experiment/ids.ts';
import { leakySlope, selu } from '#src/network/activations.ts';
import type { LayerShape, NetworkShape } from '#src/network/shape.ts';

/**
 * The network's outputs (after the output activation) in inference mode, in float64: for parameters that no engine
 * holds any more. Training has faster ways.
 *
 * @param parameters [network.parameterCount]
 * @param inputs [rows × network.inputs]
 * @returns [rows × network.outputs]
 */
export function forward(
  network: NetworkShape,
  parameters: Float32Array,
  inputs: Float32Array,
  rows: number,
): Float32Array {
  let values = Float64Array.from(inputs);
  for (const layer of network.layers) {
    values = affine(layer, parameters, values, rows);
    activate(layer, values, network.omega);
  }
  return Float32Array.from(values);
}

/** z = x W + b. */
function affine(
  { inputs, units, weights, biases }: LayerShape,
  parameters: Float32Array,
  x: Float64Array,
  rows: number,
): Float64Array<ArrayBuffer> {
  const z = new Float64Array(rows * units);
  for (let row = 0; row < rows; row++) {
    const answer = z.subarray(row * units, (row + 1) * units);
    answer.set(parameters.subarray(biases, biases + units));
    for (let k = 0; k < inputs; k++) {
      const value = x[row * inputs + k] as number;
      if (value === 0) continue; // half of all ReLU outputs
      const from = weights + k * units;
      for (let j = 0; j < units; j++)
        answer[j] = (answer[j] as number) + value * (parameters[from + j] as number);
    }
  }
  return z;
}

function activate({ activation, units }: LayerShape, z: Float64Array, omega: number): void {
  if (activation === 'softmax') {
    for (let from = 0; from < z.length; from += units) softmax(z.subarray(from, from + units));
    return;
  }
  const f = activation === 'sin' ? (v: number) => Math.sin(omega * v) : functions[activation];
  for (let i = 0; i < z.length; i++) z[i] = f(z[i] as number);
}

const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));

/** What acts on each number by itself, whatever the network. */
const functions = {
  linear: (z) => z,
  relu: (z) => (z < 0 ? 0 : z), // keeps NaN
  leaky_relu: (z) => (z < 0 ? leakySlope * z : z),
  elu: (z) => (z < 0 ? Math.expm1(z) : z),
  selu: (z) => selu.scale * (z < 0 ? selu.alpha * Math.expm1(z) : z),
  tanh: Math.tanh,
  sigmoid,
  softplus: (z) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))),
  softsign: (z) => z / (1 + Math.abs(z)),
  silu: (z) => z * sigmoid(z),
  gelu: (z) => 0.5 * z * (1 + erf(z / Math.SQRT2)),
} as const satisfies Record<
  Exclude<ActivationId | OutputActivationId, 'softmax' | 'sin'>,
  (z: number) => number
>;

function softmax(z: Float64Array): void {
  const max = z.reduce((a, b) => Math.max(a, b));
  let sum = 0;
  for (let k = 0; k < z.length; k++) {
    const power = Math.exp((z[k] as number) - max);
    z[k] = power;
    sum += power;
  }
  for (let k = 0; k < z.length; k++) z[k] = (z[k] as number) / sum;
}

/** The error function to 1.5e-7 (Abramowitz & Stegun 1964, formula 7.1.26): float32's precision. */
function erf(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const polynomial =
    t *
    (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return Math.sign(x) * (1 - polynomial * Math.exp(-(x ** 2)));
}
