import type { ChartRun, CurveKind } from '#src/charts/figures/curve-input.ts';
import type { Table, TableColumn } from '#src/charts/table.ts';
import { lowerBound } from '#src/lib/min-max-decimate.ts';
import type { RecordColumn } from '#src/records/epoch-record.ts';
import { columnNames } from '#words/charts/figures.ts';

/** Every epoch of every run, one after another. */
export function curveTable(kind: CurveKind, runs: readonly ChartRun[]): Table {
  // ends[r]: rows of the first r + 1 runs
  let rows = 0;
  const ends = Float64Array.from(runs, ({ log }) => (rows += log.length));
  const find = (row: number) => {
    const index = lowerBound(ends, row + 1);
    return { run: runs[index], index: row - (ends[index - 1] ?? 0) };
  };
  const column = (name: string, source: RecordColumn): TableColumn => ({
    name,
    value: (row) => {
      const { run, index } = find(row);
      return run?.log.column(source)[index] ?? Number.NaN;
    },
  });
  const runName: TableColumn = { name: columnNames.run, value: (row) => find(row).run?.name ?? '' };
  return {
    rows,
    columns: [
      ...(runs.length > 1 ? [runName] : []),
      column(columnNames.epoch, 'epoch'),
      column(columnNames.step, 'step'),
      column(columnNames.time, 'seconds'),
      ...kind.quantities.map((quantity) =>
        column(quantity.name + (kind.unit ?? ''), quantity.column),
      ),
    ],
  };
}
