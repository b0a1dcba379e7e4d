import type { ClassCoding } from '#src/experiment/class-coding.ts';
import type { LossId, OutputActivationId } from '#src/experiment/ids.ts';
import { sigmoid } from '#src/network/activations.ts';

/** How a classifier's outputs are meant. */
export interface Head {
  readonly loss: LossId;
  readonly outputActivation: OutputActivationId;
  readonly outputs: number;
  /** What stands for a class in the targets, and how many classes there are. */
  readonly coding: ClassCoding;
  readonly classes: number;
}

/** Of a single output: class k is answered between the middle + k − 1 and the middle + k, and beyond the first and the last. */
export function middleOf({
  loss,
  outputActivation,
  coding,
}: Omit<Head, 'outputs' | 'classes'>): number {
  if (coding === 'signs') return 0;
  return loss === 'bce' && outputActivation !== 'sigmoid' ? 0 : 0.5;
}

/** The last class that can be answered. A single logit of bits says 0 or 1, however many classes there are. */
export function lastClassOf({ loss, outputs, classes }: Head): number {
  return loss === 'bce' && outputs === 1 ? 1 : classes - 1;
}

/**
 * What a classifier's outputs say as probabilities. Softmax and sigmoid outputs are taken at their word, even where the
 * loss wrongly applies softmax or sigmoid again; other outputs are logits where the loss takes logits. Outputs trained
 * towards 0 and 1 each by itself are cut off at 0 and scaled to sum 1. A single output between the numbers of two
 * classes is shared by them.
 *
 * @param values [rows × outputs]
 * @returns [rows × classes]
 */
export function classProbabilities(
  values: Float32Array,
  rows: number,
  head: Head,
): Float32Array<ArrayBuffer> {
  const { outputs, classes } = head;
  if (outputs === 1) {
    const probabilities = new Float32Array(rows * classes);
    for (let row = 0; row < rows; row++) {
      const place = Math.min(Math.max(placeOf(values[row] as number, head), 0), classes - 1);
      for (let k = 0; k < classes; k++)
        probabilities[row * classes + k] = Math.max(1 - Math.abs(place - k), 0);
    }
    return probabilities;
  }
  const probabilities = new Float32Array(values.subarray(0, rows * outputs));
  if (head.outputActivation === 'softmax') return probabilities;
  const takesLogits = head.outputActivation !== 'sigmoid';
  if (head.loss === 'bce' && takesLogits)
    probabilities.forEach((logit, i) => {
      probabilities[i] = sigmoid(logit);
    });
  for (let from = 0; from < rows * outputs; from += outputs) {
    if (head.loss === 'cross_entropy' && takesLogits)
      exponentiate(probabilities, from, from + outputs);
    normalise(probabilities, from, from + outputs);
  }
  return probabilities;
}

/**
 * The class a classifier answers: its largest output, the first of equals; with one output, the class whose number is
 * nearest, the lower of two. NaN outputs answer class 0.
 *
 * @param values [rows × outputs]
 * @returns [rows] class indices
 */
export function predictedClasses(
  values: Float32Array,
  rows: number,
  head: Head,
): Float32Array<ArrayBuffer> {
  const { outputs } = head;
  const middle = middleOf(head);
  const classes = new Float32Array(rows);
  for (let row = 0; row < rows; row++) {
    const from = row * outputs;
    const above = (values[from] as number) - middle;
    let best = outputs === 1 && above > 0 ? Math.min(Math.ceil(above), lastClassOf(head)) : 0;
    for (let k = 1; k < outputs; k++) {
      if ((values[from + k] as number) > (values[from + best] as number)) best = k;
    }
    classes[row] = best;
  }
  return classes;
}

/** A single output among the indices of the classes. */
function placeOf(value: number, { coding, loss, outputActivation }: Head): number {
  if (coding === 'signs') return (1 + value) / 2;
  return loss === 'bce' && outputActivation !== 'sigmoid' ? sigmoid(value) : value;
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
