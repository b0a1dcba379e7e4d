import type { ShownSet } from '#src/charts/figures/classes.ts';
import type { Marks } from '#src/charts/figures/marks.ts';
import { type ChartTheme, chartColours } from '#src/charts/theme.ts';
import type { RunHeader } from '#src/records/run-header.ts';

/** The points of a set, and what the network answers there. */
export interface AnswersInput {
  /** Of one output. */
  readonly header: Pick<RunHeader, 'axes' | 'train' | 'heldOut'>;
  /** [rows]; null before the first snapshot. */
  readonly predictions: Float32Array | null;
  readonly set: ShownSet;
}

/** How far the answer of a row is above what is right; NaN before there are answers. */
export function residualOf({ header, set, predictions }: AnswersInput, row: number): number {
  return (predictions?.[row] ?? Number.NaN) - (header[set].y[row] as number);
}

/** An axis of residuals, as far up as down. */
export function residualReach(residuals: readonly number[]): readonly [number, number] {
  const most = Math.max(...residuals.filter(Number.isFinite).map(Math.abs), 0) || 1;
  return [-1.1 * most, 1.1 * most];
}

/** Marks of answers in their set's colour and shape, fainter where there are many. */
export function answerMarks(
  set: ShownSet,
  theme: ChartTheme,
  x: readonly number[],
  y: readonly number[],
): Marks {
  const colours = chartColours[theme];
  return {
    x,
    y,
    symbol: set === 'train' ? 'circle' : 'diamond',
    radius: 2.5,
    fill: set === 'train' ? colours.train : colours.heldOut,
    stroke: 'none',
    strokeWidth: 0,
    opacity: x.length > 300 ? 0.4 : 0.75,
  };
}
