import { meanOf, meanSquare } from '#src/data/scaling.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import type { LossId } from '#src/experiment/ids.ts';
import { median } from '#src/lib/statistics.ts';

/**
 * What the best constant answer scores on the training labels: the line under which learning begins. A network need
 * not be able to give that answer (after a second softmax it cannot be sure).
 */
export interface Guessing {
  /** In network units. */
  readonly loss: number;
  /** Share of the most frequent class; null without classes. */
  readonly accuracy: number | null;
  /** Which answer scores best: the shares of the classes, the mean, the median, or between the last two (Huber). */
  readonly answer: (typeof bestAnswers)[LossId];
}

const bestAnswers = {
  mse: 'mean',
  mae: 'median',
  huber: 'constant',
  cross_entropy: 'shares',
  nll_of_softmax: 'shares',
  bce: 'shares',
} as const satisfies Record<LossId, string>;

type GuessingFields = Pick<
  Experiment,
  'loss' | 'huberDelta' | 'labelShape' | 'reduce' | 'batchSize'
>;

/**
 * @param targets as the network sees them, [rows × width]
 * @param labels the reader's answers, [rows × values]: class indices where there are classes
 */
export function guessing(
  fields: GuessingFields,
  targets: Float32Array,
  width: number,
  labels: Float64Array,
  classes: number | null,
): Guessing {
  const answer = bestAnswers[fields.loss];
  const shares = classes === null ? [] : sharesOf(labels, classes);
  const accuracy = classes === null ? null : Math.max(...shares);
  if (answer === 'shares') return { loss: entropy(shares), accuracy, answer };
  const rows = targets.length / width;
  let sum = 0;
  for (let column = 0; column < width; column++) {
    const values = Float64Array.from(
      { length: rows },
      (_, i) => targets[i * width + column] ?? NaN,
    );
    sum += constantLoss(fields, values);
  }
  return { loss: (sum / width) * pairFactor(fields, rows), accuracy, answer };
}

export function sharesOf(labels: Float64Array, classes: number): readonly number[] {
  const counts = Array.from({ length: classes }, () => 0);
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1;
  return counts.map((count) => count / labels.length);
}

/** In nats: the cross entropy of labels against their own shares. */
function entropy(shares: readonly number[]): number {
  return shares.reduce((sum, share) => (share === 0 ? sum : sum + share * Math.log(1 / share)), 0);
}

/** The least mean loss that one number scores on all values. */
function constantLoss(fields: GuessingFields, values: Float64Array): number {
  const { loss, huberDelta } = fields;
  const best = bestConstant(fields, values);
  if (loss === 'mse') return meanSquare(values, best);
  if (loss === 'mae') return meanOf(values.map((value) => Math.abs(value - best)));
  return meanOf(values.map((value) => huber(value - best, huberDelta)));
}

/** The number that scores the least mean loss on all values, by a loss of numbers. */
export function bestConstant(
  { loss, huberDelta }: Pick<Experiment, 'loss' | 'huberDelta'>,
  values: Float64Array,
): number {
  if (loss === 'mse') return meanOf(values);
  return loss === 'mae' ? median(values) : huberCentre(values, huberDelta);
}

/** Where the mean Huber loss is least: its slope rises with the answer, so halving finds its zero. */
function huberCentre(values: Float64Array, delta: number): number {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) [low, high] = [Math.min(low, value), Math.max(high, value)];
  for (let halving = 0; halving < 60; halving++) {
    const middle = low + (high - low) / 2;
    let slope = 0;
    for (const value of values) slope += Math.min(Math.max(middle - value, -delta), delta);
    if (slope > 0) high = middle;
    else low = middle;
  }
  return low;
}

function huber(error: number, delta: number): number {
  const size = Math.abs(error);
  return size <= delta ? size ** 2 / 2 : delta * (size - delta / 2);
}

/** Against broadcast labels a constant scores as before on the mean over B² pairs, and B times that when summed and divided by B. */
export function pairFactor(
  { labelShape, reduce, batchSize }: Pick<Experiment, 'labelShape' | 'reduce' | 'batchSize'>,
  rows: number,
): number {
  return labelShape === 'row' && reduce === 'flux' ? Math.min(batchSize, rows) : 1;
}
