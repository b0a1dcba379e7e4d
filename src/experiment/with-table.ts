import type { Experiment } from '#src/experiment/fields.ts';
import { suitedTo } from '#src/experiment/suited.ts';
import { readTable } from '#src/experiment/table.ts';
import { classCount } from '#src/experiment/targets.ts';

/** Tables of fewer rows are too small to hold any out. */
const leastToSplit = 20;
const heldOutShare = 0.25;

/**
 * An experiment with the reader's own table. A quarter of the rows is held out, of a handful none; the loss becomes that
 * of numbers or classes where it was the other's.
 *
 * @param table packed, and known to be one
 * @param inputCount the columns before the answers
 */
export function withTable(before: Experiment, table: string, inputCount: number): Experiment {
  const read = readTable(table);
  const { columns = [], rows = 0 } = read.ok ? read.value : {};
  const target = columns[inputCount]?.labels ? 'table_classes' : 'table';
  const splits = rows >= leastToSplit;
  const heldOutCount = splits ? Math.round(heldOutShare * rows) : before.heldOutCount;
  const trainCount = splits ? rows - heldOutCount : rows;
  const e: Experiment = {
    ...before,
    target,
    table,
    inputCount,
    trainCount,
    heldOutCount,
    heldOutFrom: splits ? 'drawn' : 'train',
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
    (e.loss === 'bce' && classCount(e) !== 2);
  if (isOther) return { ...e, ...suitedTo(e) };
  return columns.length - inputCount > 1 ? { ...e, labelShape: 'match' } : e;
}
