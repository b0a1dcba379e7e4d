import type { Guessing } from '#src/doctor/floors/guessing.ts';
import { ascending, memberQuantile } from '#src/lib/statistics.ts';
import type { RecordColumn } from '#src/records/epoch-record.ts';
import {
  columnOf,
  emptyTable,
  lastEpoch,
  lastValue,
  type RecordTable,
} from '#src/records/record-table.ts';
import { hasDiverged, type StopReason } from '#src/records/run-header.ts';

/** One repetition: its seed, its records and how it ended. */
export interface Repetition {
  readonly seed: number;
  readonly records: RecordTable;
  readonly stopped: StopReason | null;
}

/**
 * Median and 10–90 % band over repetitions, epoch by epoch, of values that runs really have; all arrays have one entry per
 * epoch that was measured.
 */
export interface Band {
  readonly epoch: Float64Array;
  readonly step: Float64Array;
  readonly median: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/**
 * The band of one quantity over repetitions of an experiment. A repetition that was stopped early keeps its last
 * value; one that diverged counts as +∞ (for losses), so that a band never looks better because runs dropped out.
 */
export function band(repetitions: readonly Repetition[], column: RecordColumn): Band {
  const longest = repetitions.reduce<RecordTable>(
    (most, { records }) => (lastEpoch(records) > lastEpoch(most) ? records : most),
    emptyTable,
  );
  const [epochs, steps] = [columnOf(longest, 'epoch'), columnOf(longest, 'step')];
  const columns = repetitions.map((repetition) => ({
    epochs: columnOf(repetition.records, 'epoch'),
    values: columnOf(repetition.records, column),
    diverged: hasDiverged(repetition),
  }));
  const kept = repetitions.map(() => NaN);
  const read = repetitions.map(() => 0);
  const rows: { epoch: number; step: number; values: Float64Array }[] = [];
  for (const [row, epoch] of epochs.entries()) {
    let measured = false;
    for (const [i, { epochs: own, values, diverged }] of columns.entries()) {
      let next = read[i] as number;
      if (next === own.length && diverged) kept[i] = Infinity;
      // Of long runs not every epoch has a row, and each run has its own.
      for (; (own[next] as number) <= epoch; next++) {
        const value = values[next] as number;
        if (Number.isNaN(value)) continue;
        kept[i] = value;
        measured = true;
      }
      read[i] = next;
    }
    if (!measured) continue;
    const values = ascending(kept.filter((value) => !Number.isNaN(value)));
    rows.push({ epoch, step: steps[row] as number, values });
  }
  const collect = (of: (row: (typeof rows)[number]) => number) => Float64Array.from(rows, of);
  return {
    epoch: collect((row) => row.epoch),
    step: collect((row) => row.step),
    median: collect((row) => memberQuantile(row.values, 0.5)),
    low: collect((row) => memberQuantile(row.values, 0.1)),
    high: collect((row) => memberQuantile(row.values, 0.9)),
  };
}

/** From so many repetitions on, a band says more than the repetitions themselves. */
export const bandSeeds = 10;

/** Bands that are computed anew only where repetitions have changed: while a batch trains, one does at a time. */
export class BandCache {
  readonly #bands = new Map<string, { readonly key: readonly unknown[]; readonly band: Band }>();

  /** @param id of the group */
  band(id: string, repetitions: readonly Repetition[], column: RecordColumn): Band {
    const key = [column, ...repetitions.flatMap(({ records, stopped }) => [records, stopped])];
    const known = this.#bands.get(id);
    if (known?.key.length === key.length && known.key.every((part, i) => part === key[i]))
      return known.band;
    const made = band(repetitions, column);
    this.#bands.set(id, { key, band: made });
    return made;
  }
}

/** When a repetition counts as a success. */
export type Criterion =
  | {
      readonly kind: 'under';
      readonly column: 'runningLoss' | 'trainLoss' | 'heldOutLoss';
      readonly value: number;
    }
  | {
      readonly kind: 'over';
      readonly column: 'trainAccuracy' | 'heldOutAccuracy';
      readonly value: number;
    };

/** Whether a value is within the criterion; one that was never measured (NaN) is not. */
export function meets({ kind, value: limit }: Criterion, value: number): boolean {
  return kind === 'under' ? value <= limit : value >= limit;
}

/** What a run that has learnt its task leaves of what guessing does not know: of squared errors, and of wrong answers. */
const unexplained = { squares: 0.05, answers: 0.1 } as const;

/** When a task counts as learnt: by held-out accuracy where there are classes, else by held-out loss; null: that does not tell. */
export function learnt({ accuracy, loss, answer, isOfOtherNumbers }: Guessing): Criterion | null {
  if (accuracy !== null)
    return {
      kind: 'over',
      column: 'heldOutAccuracy',
      value: 1 - unexplained.answers * (1 - accuracy),
    };
  if (isOfOtherNumbers) return null;
  // Absolute errors shrink as the root of squared ones.
  const share = answer === 'median' ? Math.sqrt(unexplained.squares) : unexplained.squares;
  return { kind: 'under', column: 'heldOutLoss', value: share * loss };
}

/** The loss under which a run is no longer "stuck at chance": a tenth below that of guessing. */
export function notStuck(guessingLoss: number): Criterion {
  // A loss of targets that it is not made for may be 0, or below.
  const less = Math.max(0.1 * Math.abs(guessingLoss), Number.MIN_VALUE);
  return { kind: 'under', column: 'trainLoss', value: guessingLoss - less };
}

export interface Success {
  readonly successes: number;
  readonly repetitions: number;
  /** For each repetition, in order: whether its last measured value meets the criterion. */
  readonly succeeded: readonly boolean[];
  /** Epoch, step and seconds at which each one first met it; null: never. */
  readonly reached: readonly ({
    readonly epoch: number;
    readonly step: number;
    readonly seconds: number;
  } | null)[];
}

/** Counts the repetitions that end within the criterion, and when each first met it. */
export function success(repetitions: readonly Repetition[], criterion: Criterion): Success {
  const reached = repetitions.map(({ records }) => {
    const row = columnOf(records, criterion.column).findIndex((value) => meets(criterion, value));
    const at = (column: RecordColumn) => columnOf(records, column)[row] as number;
    return row < 0 ? null : { epoch: at('epoch'), step: at('step'), seconds: at('seconds') };
  });
  const succeeded = repetitions.map(
    (repetition) =>
      !hasDiverged(repetition) && meets(criterion, lastValue(repetition.records, criterion.column)),
  );
  return {
    successes: succeeded.filter(Boolean).length,
    repetitions: repetitions.length,
    succeeded,
    reached,
  };
}
