import { epochLimit } from '#src/experiment/field-lists.ts';
import { isDocument } from '#src/library/documents/version.ts';
import { columnOf, type RecordTable } from '#src/records/record-table.ts';

const limits = {
  rows: 100_000,
  epochs: epochLimit,
  columns: 200,
  name: 100,
  magnitude: 1e100,
} as const;

/**
 * Whether a value is a table that charts and statistics can do with: epochs from the first on, steps that only grow, numbers of a
 * size that can be drawn, or NaN or infinite.
 */
export function isSoundTable(value: unknown): value is RecordTable {
  if (!isDocument(value) || !isDocument(value['columns'])) return false;
  const { length, columns } = value;
  if (typeof length !== 'number' || !(length >= 0 && length <= limits.rows)) return false;
  const entries = Object.entries(columns);
  if (entries.length > limits.columns) return false;
  const sound = entries.every(
    ([name, column]) =>
      name.length <= limits.name &&
      column instanceof Float64Array &&
      column.length === length &&
      column.every((number) => !(Math.abs(number) > limits.magnitude) || !Number.isFinite(number)),
  );
  if (!sound) return false;
  const table = value as unknown as RecordTable;
  const [epochs, steps] = [columnOf(table, 'epoch'), columnOf(table, 'step')];
  return (
    epochs.every(
      (epoch, i) =>
        Number.isInteger(epoch) &&
        epoch <= limits.epochs &&
        (i === 0 ? epoch === 1 : epoch > (epochs[i - 1] as number)),
    ) &&
    columnOf(table, 'seconds').every((seconds) => !(seconds < 0)) &&
    steps.every((step, i) => Number.isInteger(step) && step >= (steps[i - 1] ?? 0))
  );
}
