import type { RunJson } from '#src/export/run-json.ts';

/** Rows as RFC 4180 text: CRLF, quotes where needed. Cells that a spreadsheet would run as a formula are disarmed. */
export function csv(
  header: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): string {
  return [header, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One row per epoch of every run: the run's name and seed, then the epoch's record. */
export function runsCsv(runs: readonly { readonly name: string; readonly run: RunJson }[]): string {
  const columns = [...new Set(runs.flatMap(({ run }) => Object.keys(run.epochs[0] ?? {})))];
  return csv(
    ['run', 'seed', 'engine', ...columns],
    runs.flatMap(({ name, run }) =>
      run.epochs.map((epoch) => [
        name,
        run.seed,
        run.engine,
        ...columns.map((column) => epoch[column] ?? null),
      ]),
    ),
  );
}
