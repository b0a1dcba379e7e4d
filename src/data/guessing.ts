import type { Dataset } from '#src/data/dataset.ts';
import { meanOf } from '#src/data/scaling.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import type { LossId } from '#src/experiment/ids.ts';
import { median, totalWeight } from '#src/lib/statistics.ts';

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
  bce_of_probabilities: 'shares',
  cross_entropy_of_outputs: 'shares',
  hinge: 'constant',
  msle: 'constant',
} as const satisfies Record<LossId, string>;

type GuessingFields = Pick<
  Experiment,
  'loss' | 'huberDelta' | 'labelShape' | 'reduce' | 'batchSize'
>;

/**
 * @param data the training rows as the network sees them, targets [rows × width]
 * @param labels the reader's answers, [rows × values]: class indices where there are classes
 */
export function guessing(
  fields: GuessingFields,
  { targets, weights, rows }: Dataset,
  width: number,
  labels: Float64Array,
  classes: number | null,
): Guessing {
  const answer = bestAnswers[fields.loss];
  const accuracy = classes === null ? null : Math.max(...sharesOf(labels, classes));
  if (answer === 'shares' && classes !== null)
    return { loss: entropy(sharesOf(labels, classes, weights)), accuracy, answer };
  let sum = 0;
  for (let column = 0; column < width; column++) {
    const values = Float64Array.from(
      { length: rows },
      (_, i) => targets[i * width + column] ?? NaN,
    );
    sum += constantLoss(fields, values, weights);
  }
  return { loss: (sum / width) * pairFactor(fields, rows), accuracy, answer };
}

/** @param weights what each row counts; absent: all the same */
export function sharesOf(
  labels: Float64Array,
  classes: number,
  weights?: Float32Array,
): readonly number[] {
  const counts = Array.from({ length: classes }, () => 0);
  labels.forEach((label, row) => {
    counts[label] = (counts[label] ?? 0) + (weights?.[row] ?? 1);
  });
  const total = totalWeight(labels.length, weights);
  return counts.map((count) => count / total);
}

/** In nats: the cross entropy of labels against their own shares. */
function entropy(shares: readonly number[]): number {
  return shares.reduce((sum, share) => (share === 0 ? sum : sum + share * Math.log(1 / share)), 0);
}

/** The least mean loss that one number scores on all values. */
function constantLoss(
  fields: GuessingFields,
  values: Float64Array,
  weights?: Float32Array,
): number {
  const { loss, huberDelta } = fields;
  const best = bestConstant(fields, values, weights);
  const losses = values.map((value) => {
    if (loss === 'mse') return (value - best) ** 2;
    if (loss === 'mae') return Math.abs(value - best);
    if (loss === 'huber') return huber(value - best, huberDelta);
    if (loss === 'hinge') return Math.max(1 - value * best, 0);
    if (loss === 'msle') return (logarithm(value) - logarithm(best)) ** 2;
    // Binary cross entropies: `best` is the logit, or the probability.
    return loss === 'bce'
      ? Math.max(best, 0) - best * value + Math.log1p(Math.exp(-Math.abs(best)))
      : -value * Math.log(best) - (1 - value) * Math.log(1 - best);
  });
  return weightedMean(losses, weights);
}

/** Probabilities nearer to 0 or 1 are cut off, as Keras does, and so is what logarithms of errors are of. */
const epsilon = 1e-7;
/** Logits beyond these are certainty. */
const certain = 700;

const logarithm = (value: number): number => Math.log1p(Math.max(value, epsilon));

function weightedMean(values: Float64Array, weights: Float32Array | undefined): number {
  if (weights === undefined) return meanOf(values);
  const sum = values.reduce((total, value, row) => total + (weights[row] as number) * value, 0);
  return sum / totalWeight(values.length, weights);
}

/** The number that scores the least mean loss on all values, by a loss of numbers. */
export function bestConstant(
  { loss, huberDelta }: Pick<Experiment, 'loss' | 'huberDelta'>,
  values: Float64Array,
  weights?: Float32Array,
): number {
  if (loss === 'mse') return weightedMean(values, weights);
  if (loss === 'msle') return Math.expm1(weightedMean(values.map(logarithm), weights));
  if (loss === 'hinge') return weightedMean(values, weights) < 0 ? -1 : 1;
  if (loss === 'bce' || loss === 'bce_of_probabilities') {
    const share = Math.min(Math.max(weightedMean(values, weights), 0), 1);
    if (loss !== 'bce') return Math.min(Math.max(share, epsilon), 1 - epsilon);
    return Math.min(Math.max(Math.log(share / (1 - share)), -certain), certain);
  }
  return loss === 'mae'
    ? weightedMedian(values, weights)
    : huberCentre(values, huberDelta, weights);
}

/** Where half of the weight lies on either side. */
function weightedMedian(values: Float64Array, weights: Float32Array | undefined): number {
  if (weights === undefined) return median(values);
  const rows = Array.from(values, (_, row) => row).sort(
    (a, b) => (values[a] as number) - (values[b] as number),
  );
  let left = totalWeight(values.length, weights) / 2;
  const middle = rows.find((row) => {
    left -= weights[row] as number;
    return left <= 0;
  });
  return values[middle ?? 0] as number;
}

/** Where the mean Huber loss is least: its slope rises with the answer, so halving finds its zero. */
function huberCentre(values: Float64Array, delta: number, weights?: Float32Array): number {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) [low, high] = [Math.min(low, value), Math.max(high, value)];
  for (let halving = 0; halving < 60; halving++) {
    const middle = low + (high - low) / 2;
    let slope = 0;
    values.forEach((value, row) => {
      slope += (weights?.[row] ?? 1) * Math.min(Math.max(middle - value, -delta), delta);
    });
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
