import type { ChartRun, CurveKind, Quantity } from '#src/charts/figures/curve-input.ts';
import type { Table, TableColumn } from '#src/charts/table.ts';
import { lowerBound } from '#src/lib/min-max-decimate.ts';
import type { RecordColumn } from '#src/records/epoch-record.ts';
import { besideIds, besideLosses } from '#src/records/quality.ts';
import { copyRows } from '#src/records/record-table.ts';
import { columnNames } from '#words/charts/figures.ts';
import { qualityWords } from '#words/metrics.ts';

/** Every recorded epoch of every run as they are now, one run after another. */
export function curveTable(kind: CurveKind, runs: readonly ChartRun[]): Table {
  // Rows are read later, while a run may train on.
  const logs = runs.map(({ log }) => copyRows(log));
  // ends[r]: rows of the first r + 1 runs
  let rows = 0;
  const ends = Float64Array.from(logs, ({ length }) => (rows += length));
  const find = (row: number) => {
    const index = lowerBound(ends, row + 1);
    return { run: runs[index], log: logs[index], index: row - (ends[index - 1] ?? 0) };
  };
  const column = (name: string, source: RecordColumn): TableColumn => ({
    name,
    value: (row) => {
      const { log, index } = find(row);
      return log?.columns[source]?.[index] ?? Number.NaN;
    },
  });
  /** Of one quantity, where a run has such. */
  const beside = ({ name, column: source }: Quantity): readonly TableColumn[] => {
    const ofRuns = new Map(
      runs.flatMap((run) => (run.lossOf ? [[run, besideLosses(source, run.lossOf)] as const] : [])),
    );
    return besideIds
      .filter((id) => [...ofRuns.values()].some((of) => id in of(1)))
      .map((id) => ({
        name: `${name}: ${qualityWords[id].label}`,
        value: (row) => {
          const { run, log, index } = find(row);
          const of = run && ofRuns.get(run);
          return of?.(log?.columns[source]?.[index] ?? Number.NaN)[id] ?? Number.NaN;
        },
      }));
  };
  const runName: TableColumn = { name: columnNames.run, value: (row) => find(row).run?.name ?? '' };
  return {
    rows,
    columns: [
      ...(runs.length > 1 ? [runName] : []),
      column(columnNames.epoch, 'epoch'),
      column(columnNames.step, 'step'),
      column(columnNames.time, 'seconds'),
      ...kind.quantities.flatMap((quantity) => [
        column(quantity.name + (kind.unit ?? ''), quantity.column),
        ...beside(quantity),
      ]),
    ],
  };
}
