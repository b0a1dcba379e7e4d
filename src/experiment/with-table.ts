import { bitLosses } from '#src/experiment/class-coding.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { suitedTo } from '#src/experiment/suited.ts';
import { readTable } from '#src/experiment/table.ts';
import { classCount } from '#src/experiment/targets.ts';

/** Tables of fewer rows are too small to hold any out. */
export const leastToSplit = 20;
export const heldOutShare = 0.25;

/** Which rows are held out. */
export interface Split {
  readonly by: 'drawn' | 'last' | 'none';
  readonly heldOut: number;
}

/**
 * An experiment with the reader's own table. A quarter of the rows is held out unless said otherwise, of a handful none;
 * the loss becomes that of numbers or classes where it was the other's.
 *
 * @param table as its text, and known to be one
 * @param inputCount the columns before the answers
 * @param rowWeights the last column is what each row counts
 */
export function withTable(
  before: Experiment,
  table: string,
  inputCount: number,
  split: Split | null = null,
  rowWeights = false,
): Experiment {
  const read = readTable(table);
  const { columns = [], rows = 0 } = read.ok ? read.value : {};
  const target = columns[inputCount]?.labels ? 'table_classes' : 'table';
  const heldOut = split?.heldOut ?? (rows >= leastToSplit ? Math.round(heldOutShare * rows) : 0);
  const splits = heldOut > 0;
  const heldOutCount = splits ? heldOut : before.heldOutCount;
  const trainCount = rows - heldOut;
  const e: Experiment = {
    ...before,
    target,
    table,
    inputCount,
    rowWeights,
    trainCount,
    heldOutCount,
    heldOutFrom: splits ? (split?.by ?? 'drawn') : split?.by === 'none' ? 'none' : 'train',
    features: [],
    domain: null,
    inputDomains: [],
    noise: 0,
    labelNoise: 0,
    dropLast: before.dropLast && before.batchSize <= trainCount,
    phases: before.phases.map((phase) =>
      phase.order === 'fresh' || (phase.order === 'by_class' && target === 'table')
        ? { ...phase, order: 'reshuffle' }
        : phase,
    ),
  };
  const isOther =
    (classCount(before) === null) !== (target === 'table') ||
    (bitLosses.includes(e.loss) && (classCount(e) ?? 2) !== 2);
  if (isOther) return { ...e, ...suitedTo(e) };
  return rowWeights || columns.length - inputCount > 1 ? { ...e, labelShape: 'match' } : e;
}
