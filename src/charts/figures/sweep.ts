import { plainText } from '#src/charts/figures/plain-text.ts';
import type { Table, TableColumn } from '#src/charts/table.ts';
import { ascending, memberQuantile } from '#src/lib/statistics.ts';
import { type BesideLoss, besideIds, besideMedian } from '#src/records/quality.ts';
import type { SeedOutcome } from '#src/studies/comparison.ts';
import { formatNumber } from '#words/base/numbers.ts';
import { columnNames, words as texts } from '#words/charts/figures.ts';
import { besideText, qualityWords } from '#words/metrics.ts';

/** What one combination of a sweep came to. */
export interface SweepCell {
  readonly name: string;
  /** Its index on each axis. */
  readonly at: readonly number[];
  /** One value per seed that has ended; ±Infinity or 0 for one that diverged, by what is worst. */
  readonly values: readonly SeedOutcome[];
  /** How many of them count as failures. */
  readonly failures: number;
}

/** A sweep's outcomes, whatever they are drawn as. */
export interface SweepInput {
  readonly axes: readonly { readonly label: string; readonly values: readonly string[] }[];
  readonly cells: readonly SweepCell[];
  /** Of the figure that was chosen, e.g. "Held-out loss". */
  readonly metricName: string;
  /** Losses span orders of magnitude; accuracies do not. */
  readonly scale: 'linear' | 'log';
  readonly lowerIsBetter: boolean;
}

/** A value that one of the seeds has; NaN where none has ended. @param q 0…1 */
export function quantileOf({ values }: Pick<SweepCell, 'values'>, q: number): number {
  if (values.length === 0) return Number.NaN;
  return memberQuantile(ascending(values.map(({ value }) => value)), q);
}

export function medianOf(cell: Pick<SweepCell, 'values'>): number {
  return quantileOf(cell, 0.5);
}

/** The numbers of an axis that has one for each value, else null: what is not a number is set evenly. */
export function numbersOf(values: readonly string[]): readonly number[] | null {
  const numbers = values.map(Number);
  return numbers.every(Number.isFinite) ? numbers : null;
}

/** What stands beside the median of a combination, and of its seeds. */
export function besideCell({ values }: Pick<SweepCell, 'values'>): BesideLoss {
  return besideMedian(values.flatMap(({ beside }) => beside ?? []));
}

/** What stands beside a loss, as a line of its own in a label. */
export function besideLine(beside: BesideLoss | undefined): string {
  const text = besideText(beside ?? {});
  return text && `<br>${text}`;
}

/** One row a combination. */
export function sweepTable({ axes, cells, metricName }: SweepInput): Table {
  const column = (name: string, read: (cell: SweepCell) => number | string): TableColumn => ({
    name,
    value: (row) => read(cells[row] as SweepCell),
  });
  return {
    rows: cells.length,
    columns: [
      ...axes.map((axis, i) =>
        column(axis.label, (cell) => axis.values[cell.at[i] as number] as string),
      ),
      column(columnNames.seeds, (cell) => cell.values.length),
      column(texts.median(metricName), medianOf),
      column('10 %', (cell) => quantileOf(cell, 0.1)),
      column('90 %', (cell) => quantileOf(cell, 0.9)),
      ...besideIds
        .filter((id) => cells.some((cell) => id in besideCell(cell)))
        .map((id) =>
          column(
            texts.median(qualityWords[id].label),
            (cell) => besideCell(cell)[id] ?? Number.NaN,
          ),
        ),
      column(columnNames.failures, (cell) => cell.failures),
    ],
  };
}

/** A combination in words: "3 of 8 seeds failed". */
export function cellWords(cell: SweepCell, metricName: string): string {
  const text = texts.cellText(
    plainText(cell.name),
    metricName,
    formatNumber(medianOf(cell), 4),
    cell.values.length,
    cell.failures,
  );
  return text + besideLine(besideCell(cell));
}
