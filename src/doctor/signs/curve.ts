import type { CurveFigures } from '#src/doctor/signs/signs.ts';
import { columnOf, lastValue, type RecordTable } from '#src/records/record-table.ts';

/** What the records of a run say. @param wanted steps that it was to take */
export function curveFigures(records: RecordTable, wanted: number): CurveFigures {
  const losses = measured(records, 'trainLoss');
  const heldOut = measured(records, 'heldOutLoss');
  const [train = Number.NaN] = losses.slice(-1);
  const last = heldOut.at(-1) ?? Number.NaN;
  return {
    fall: fallOf(losses),
    rises: risesOf(losses),
    gap: last / train - 1,
    risen: last / Math.min(...heldOut),
    steps: lastValue(records, 'step') || 0,
    wanted,
  };
}

function measured(records: RecordTable, column: string): readonly number[] {
  return [...columnOf(records, column)].filter((value) => !Number.isNaN(value));
}

/** Mean natural log of the last tenth but one less that of the last tenth. */
function fallOf(losses: readonly number[]): number {
  const tenth = Math.max(1, Math.floor(losses.length / 10));
  if (losses.length < 2 * tenth) return 0;
  const before = meanLog(losses.slice(-2 * tenth, -tenth));
  const after = meanLog(losses.slice(-tenth));
  return Number.isFinite(before - after) ? before - after : 0;
}

function meanLog(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + Math.log(value), 0) / values.length;
}

function risesOf(losses: readonly number[]): number {
  const rises = losses.filter((loss, i) => i > 0 && loss > 1.01 * (losses[i - 1] as number));
  return losses.length < 2 ? 0 : rises.length / (losses.length - 1);
}
