import type { EpochRecord } from '#src/records/epoch-record.ts';
import { columnOf, type RecordTable } from '#src/records/record-table.ts';

type Row = Readonly<Record<string, number>>;

/** Epochs of which only some columns matter, 10 steps each unless they say otherwise. */
export function recordTable(epochs: readonly Partial<EpochRecord>[]): RecordTable {
  return tableOf(epochs.map((given, i) => ({ epoch: i + 1, step: 10 * (i + 1), ...given })));
}

/** Rows as a table that has the columns which any of them names. */
export function tableOf(rows: readonly Row[]): RecordTable {
  const names = new Set(rows.flatMap((row) => Object.keys(row)));
  const columns = [...names].map((name) => [
    name,
    Float64Array.from(rows, (row) => row[name] ?? Number.NaN),
  ]);
  return { length: rows.length, columns: Object.fromEntries(columns) };
}

/** A table row by row, without the times: what must not depend on pacing. */
export function timelessRows(table: RecordTable): readonly Row[] {
  const names = Object.keys(table.columns).filter((name) => name !== 'seconds');
  return Array.from({ length: table.length }, (_, i) =>
    Object.fromEntries(names.map((name) => [name, columnOf(table, name)[i] as number])),
  );
}
