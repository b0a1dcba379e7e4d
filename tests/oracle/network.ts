import type { ModelPlan } from '#src/engine/contract/model-plan.ts';
import { dropoutKey, dropoutThreshold, isKept } from '#src/network/dropout.ts';
import type { LayerShape, NetworkShape } from '#src/network/shape.ts';
import { activation, seluLimit, softmax } from './activations.ts';
import { batchLoss, type Rows } from './losses.ts';
import type { Vector } from './optimizers.ts';

/** The batch's dropout, or null in inference. */
export interface Dropout {
  readonly seed: number;
  /** Steps taken before this one. */
  readonly step: number;
}

/** What one layer did with a batch, each [rows × width]. */
interface LayerTrace {
  readonly inputs: Vector;
  /** z = x W + b */
  readonly preactivations: Vector;
  /** f(z), before dropout */
  readonly activations: Vector;
  /** after dropout */
  readonly outputs: Vector;
}

/** Runs a batch through the network. @param inputs [rows × network.inputs] */
export function forward(
  network: NetworkShape,
  parameters: Vector,
  inputs: Vector,
  rows: number,
  dropout: Dropout | null,
): LayerTrace[] {
  let x = inputs;
  return network.layers.map((layer, l) => {
    const preactivations = affine(layer, parameters, x, rows);
    const activations = activate(network, layer, preactivations, rows);
    const outputs = activations.slice();
    if (drops(layer, dropout))
      forEachUnit(layer, rows, (row, unit, i) => {
        const [scale, shift] = dropoutMap(layer, l, row, unit, dropout);
        outputs[i] = scale * activations[i]! + shift;
      });
    const trace = { inputs: x, preactivations, activations, outputs };
    x = outputs;
    return trace;
  });
}

export interface LossGradient {
  readonly loss: number;
  /** ∂loss/∂parameters, without clipping and penalties. */
  readonly gradient: Vector;
}

/**
 * The loss of a batch in training mode and its gradient by the parameters.
 *
 * @param inputs [rows × network.inputs]
 * @param targets [rows × width], width 1 for class indices
 */
export function lossGradient(
  plan: Pick<ModelPlan, 'network' | 'loss'>,
  parameters: Vector,
  inputs: Vector,
  targets: Vector,
  rows: number,
  dropout: Dropout | null,
  weights?: readonly number[],
): LossGradient {
  const { network, loss } = plan;
  const traces = forward(network, parameters, inputs, rows, dropout);
  const result = batchLoss(loss, lossInputs(plan, traces, rows), toRows(targets, rows), weights);
  const gradient = zeros(parameters, parameters.length);

  let upstream = likeOf(parameters, result.gradient.flat());
  for (let l = network.layers.length - 1; l >= 0; l--) {
    const [layer, trace] = [network.layers[l]!, traces[l]!];
    if (drops(layer, dropout))
      forEachUnit(layer, rows, (row, unit, i) => {
        upstream[i]! *= dropoutMap(layer, l, row, unit, dropout)[0];
      });
    const fused = loss.id === 'nll_of_softmax' && l === network.layers.length - 1;
    const delta = fused ? upstream : throughActivation(network, layer, trace, upstream, rows);
    upstream = throughAffine(layer, parameters, trace.inputs, delta, rows, gradient);
    if (!network.learnsBiases) gradient.fill(0, layer.biases, layer.biases + layer.units);
  }
  return { loss: result.loss, gradient };
}

/** What the loss takes: the outputs, but for `nll_of_softmax` the logits, so that log p is exact where p underflows. */
export function lossInputs(
  { loss }: Pick<ModelPlan, 'loss'>,
  traces: readonly LayerTrace[],
  rows: number,
): Rows {
  const last = traces.at(-1)!;
  return toRows(loss.id === 'nll_of_softmax' ? last.preactivations : last.outputs, rows);
}

/** [rows × width] as an array of rows. */
export function toRows(values: ArrayLike<number>, rows: number): number[][] {
  const width = rows === 0 ? 0 : values.length / rows;
  const all: number[][] = [];
  for (let row = 0; row < rows; row++) {
    const own: number[] = [];
    for (let k = 0; k < width; k++) own.push(values[row * width + k]!);
    all.push(own);
  }
  return all;
}

function affine(layer: LayerShape, parameters: Vector, x: Vector, rows: number): Vector {
  const z = zeros(x, rows * layer.units);
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < layer.units; j++) z[row * layer.units + j] = parameters[layer.biases + j]!;
    for (let k = 0; k < layer.inputs; k++) {
      const xk = x[row * layer.inputs + k]!;
      const weights = layer.weights + k * layer.units;
      for (let j = 0; j < layer.units; j++) {
        z[row * layer.units + j]! += xk * parameters[weights + j]!;
      }
    }
  }
  return z;
}

function activate(network: NetworkShape, layer: LayerShape, z: Vector, rows: number): Vector {
  if (layer.activation === 'softmax') return likeOf(z, toRows(z, rows).map(softmax).flat());
  return z.map(activation(layer.activation, network.omega).value) as Vector;
}

function drops(layer: LayerShape, dropout: Dropout | null): dropout is Dropout {
  return dropout !== null && layer.dropout > 0;
}

/**
 * Dropout of one unit as the map a ↦ scale·a + shift. Inverted dropout scales what is kept by 1/(1−p). SELU layers
 * take alpha dropout, which keeps mean 0 and variance 1 (Klambauer et al. 2017, "Self-Normalizing Neural Networks").
 */
function dropoutMap(
  layer: LayerShape,
  l: number,
  row: number,
  unit: number,
  dropout: Dropout,
): readonly [scale: number, shift: number] {
  const p = layer.dropout;
  const key = dropoutKey(dropout.seed, dropout.step, l);
  const kept = isKept(key, row, unit, dropoutThreshold(p));
  if (layer.activation !== 'selu') return [kept ? 1 / (1 - p) : 0, 0];
  const a = 1 / Math.sqrt((1 - p) * (1 + p * seluLimit ** 2));
  const b = -a * p * seluLimit;
  return kept ? [a, b] : [0, a * seluLimit + b];
}

/** ∂loss/∂z from ∂loss/∂f(z). */
function throughActivation(
  network: NetworkShape,
  layer: LayerShape,
  { preactivations, activations }: LayerTrace,
  upstream: Vector,
  rows: number,
): Vector {
  const delta = zeros(upstream, upstream.length);
  if (layer.activation === 'softmax') {
    for (let row = 0; row < rows; row++) {
      const at = row * layer.units;
      for (let i = 0; i < layer.units; i++) {
        for (let j = 0; j < layer.units; j++) {
          const [pi, pj] = [activations[at + i]!, activations[at + j]!];
          delta[at + j]! += upstream[at + i]! * pi * ((i === j ? 1 : 0) - pj);
        }
      }
    }
    return delta;
  }
  const { derivative } = activation(layer.activation, network.omega);
  return delta.map((_, i) => upstream[i]! * derivative(preactivations[i]!)) as Vector;
}

/** Adds ∂loss/∂W and ∂loss/∂b to `gradient` and returns ∂loss/∂x. */
function throughAffine(
  layer: LayerShape,
  parameters: Vector,
  x: Vector,
  delta: Vector,
  rows: number,
  gradient: Vector,
): Vector {
  const upstream = zeros(x, x.length);
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < layer.units; j++) {
      gradient[layer.biases + j]! += delta[row * layer.units + j]!;
    }
    for (let k = 0; k < layer.inputs; k++) {
      const xk = x[row * layer.inputs + k]!;
      const weights = layer.weights + k * layer.units;
      for (let j = 0; j < layer.units; j++) {
        const d = delta[row * layer.units + j]!;
        gradient[weights + j]! += xk * d;
        upstream[row * layer.inputs + k]! += d * parameters[weights + j]!;
      }
    }
  }
  return upstream;
}

function forEachUnit(
  layer: LayerShape,
  rows: number,
  visit: (row: number, unit: number, index: number) => void,
): void {
  for (let row = 0; row < rows; row++) {
    for (let unit = 0; unit < layer.units; unit++) visit(row, unit, row * layer.units + unit);
  }
}

function zeros(like: Vector, length: number): Vector {
  return like instanceof Float32Array ? new Float32Array(length) : new Float64Array(length);
}

function likeOf(like: Vector, values: readonly number[]): Vector {
  return like instanceof Float32Array ? Float32Array.from(values) : Float64Array.from(values);
}
