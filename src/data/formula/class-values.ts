import { modulo, type PointFunction } from '#src/data/formula/formula.ts';

/** What becomes of a formula's values where they name classes. */
export interface ClassValues {
  /** Classes that come about. */
  readonly classes: readonly number[];
  /** Share of values below 0 or from the number of classes on: they are folded back. */
  readonly folded: number;
}

/** @param x [rows × inputs] */
export function classValues(
  value: PointFunction,
  x: Float64Array,
  inputs: number,
  classes: number,
): ClassValues {
  const found = new Set<number>();
  const rows = x.length / inputs;
  let folded = 0;
  for (let row = 0; row < rows; row++) {
    const whole = Math.floor(value(x, row * inputs));
    if (whole < 0 || whole >= classes) folded++;
    found.add(modulo(whole, classes));
  }
  return { classes: [...found].toSorted((a, b) => a - b), folded: folded / rows };
}
