import { type TableColumn, thinnedRows } from '#src/charts/table.ts';
import type { Axis, Points } from '#src/data/dataset.ts';
import type { RunHeader } from '#src/records/run-header.ts';
import { formatCount } from '#words/base/numbers.ts';
import { words } from '#words/charts/figures.ts';

/** Points drawn of one set at most: more would hide one another. */
const shownPoints = 2000;

/** Which of a set's points are drawn, evenly picked. */
export function shownRows(points: Points): readonly number[] {
  return thinnedRows(points.rows, shownPoints);
}

/** The reader's inputs as columns of a table. */
export function pointColumns({ x }: Points, axes: readonly Axis[]): readonly TableColumn[] {
  return axes.map(({ name }, i) => ({
    name,
    value: (row) => x[row * axes.length + i] as number,
  }));
}

/** One coordinate of some rows. @param dimension from 0 */
export function coordinate(
  points: Points,
  rows: readonly number[],
  dimension: number,
): Float64Array {
  const dimensions = points.x.length / points.rows;
  return Float64Array.from(rows, (row) => points.x[row * dimensions + dimension] as number);
}

/** A word where not all points of a set are shown; empty otherwise. @param counts all that a header has are */
export function thinningNote(
  header: Pick<RunHeader, 'train' | 'heldOut'>,
  set: 'train' | 'heldOut',
  counts = false,
): string {
  const { rows, total = rows } = header[set];
  const shown = counts ? rows : Math.min(rows, shownPoints);
  const texts = counts ? words.countedOf : words.drawnOf;
  return shown < total ? texts[set](formatCount(shown), formatCount(total)) : '';
}
