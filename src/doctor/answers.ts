import type { Points } from '#src/data/dataset.ts';

/**
 * What is to be explained of the first rows: a column for each number that is answered, or an indicator for each class.
 *
 * @returns columns of `rows` values
 */
export function answersOf(
  { rows: all, y }: Points,
  rows: number,
  classes: number | null,
): readonly Float64Array[] {
  const width = y.length / all;
  return Array.from({ length: classes ?? width }, (_, k) =>
    Float64Array.from({ length: rows }, (_row, row) =>
      classes === null ? (y[row * width + k] as number) : Number(y[row] === k),
    ),
  );
}
