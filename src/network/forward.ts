import { activations, softmax } from '#src/network/activations.ts';
import type { LayerShape, NetworkShape } from '#src/network/shape.ts';

/**
 * The network's outputs (after the output activation) in inference mode, in float64: for stored parameters. Engines
 * have faster ways.
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

/** z = x W + b. @param x [rows × inputs] @returns [rows × units] */
export function affine(
  { inputs, units, weights, biases }: LayerShape,
  parameters: Float32Array | Float64Array,
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

/** f(z), in z's place. */
export function activate({ activation, units }: LayerShape, z: Float64Array, omega: number): void {
  if (activation === 'softmax') {
    for (let from = 0; from < z.length; from += units) softmax(z.subarray(from, from + units));
    return;
  }
  const { value } = activations[activation];
  for (let i = 0; i < z.length; i++) z[i] = value(z[i] as number, omega);
}
