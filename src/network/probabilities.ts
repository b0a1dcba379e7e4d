import type { LossId, OutputActivationId } from '#src/experiment/ids.ts';
import { middleOf, sigmoid } from '#src/network/activations.ts';

/** How a classifier's outputs are meant. */
export interface Head {
  readonly loss: LossId;
  readonly outputActivation: OutputActivationId;
  readonly outputs: number;
}

/**
 * What a classifier's outputs say as probabilities. Softmax and sigmoid outputs are taken at their word, even where the
 * loss wrongly applies softmax or sigmoid again; other outputs are logits where the loss takes logits. Outputs trained
 * by a regression loss towards 0 and 1 are cut off at 0 and scaled to sum 1.
 *
 * @param values [rows × outputs]
 * @returns [rows × classes], classes = outputs, or 2 for one output (the probability of class 1)
 */
export function classProbabilities(
  values: Float32Array,
  rows: number,
  head: Head,
): Float32Array<ArrayBuffer> {
  const { outputs } = head;
  if (outputs === 1) {
    const one = (row: number) => oddsOfOne(values[row] as number, head);
    return Float32Array.from({ length: 2 * rows }, (_, i) =>
      i % 2 === 1 ? one(i >> 1) : 1 - one(i >> 1),
    );
  }
  const probabilities = new Float32Array(values.subarray(0, rows * outputs));
  if (head.outputActivation === 'softmax') return probabilities;
  const takesLogits = head.loss === 'cross_entropy' && head.outputActivation !== 'sigmoid';
  for (let from = 0; from < rows * outputs; from += outputs) {
    if (takesLogits) exponentiate(probabilities, from, from + outputs);
    normalise(probabilities, from, from + outputs);
  }
  return probabilities;
}

/**
 * The class a classifier answers: its largest output, the first of equals; with one output, class 1 where it is above
 * the middle of its range. NaN outputs answer class 0.
 *
 * @param values [rows × outputs]
 * @returns [rows] class indices
 */
export function predictedClasses(
  values: Float32Array,
  rows: number,
  { outputs, outputActivation }: Head,
): Float32Array<ArrayBuffer> {
  const middle = middleOf(outputActivation);
  const classes = new Float32Array(rows);
  for (let row = 0; row < rows; row++) {
    const from = row * outputs;
    let best = outputs === 1 && (values[from] as number) > middle ? 1 : 0;
    for (let k = 1; k < outputs; k++) {
      if ((values[from + k] as number) > (values[from + best] as number)) best = k;
    }
    classes[row] = best;
  }
  return classes;
}

function oddsOfOne(value: number, { outputActivation }: Head): number {
  return outputActivation === 'sigmoid' ? value : sigmoid(value);
}

function exponentiate(values: Float32Array, from: number, to: number): void {
  let max = Number.NEGATIVE_INFINITY;
  for (let i = from; i < to; i++) max = Math.max(max, values[i] as number);
  for (let i = from; i < to; i++) values[i] = Math.exp((values[i] as number) - max);
}

function normalise(values: Float32Array, from: number, to: number): void {
  let sum = 0;
  for (let i = from; i < to; i++) sum += Math.max(values[i] as number, 0);
  for (let i = from; i < to; i++) {
    const positive = Math.max(values[i] as number, 0);
    values[i] = sum > 0 ? positive / sum : 1 / (to - from); // nothing said: equal odds
  }
}
