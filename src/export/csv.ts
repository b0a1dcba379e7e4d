import { fieldOf } from '#src/experiment/fields.ts';
import type { RunJson } from '#src/export/run-json.ts';
import type { RunFigures, StoredRun } from '#src/library/stored-run.ts';
import { qualitiesOf, qualityOf } from '#src/records/quality.ts';
import { differences } from '#src/words/differences.ts';

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

/** A kept run as a row of a table. */
export interface TableRun
  extends Pick<
    StoredRun,
    'experiment' | 'engine' | 'device' | 'figures' | 'lossFactor' | 'answerVariance'
  > {
  readonly name: string;
  readonly createdAt: number;
  /** How it ended, in words. */
  readonly ending: string;
}

/** One row per run: what it is, each setting in which the runs differ, as links write it, and what it came to. */
export function runTableCsv(runs: readonly TableRun[]): string {
  const experiments = runs.map(({ experiment }) => experiment);
  const settings = differences(experiments, ['seed']).map(({ field }) => field);
  const figures = Object.keys(runs[0]?.figures ?? {}) as (keyof RunFigures)[];
  const qualities = qualitiesOf(['r2', 'rmse'], runs);
  return csv(
    ['run', 'made', 'engine', 'device', 'seed', ...settings, ...figures, ...qualities, 'ended'],
    runs.map(({ name, createdAt, engine, device, experiment, figures: own, ending, ...run }) => [
      name,
      new Date(createdAt).toISOString(),
      engine,
      device,
      experiment.seed,
      ...settings.map((field) => fieldOf(field).encode(experiment[field])),
      ...figures.map((figure) => numberOrNull(own[figure])),
      ...qualities.map((id) => numberOrNull(qualityOf(id, { ...run, experiment, figures: own }))),
      ending,
    ]),
  );
}

function numberOrNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
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
