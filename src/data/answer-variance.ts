import type { PreparedData, Split } from '#src/data/prepare.ts';
import { totalWeight } from '#src/lib/statistics.ts';

/** The least mean squared error of one constant on each set, in network units, mean over the outputs. */
export interface AnswerVariance {
  readonly train: number;
  /** NaN where no points are held out. */
  readonly heldOut: number;
}

/** Null for classes. */
export function answerVariance({
  classes,
  train,
  heldOut,
  targetWidth,
}: PreparedData): AnswerVariance | null {
  if (classes !== null) return null;
  return { train: varianceOf(train, targetWidth), heldOut: varianceOf(heldOut, targetWidth) };
}

function varianceOf({ data: { rows, targets, weights } }: Split, width: number): number {
  const all = totalWeight(rows, weights);
  const mean = (values: Float64Array) =>
    values.reduce((total, value, row) => total + (weights?.[row] ?? 1) * value, 0) / all;
  let sum = 0;
  for (let column = 0; column < width; column++) {
    const own = Float64Array.from(
      { length: rows },
      (_, i) => targets[i * width + column] as number,
    );
    const centre = mean(own);
    sum += mean(own.map((value) => (value - centre) ** 2));
  }
  return sum / width;
}
