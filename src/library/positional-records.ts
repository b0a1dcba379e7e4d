import { columnOf, type RecordTable } from '#src/records/record-table.ts';

/** The order of a record's numbers in what release 0.1.0 kept: rows one after another, without names. */
const columns = [
  'epoch',
  'step',
  'seconds',
  'runningLoss',
  'trainLoss',
  'heldOutLoss',
  'trainAccuracy',
  'heldOutAccuracy',
  'gradientNorm',
  'learningRate',
] as const;

/** @throws RangeError when the last record is incomplete */
export function tableOf(positional: Float64Array): RecordTable {
  const width = columns.length;
  const length = positional.length / width;
  if (!Number.isInteger(length)) throw new RangeError('an epoch is incomplete');
  const named = columns.map((name, c) => [
    name,
    Float64Array.from({ length }, (_, row) => positional[row * width + c] as number),
  ]);
  return { length, columns: Object.fromEntries(named) };
}

export function positional(records: RecordTable): Float64Array {
  const named = columns.map((name) => columnOf(records, name));
  return Float64Array.from(
    { length: records.length * columns.length },
    (_, i) => named[i % columns.length]?.[Math.floor(i / columns.length)] as number,
  );
}
