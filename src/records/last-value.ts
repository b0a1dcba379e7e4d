import { type RecordColumn, recordColumns } from '#src/records/epoch-record.ts';

const width = recordColumns.length;

/** The last measured value of a column; NaN when there is none. */
export function lastValue(records: Float64Array, column: RecordColumn): number {
  for (let row = records.length / width - 1; row >= 0; row--) {
    const value = records[row * width + recordColumns.indexOf(column)] as number;
    if (!Number.isNaN(value)) return value;
  }
  return NaN;
}
