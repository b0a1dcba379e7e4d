import type { Dataset } from '#src/data/dataset.ts';
import type { PreparedData, Split } from '#src/data/prepare.ts';
import { meanOf, meanSquare } from '#src/data/scaling.ts';
import { sharesOf } from '#src/data/shares.ts';
import { logOdds, logShare } from '#src/doctor/floors/best-constant.ts';
import type { Floor, FloorInput } from '#src/doctor/floors/floor.ts';
import {
  bitLosses,
  classCoding,
  hasOutputForEach,
  indexLosses,
} from '#src/experiment/class-coding.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { batchLoss, inside, type LossPlan } from '#src/network/losses.ts';
import { headOf } from '#src/network/of-experiment.ts';
import { lastClassOf, middleOf } from '#src/network/probabilities.ts';

/** Whether each answer is compared with every label: no answer is then better than a constant. */
export function isBroadcast({ labelShape }: Pick<Experiment, 'labelShape'>): boolean {
  return labelShape === 'row';
}

/** Whether the loss takes shares of classes, and not numbers that stand for them. */
export function isOfClasses(e: Experiment): boolean {
  return indexLosses.includes(e.loss) || (bitLosses.includes(e.loss) && !isOfIndices(e));
}

/** Whether a loss of bits is given the indices of more classes than two. */
function isOfIndices(e: Experiment): boolean {
  return bitLosses.includes(e.loss) && classCoding(e) === 'number';
}

/** Whether numbers, or indices of classes, are trained by a loss that no answer near them makes small. */
export function isOfOtherNumbers(
  experiment: Experiment,
  { classes }: Pick<PreparedData, 'classes'>,
): boolean {
  if (classes !== null) return isOfIndices(experiment);
  return isOfClasses(experiment) || experiment.loss === 'hinge';
}

/** Whether nothing is known of what such a loss makes of numbers, or of shares that are not the network's to bound. */
export function isUncharted({ experiment, data }: FloorInput): boolean {
  const { loss } = experiment;
  const ofShares = loss === 'bce_of_probabilities' || loss === 'cross_entropy_of_outputs';
  return ofShares || loss === 'msle' || isOfOtherNumbers(experiment, data);
}

/** The loss as if each answer met its own label only. */
export function ownLoss({ loss, huberDelta }: Experiment): LossPlan {
  return { id: loss, huberDelta, labelShape: 'match', reduce: 'mean', summed: false };
}

/**
 * Mean loss of answers that each meet their own label.
 *
 * @param values what the loss takes (logits, or numbers of the network's units), [rows × width]
 */
export function scoreOf(
  experiment: Experiment,
  values: Float64Array,
  { data }: { readonly data: Pick<Dataset, 'rows' | 'targets' | 'weights'> },
): number {
  return batchLoss(ownLoss(experiment), values, data).loss;
}

/** How one way of answering does on both sets. @param answers what the loss takes, for each row of a set */
export function measured(
  { experiment, data }: FloorInput,
  answers: (split: Split) => Float64Array,
): Pick<Floor, 'train' | 'heldOut' | 'skill'> {
  const heldOut = answers(data.heldOut);
  return {
    train: scoreOf(experiment, answers(data.train), data.train),
    heldOut: scoreOf(experiment, heldOut, data.heldOut),
    skill: skillOf({ experiment, data }, heldOut, data.heldOut),
  };
}

/**
 * 1: perfect, 0: as the best constant. R² for numbers (the mean over the columns), for classes the share of those errors
 * that the most frequent class makes and these answers do not; null where there is nothing to tell apart.
 */
export function skillOf(
  { experiment, data: { classes } }: FloorInput,
  values: Float64Array,
  { data: { rows, targets }, points }: Split,
): number | null {
  const width = values.length / rows;
  const valuesAt = (column: number): Float64Array =>
    Float64Array.from({ length: rows }, (_, i) => values[i * width + column] as number);
  const columns = Array.from({ length: width }, (_, column) => valuesAt(column));
  let left: readonly number[];
  if (classes === null) {
    left = columns.map((answers, column) => {
      const own = answers.map((_, i) => targets[i * width + column] as number);
      const errors = own.map((value, i) => value - (answers[i] as number));
      return meanSquare(errors, 0) / meanSquare(own, meanOf(own));
    });
  } else {
    const head = headOf(experiment);
    // Binary cross entropies take logits here, whatever the output layer.
    const middle = head === null || experiment.loss === 'bce' ? 0 : middleOf(head);
    const most = head === null ? classes - 1 : lastClassOf(head);
    const label = (i: number): number => {
      const above = (values[i] as number) - middle;
      if (width === 1) return above > 0 ? Math.min(Math.ceil(above), most) : 0;
      return columns.reduce(
        (a, column, k) => ((column[i] as number) > (columns[a]?.[i] as number) ? k : a),
        0,
      );
    };
    const wrong = points.y.reduce((sum, y, i) => sum + Number(label(i) !== y), 0);
    const guess = rows * (1 - Math.max(...sharesOf(points.y, classes)));
    left = [wrong / guess];
  }
  const skill = 1 - left.reduce((sum, share) => sum + share, 0) / left.length;
  return Number.isFinite(skill) ? skill : null;
}

/** What a loss of classes takes where the answer is their shares, [classes]: logits, or the shares themselves. */
export function logitsOf(e: Experiment, shares: readonly number[]): readonly number[] {
  if (e.loss === 'cross_entropy_of_outputs') return shares;
  if (!bitLosses.includes(e.loss)) return shares.map(logShare);
  const own = hasOutputForEach(e) ? shares : shares.slice(1, 2);
  return e.loss === 'bce' ? own.map(logOdds) : own.map(inside);
}
