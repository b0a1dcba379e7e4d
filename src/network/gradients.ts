import { activations } from '#src/network/activations.ts';
import { activate, affine } from '#src/network/forward.ts';
import {
  batchLoss,
  growthOf,
  type LossPlan,
  type LossRows,
  takesLogits,
} from '#src/network/losses.ts';
import type { LayerShape, NetworkShape } from '#src/network/shape.ts';

/** What one layer did with some rows in inference, and what their loss asks of it. Row-major float64, [rows × units]. */
export interface LayerTrace {
  readonly layer: LayerShape;
  /** What it was given, [rows × inputs]. */
  readonly inputs: Float64Array;
  /** z = x W + b */
  readonly preactivations: Float64Array;
  /** f(z) */
  readonly activations: Float64Array;
  /** f′(z); of a softmax p(1 − p), the diagonal of its derivative. */
  readonly slopes: Float64Array;
  /** ∂loss/∂z */
  readonly deltas: Float64Array;
}

export interface Gradients {
  readonly loss: number;
  /** ∂loss/∂parameters without clipping and penalties, [network.parameterCount]. */
  readonly gradient: Float64Array;
  readonly layers: readonly LayerTrace[];
}

/** Rows as a network sees them. */
interface LabeledRows extends LossRows {
  /** [rows × network.inputs] */
  readonly inputs: Float32Array;
}

/**
 * The loss of some rows as one batch and its gradient, in inference mode (no dropout), layer by layer: to look
 * into a network. Training has faster ways.
 *
 * @param parameters [network.parameterCount]
 */
export function gradients(
  network: NetworkShape,
  loss: LossPlan,
  parameters: Float32Array | Float64Array,
  labeled: LabeledRows,
): Gradients {
  const { rows, inputs } = labeled;
  const { omega } = network;
  let x: Float64Array = Float64Array.from(inputs);
  const forward = network.layers.map((layer) => {
    const preactivations = affine(layer, parameters, x, rows);
    const trace = { layer, inputs: x, preactivations, activations: preactivations.slice() };
    activate(layer, trace.activations, omega);
    x = trace.activations;
    return trace;
  });
  const last = forward.at(-1);
  if (last === undefined) throw new RangeError('a network has at least one layer');
  const isOfLogits = takesLogits(loss.id);
  const outputs = isOfLogits ? last.preactivations : last.activations;
  const result = batchLoss(loss, outputs, labeled);

  const gradient = new Float64Array(network.parameterCount);
  let upstream = result.derivatives;
  const backward = forward.toReversed().map((trace, i) => {
    const slopes = slopesOf(trace.layer, trace.preactivations, trace.activations, omega);
    const deltas =
      i === 0 && isOfLogits
        ? upstream
        : throughActivation(trace.layer, trace.activations, slopes, upstream);
    upstream = throughAffine(trace.layer, parameters, trace.inputs, deltas, gradient);
    if (!network.learnsBiases)
      gradient.fill(0, trace.layer.biases, trace.layer.biases + trace.layer.units);
    return { ...trace, slopes, deltas };
  });
  return { loss: result.loss, gradient, layers: backward.toReversed() };
}

/**
 * What some rows say of a batch of `batchRows` like them: their loss and gradient, scaled where the loss is a sum over rows.
 * The layers stay those of the rows themselves.
 */
export function gradientsOfBatch(
  network: NetworkShape,
  loss: LossPlan,
  parameters: Float32Array | Float64Array,
  sample: LabeledRows,
  batchRows: number,
): Gradients {
  const found = gradients(network, loss, parameters, sample);
  const times = batchRows / sample.rows;
  const growth = growthOf(loss);
  const scale = times ** growth.gradient;
  return {
    ...found,
    loss: found.loss * times ** growth.loss,
    gradient: found.gradient.map((g) => g * scale),
  };
}

function slopesOf(
  { activation }: LayerShape,
  z: Float64Array,
  a: Float64Array,
  omega: number,
): Float64Array {
  if (activation === 'softmax') return a.map((p) => p * (1 - p));
  const { derivative } = activations[activation];
  return z.map((value) => derivative(value, omega));
}

/** ∂loss/∂z from ∂loss/∂f(z). */
function throughActivation(
  { activation, units }: LayerShape,
  a: Float64Array,
  slopes: Float64Array,
  upstream: Float64Array,
): Float64Array {
  if (activation !== 'softmax') return slopes.map((slope, i) => slope * (upstream[i] as number));
  const deltas = new Float64Array(a.length);
  for (let from = 0; from < a.length; from += units) {
    // ∂pₖ/∂zⱼ = pₖ (δₖⱼ − pⱼ)
    let mean = 0;
    for (let k = from; k < from + units; k++) mean += (a[k] as number) * (upstream[k] as number);
    for (let k = from; k < from + units; k++)
      deltas[k] = (a[k] as number) * ((upstream[k] as number) - mean);
  }
  return deltas;
}

/** Adds ∂loss/∂W and ∂loss/∂b to `gradient`. @returns ∂loss/∂x, [rows × inputs] */
function throughAffine(
  { inputs, units, weights, biases }: LayerShape,
  parameters: Float32Array | Float64Array,
  x: Float64Array,
  deltas: Float64Array,
  gradient: Float64Array,
): Float64Array {
  const rows = deltas.length / units;
  const upstream = new Float64Array(rows * inputs);
  for (let row = 0; row < rows; row++) {
    const delta = deltas.subarray(row * units, (row + 1) * units);
    for (let j = 0; j < units; j++)
      gradient[biases + j] = (gradient[biases + j] as number) + (delta[j] as number);
    for (let k = 0; k < inputs; k++) {
      const value = x[row * inputs + k] as number;
      const from = weights + k * units;
      let sum = 0;
      for (let j = 0; j < units; j++) {
        const d = delta[j] as number;
        gradient[from + j] = (gradient[from + j] as number) + value * d;
        sum += d * (parameters[from + j] as number);
      }
      upstream[row * inputs + k] = sum;
    }
  }
  return upstream;
}
