import type { Experiment } from '#src/experiment/fields.ts';
import type { classTargetIds, LossId } from '#src/experiment/ids.ts';
import { classCount } from '#src/experiment/targets.ts';

/** Losses of all outputs of a row together. Of classes they take the index of the right one, and an output for each; of numbers the numbers, as shares. */
export const indexLosses: readonly LossId[] = [
  'cross_entropy',
  'nll_of_softmax',
  'cross_entropy_of_outputs',
];

/** Losses of an output against 0 or 1: two classes take a single output, more take what stands for them. */
export const bitLosses: readonly LossId[] = ['bce', 'bce_of_probabilities'];

/** What a loss is given for a class: its index, 0 or 1, or numbers that stand for it. */
export type ClassCoding = 'index' | 'bits' | (typeof classTargetIds)[number];

/** Whether each class has an output of its own, whatever their number. */
export function hasOutputForEach(e: Experiment): boolean {
  const coding = classCoding(e);
  return coding === 'index' || coding === 'one_hot';
}

/** Of an experiment that answers classes. Hinge takes −1 and +1: Keras turns 0 and 1 into them. */
export function classCoding(e: Experiment): ClassCoding {
  if (indexLosses.includes(e.loss)) return 'index';
  if (bitLosses.includes(e.loss) && (classCount(e) ?? 2) === 2) return 'bits';
  return e.loss === 'hinge' ? 'signs' : e.classTargets;
}
