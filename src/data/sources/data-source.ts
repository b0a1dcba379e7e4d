import type { Axis, Points } from '#src/data/dataset.ts';
import type { PointFunction } from '#src/data/formula/formula.ts';
import type { FieldId } from '#src/experiment/fields.ts';
import type { Problem } from '#src/experiment/problem.ts';
import type { Result } from '#src/lib/result.ts';

/**
 * Where points come from and what is known of them, all in the reader's units. Functions and formulas know the answer
 * everywhere. Rows of a table are fixed: their axes reach from the least to the largest value of each column, `truth`
 * and `fresh` are null, and the seed decides only which of the rows are held out.
 */
export interface DataSource {
  /** One for each input. */
  readonly axes: readonly Axis[];
  /** The answer without noise: one function for each number, or one for the class index; null where only rows are known. */
  readonly truth: readonly PointFunction[] | null;
  /** The field that a reader changes when a value is not finite. */
  readonly field: FieldId;
  /** Pure: the same seed, the same points. Sets of one seed are independent of one another. */
  draw(set: 'train' | 'heldOut', seed: number): Result<Points, Problem>;
  /** New training points for an epoch (1-based), pure; null where there are no others. */
  readonly fresh: ((epoch: number, seed: number) => Points) | null;
}

/** The answer without noise at some points. @param x [rows × inputs] @returns [rows × functions] */
export function valuesAt(
  truth: readonly PointFunction[],
  x: Float64Array,
  inputs: number,
): Float64Array {
  const values = new Float64Array((x.length / inputs) * truth.length);
  truth.forEach((valueAt, column) => {
    for (let i = column, at = 0; i < values.length; i += truth.length, at += inputs)
      values[i] = valueAt(x, at);
  });
  return values;
}
