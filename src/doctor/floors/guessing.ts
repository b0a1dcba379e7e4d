import type { Dataset } from '#src/data/dataset.ts';
import type { Split } from '#src/data/prepare.ts';
import { sharesOf } from '#src/data/shares.ts';
import { bestConstant, weightedMean } from '#src/doctor/floors/best-constant.ts';
import type { FloorInput, Rung } from '#src/doctor/floors/floor.ts';
import {
  isBroadcast,
  isOfClasses,
  isOfOtherNumbers,
  logitsOf,
  scoreOf,
} from '#src/doctor/floors/score.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import type { LossId } from '#src/experiment/ids.ts';
import { isPointLoss } from '#src/network/losses.ts';

/**
 * What the best constant answer scores on the training labels: the line under which learning begins. A network need
 * not be able to give that answer (after a second softmax it cannot be sure).
 */
export interface Guessing {
  /** In network units. */
  readonly loss: number;
  /** Share of the most frequent class; null without classes. */
  readonly accuracy: number | null;
  /** Which answer scores best: the shares of the classes, the mean, the median, or another one of its own. */
  readonly answer: 'constant' | (typeof bestAnswers)[LossId];
  /** The loss says nothing of how near answers are to the numbers that are to be learnt. */
  readonly isOfOtherNumbers?: true;
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

export function guessingOf(input: FloorInput): Guessing {
  const { experiment, data } = input;
  const { classes, train } = data;
  const isOther = isOfOtherNumbers(experiment, data);
  return {
    loss: constantScore(experiment, constantAnswer(input), train),
    accuracy: classes === null ? null : Math.max(...sharesOf(train.points.y, classes)),
    answer: isOther ? 'constant' : bestAnswers[experiment.loss],
    ...(isOther && { isOfOtherNumbers: true }),
  };
}

/** The best constant: the mean, the median, or the shares of the classes. */
export const guessing: Rung = (input) => {
  const { train, heldOut } = input.data;
  const answer = constantAnswer(input);
  const score = (split: Split): number => constantScore(input.experiment, answer, split);
  return { train: score(train), heldOut: score(heldOut), skill: 0, exact: true, proof: false };
};

/** Against labels that broadcast the best answer is a constant, whatever the network (sum of squares about each label). */
export const broadcast: Rung = (input) =>
  isBroadcast(input.experiment)
    ? { ...(guessing(input) as NonNullable<ReturnType<Rung>>), proof: true }
    : null;

/** What the loss takes where the answer is one constant: numbers, or log-odds of the shares (of numbers as far as they are above 0). */
export function constantAnswer({ experiment, data }: FloorInput): readonly number[] {
  const { points, data: encoded } = data.train;
  if (data.classes !== null && isOfClasses(experiment)) {
    return logitsOf(experiment, sharesOf(points.y, data.classes, encoded.weights));
  }
  const width = data.targetWidth;
  const columns = Array.from({ length: width }, (_, column) =>
    Float64Array.from(
      { length: encoded.rows },
      (_, i) => encoded.targets[i * width + column] as number,
    ),
  );
  if (isPointLoss(experiment.loss))
    return columns.map((values) => bestConstant(experiment, values, encoded.weights));
  const means = columns.map((values) => Math.max(weightedMean(values, encoded.weights), 0));
  const whole = means.reduce((sum, mean) => sum + mean, 0);
  return logitsOf(
    experiment,
    means.map((mean) => (whole > 0 ? mean / whole : 1 / width)),
  );
}

/** The loss of one constant answer, labels that broadcast included. */
export function constantScore(
  experiment: Experiment,
  answer: readonly number[],
  split: Split,
): number {
  const data = alikeAsOne(split.data);
  const values = Float64Array.from(
    { length: data.rows * answer.length },
    (_, i) => answer[i % answer.length] as number,
  );
  return scoreOf(experiment, values, { data }) * pairFactor(experiment, split.data.rows);
}

/** Targets of which fewer are different are worth counting. */
const mostDifferent = 32;

/** Rows of the same target as one that counts as much as they: to a constant answer all of them are the same. */
function alikeAsOne(data: Dataset): Pick<Dataset, 'rows' | 'targets' | 'weights'> {
  const { rows, targets, weights } = data;
  if (targets.length !== rows) return data;
  const found: number[] = [];
  const counts: number[] = [];
  for (let row = 0; row < rows; row++) {
    const target = targets[row] as number;
    let at = 0;
    while (at < found.length && found[at] !== target) at++;
    if (at === mostDifferent) return data;
    found[at] = target;
    counts[at] = (counts[at] ?? 0) + (weights?.[row] ?? 1);
  }
  return {
    rows: found.length,
    targets: Float32Array.from(found),
    weights: Float32Array.from(counts),
  };
}

/** Against broadcast labels a constant scores as before on the mean over B² pairs, and B times that when summed and divided by B. */
function pairFactor(
  { labelShape, reduce, batchSize }: Pick<Experiment, 'labelShape' | 'reduce' | 'batchSize'>,
  rows: number,
): number {
  return labelShape === 'row' && reduce === 'flux' ? Math.min(batchSize, rows) : 1;
}
