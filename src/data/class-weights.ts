import { sharesOf } from '#src/data/shares.ts';
import type { Experiment } from '#src/experiment/fields.ts';

/**
 * What a row of each class counts in the loss; null: all the same. Balanced is n / (K·n_c) over the n training rows of K
 * classes, as `class_weight="balanced"` of scikit-learn has it; a class without rows there counts 1.
 *
 * @param labels of the training rows
 */
export function classWeights(
  { classWeighting, classWeights: given }: Experiment,
  labels: Float64Array,
  classes: number | null,
): readonly number[] | null {
  if (classes === null || classWeighting === 'none') return null;
  if (classWeighting === 'given') return given;
  return sharesOf(labels, classes).map((share) => (share > 0 ? 1 / (classes * share) : 1));
}
