/**
 * What a run measures, from the engine to charts, statistics, the database and files: one row per epoch, of long runs
 * for some of them; columns of equal length by name. The set of columns is open; `EpochRecord` says what those of this version mean.
 */
export interface RecordTable {
  /** Rows. */
  readonly length: number;
  /** Each [length]. */
  readonly columns: Readonly<Record<string, Float64Array>>;
}

export const emptyTable: RecordTable = { length: 0, columns: {} };

/** A column by its name, [length]; NaN throughout where the table lacks it. */
export function columnOf({ columns, length }: RecordTable, name: string): Float64Array {
  return Object.hasOwn(columns, name)
    ? (columns[name] as Float64Array)
    : new Float64Array(length).fill(Number.NaN);
}

/** The first `count` rows, in arrays of their own that may be transferred or kept. */
export function copyRows({ columns, length }: RecordTable, count = length): RecordTable {
  const rows = Math.min(count, length);
  const copies = Object.entries(columns).map(([name, column]) => [name, column.slice(0, rows)]);
  return { length: rows, columns: Object.fromEntries(copies) };
}

/** Finished epochs: the last one of a table. */
export function lastEpoch(table: RecordTable): number {
  return table.length === 0 ? 0 : (columnOf(table, 'epoch').at(-1) as number);
}

/** Rows up to an epoch, its own included where it has one: not every epoch of a long run has. */
export function rowsUntil(table: RecordTable, epoch: number): number {
  const epochs = columnOf(table, 'epoch');
  let [from, to] = [0, epochs.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((epochs[middle] as number) <= epoch) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** The last measured value of a column; NaN where there is none. */
export function lastValue(table: RecordTable, name: string): number {
  return columnOf(table, name).findLast((value) => !Number.isNaN(value)) ?? Number.NaN;
}
