import type { Interval } from '#src/data/dataset.ts';
import type { Split } from '#src/data/prepare.ts';

/** The least and the largest value of each of the reader's inputs among some points. */
export function boxOf({ points: { rows, x } }: Split): readonly Interval[] {
  const width = x.length / rows;
  return Array.from({ length: width }, (_, axis) => {
    let [low, high] = [Infinity, -Infinity];
    for (let i = axis; i < x.length; i += width) {
      low = Math.min(low, x[i] as number);
      high = Math.max(high, x[i] as number);
    }
    return [low, high] as const;
  });
}

/** A box with so much more of each side's length on both ends; less where it is negative. */
export function widened(box: readonly Interval[], share: number): readonly Interval[] {
  return box.map(([low, high]) => {
    const margin = share * (high - low);
    return [low - margin, high + margin] as const;
  });
}

/** @param x points in the reader's units, row by row */
export function isInside(box: readonly Interval[], x: Float64Array, row: number): boolean {
  return box.every(([low, high], axis) => {
    const value = x[row * box.length + axis] as number;
    return low <= value && value <= high;
  });
}
