import type { Source } from '#src/charts/figure.ts';
import { type Table, thinnedRows } from '#src/charts/table.ts';
import classes from '#src/charts/table-view.module.css';
import { useChanges } from '#src/charts/use-changes.ts';
import { formatCount, formatNumber } from '#words/base/numbers.ts';
import { words } from '#words/charts/charts.ts';

/** Rows shown at most; the rest is in the CSV. */
const rowLimit = 200;
/** Milliseconds between two readings of live data. */
const interval = 1000;

export interface TableViewProps {
  readonly title: string;
  readonly table: () => Table;
  readonly sources: readonly Source[];
}

/** A chart's data as a table for readers who do not see it, or want the figures. */
export function TableView({ title, table, sources }: TableViewProps) {
  useChanges(sources, interval);
  const { columns, rows, of = rows } = table();
  const shown = thinnedRows(rows, rowLimit);
  return (
    // A region that scrolls must be reachable by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className={classes.region} aria-label={words.table(title)} tabIndex={0}>
      <table className={classes.table}>
        <caption>
          <span className={classes.caption}>{captionOf(shown.length, rows, of)}</span>
        </caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.name} scope="col">
                {column.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <tr key={row}>
              {columns.map((column) => (
                <td key={column.name}>{cellText(column.value(row))}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** How many rows are shown, and where there are more. */
function captionOf(shown: number, rows: number, of: number): string {
  if (shown === of) return words.rows(rows);
  const csv = shown < rows ? formatCount(rows) : null;
  return words.someRows(formatCount(shown), formatCount(of), csv, rows >= of);
}

function cellText(value: number | string): string {
  return typeof value === 'number' ? formatNumber(value, 6) : value;
}
