import * as tf from '@tensorflow/tfjs-core';
import type { ModelPlan } from '#src/engine/contract/model-plan.ts';
import { activate, throughActivation } from '#src/engine/tfjs/activations.ts';
import { lossOf } from '#src/engine/tfjs/losses.ts';
import type { RowTensors } from '#src/engine/tfjs/rows.ts';
import { dropoutKey, dropoutMap, dropoutThreshold, isKept } from '#src/network/dropout.ts';
import { takesLogits } from '#src/network/losses.ts';
import type { LayerShape, NetworkShape } from '#src/network/shape.ts';

/** What one layer did with a batch. */
interface LayerTrace {
  readonly inputs: tf.Tensor2D;
  /** z = x W + b */
  readonly preactivations: tf.Tensor2D;
  /** f(z), before dropout */
  readonly activations: tf.Tensor2D;
  /** Kept units' scale, 0 where dropped; null without dropout. */
  readonly mask: tf.Tensor2D | null;
  /** After dropout. */
  readonly outputs: tf.Tensor2D;
}

/** The streams of a step's dropout masks; null in inference. */
export interface DropoutStep {
  readonly seed: number;
  /** Steps taken before this one. */
  readonly step: number;
}

/** Outputs of the network and what the loss takes of them, both [rows × outputs]. */
export interface Answers {
  readonly outputs: tf.Tensor2D;
  readonly lossInputs: tf.Tensor2D;
}

/** Inference. @param inputs [rows × network.inputs] */
export function answers(
  plan: Pick<ModelPlan, 'network' | 'loss'>,
  parameters: tf.Tensor1D,
  inputs: tf.Tensor2D,
): Answers {
  const traces = forward(plan.network, parameters, inputs, null);
  return { outputs: last(traces).outputs, lossInputs: lossInputs(plan, traces) };
}

/** The loss of a batch in training mode and its gradient, [parameterCount], without clipping and penalties. */
export function lossGradient(
  plan: Pick<ModelPlan, 'network' | 'loss'>,
  parameters: tf.Tensor1D,
  rows: RowTensors,
  dropout: DropoutStep,
): { readonly loss: tf.Scalar; readonly gradient: tf.Tensor1D } {
  const { network } = plan;
  const traces = forward(network, parameters, rows.inputs, dropout);
  const { sum, slope, count } = lossOf(plan.loss, lossInputs(plan, traces), rows);
  const parts: tf.Tensor1D[] = [];
  let upstream: tf.Tensor2D = plan.loss.summed ? slope : tf.div(slope, count);
  for (let l = network.layers.length - 1; l >= 0; l--) {
    const layer = network.layers[l] as LayerShape;
    const { inputs, preactivations, activations, mask } = traces[l] as LayerTrace;
    if (mask !== null) upstream = tf.mul(upstream, mask);
    const fromLogits = takesLogits(plan.loss.id) && l === network.layers.length - 1;
    const delta = fromLogits
      ? upstream
      : throughActivation(layer.activation, preactivations, activations, upstream, network.omega);
    const weights = tf.matMul(inputs, delta, true, false);
    const biases: tf.Tensor1D = network.learnsBiases ? tf.sum(delta, 0) : tf.zeros([layer.units]);
    parts.unshift(tf.reshape(weights, [layer.inputs * layer.units]), biases);
    if (l > 0) upstream = tf.matMul(delta, weightsOf(layer, parameters), false, true);
  }
  return { loss: tf.div(sum, count), gradient: tf.concat1d(parts) };
}

function forward(
  network: NetworkShape,
  parameters: tf.Tensor1D,
  inputs: tf.Tensor2D,
  dropout: DropoutStep | null,
): readonly LayerTrace[] {
  let x = inputs;
  return network.layers.map((layer, l) => {
    const biases = tf.slice(parameters, [layer.biases], [layer.units]);
    const preactivations: tf.Tensor2D = tf.add(tf.matMul(x, weightsOf(layer, parameters)), biases);
    const activations = activate(layer.activation, preactivations, network.omega);
    const trace = { inputs: x, preactivations, activations };
    if (dropout === null || layer.dropout === 0) {
      x = activations;
      return { ...trace, mask: null, outputs: activations };
    }
    const { mask, shift } = dropoutTensors(layer, l, x.shape[0], dropout);
    const kept: tf.Tensor2D = tf.mul(activations, mask);
    x = shift === null ? kept : tf.add(kept, shift);
    return { ...trace, mask, outputs: x };
  });
}

/** The loss takes the outputs, but for `nll_of_softmax` the logits: log p is exact where p underflows. */
function lossInputs({ loss }: Pick<ModelPlan, 'loss'>, traces: readonly LayerTrace[]): tf.Tensor2D {
  const { preactivations, outputs } = last(traces);
  return takesLogits(loss.id) ? preactivations : outputs;
}

function weightsOf(layer: LayerShape, parameters: tf.Tensor1D): tf.Tensor2D {
  const { weights, inputs, units } = layer;
  return tf.reshape(tf.slice(parameters, [weights], [inputs * units]), [inputs, units]);
}

/** Dropout as outputs = mask · a + shift, hashed on the CPU; only alpha dropout of SELU layers has a shift. */
function dropoutTensors(
  { activation, dropout, units }: LayerShape,
  l: number,
  rows: number,
  { seed, step }: DropoutStep,
): { readonly mask: tf.Tensor2D; readonly shift: tf.Tensor2D | null } {
  const map = dropoutMap(activation, dropout);
  const key = dropoutKey(seed, step, l);
  const threshold = dropoutThreshold(dropout);
  const mask = new Float32Array(rows * units);
  const shift = new Float32Array(rows * units);
  for (let i = 0; i < mask.length; i++) {
    const kept = isKept(key, Math.floor(i / units), i % units, threshold);
    mask[i] = kept ? map.scale : 0;
    shift[i] = kept ? map.shift : map.dropped;
  }
  const shifts = map.shift !== 0 || map.dropped !== 0;
  return {
    mask: tf.tensor2d(mask, [rows, units]),
    shift: shifts ? tf.tensor2d(shift, [rows, units]) : null,
  };
}

function last(traces: readonly LayerTrace[]): LayerTrace {
  return traces.at(-1) as LayerTrace;
}
