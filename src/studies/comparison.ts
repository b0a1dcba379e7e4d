import { formatNumber } from '#src/lib/number-format.ts';
import { bootstrapInterval, type Interval, median } from '#src/lib/statistics.ts';

/** One seed's figure (a loss: lower is better); a run that diverged counts as infinitely bad. */
export interface SeedOutcome {
  readonly seed: number;
  readonly value: number;
}

/** What K seeds say of two groups, pair by pair. */
export interface Comparison {
  /** Seeds that both groups have. */
  readonly pairs: number;
  readonly medianA: number;
  readonly medianB: number;
  /** medianA / medianB: above 1, B is lower. NaN where it is not defined (0 / 0, ∞ / ∞). */
  readonly ratio: number;
  /** 95 % bootstrap interval of the ratio, seeds resampled in pairs; null with fewer than `minPairs` pairs. */
  readonly interval: Interval | null;
  readonly lowerInB: number;
  readonly lowerInA: number;
  readonly divergedA: number;
  readonly divergedB: number;
}

/** With fewer pairs a bootstrap interval says more about the method than about the runs. */
export const minPairs = 5;

/** Compares two groups by the seeds they share. */
export function compareGroups(a: readonly SeedOutcome[], b: readonly SeedOutcome[]): Comparison {
  const bySeed = new Map(b.map((outcome) => [outcome.seed, worstIfNotFinite(outcome.value)]));
  const pairs = a.flatMap(({ seed, value }) => {
    const other = bySeed.get(seed);
    return other === undefined ? [] : [[worstIfNotFinite(value), other] as const];
  });
  const ratioOf = (cases: readonly (readonly [number, number])[]) =>
    median(cases.map(([x]) => x)) / median(cases.map(([, y]) => y));
  const ratio = pairs.length === 0 ? NaN : ratioOf(pairs);
  return {
    pairs: pairs.length,
    medianA: pairs.length === 0 ? NaN : median(pairs.map(([x]) => x)),
    medianB: pairs.length === 0 ? NaN : median(pairs.map(([, y]) => y)),
    ratio,
    interval: pairs.length < minPairs ? null : intervalOf(pairs, ratioOf),
    lowerInB: pairs.filter(([x, y]) => y < x).length,
    lowerInA: pairs.filter(([x, y]) => x < y).length,
    divergedA: pairs.filter(([x]) => x === Infinity).length,
    divergedB: pairs.filter(([, y]) => y === Infinity).length,
  };
}

function intervalOf(
  pairs: readonly (readonly [number, number])[],
  ratioOf: (cases: readonly (readonly [number, number])[]) => number,
): Interval | null {
  const interval = bootstrapInterval(pairs.length, (cases) => {
    const ratio = ratioOf(Array.from(cases, (i) => pairs[i] as readonly [number, number]));
    return Number.isNaN(ratio) ? 1 : ratio; // both medians infinite, or both zero: no difference in this resample
  });
  return Number.isFinite(interval.low) && Number.isFinite(interval.high) ? interval : null;
}

/** The comparison as one plain sentence that says no more than the data. */
export function comparisonSentence(c: Comparison, nameA: string, nameB: string): string {
  if (c.pairs === 0) return `${nameA} and ${nameB} share no seed, so nothing can be compared.`;
  const told = c.medianA === c.medianB ? sameMedians : differentMedians;
  const diverged = [
    c.divergedA > 0 ? `${c.divergedA} of ${c.pairs} diverged in ${nameA}` : '',
    c.divergedB > 0 ? `${c.divergedB} of ${c.pairs} diverged in ${nameB}` : '',
  ].filter((part) => part !== '');
  return `${[...told(c, nameA, nameB), ...diverged].join('; ')}.`;
}

/** A tie has no winner. */
function sameMedians(c: Comparison, nameA: string, nameB: string): readonly string[] {
  return [
    `No difference is shown between ${nameA} and ${nameB}: both medians are ${figure(c.medianA)}`,
    `${nameA} is lower in ${c.lowerInA} and ${nameB} in ${c.lowerInB} of ${seeds(c.pairs)}`,
  ];
}

function differentMedians(c: Comparison, nameA: string, nameB: string): readonly string[] {
  const better = c.ratio >= 1 ? nameB : nameA;
  const worse = c.ratio >= 1 ? nameA : nameB;
  const factor = c.ratio >= 1 ? c.ratio : 1 / c.ratio;
  const interval =
    c.interval === null || c.ratio >= 1
      ? c.interval
      : { low: 1 / c.interval.high, high: 1 / c.interval.low };
  const wins = c.ratio >= 1 ? c.lowerInB : c.lowerInA;

  const parts: string[] = [];
  if (!Number.isFinite(c.ratio) || c.ratio === 0) {
    parts.push(
      `The medians of ${nameA} (${figure(c.medianA)}) and ${nameB} (${figure(c.medianB)}) have no ratio`,
    );
  } else if (interval === null) {
    const held =
      c.pairs < minPairs
        ? `${seeds(c.pairs)} are too few for a verdict`
        : 'The ratio varies too much for an interval';
    parts.push(`${held}: the ratio of medians is ${figure(factor)} in favour of ${better} so far`);
  } else if (interval.low <= 1) {
    parts.push(
      `No difference is shown between ${nameA} and ${nameB}: the ratio of medians is ${figure(factor)} in favour of ${better}, 95 % interval ${figure(interval.low)} to ${figure(interval.high)}`,
    );
  } else {
    parts.push(
      `${better} is ${figure(factor)}× lower than ${worse} at the median, 95 % interval ${figure(interval.low)} to ${figure(interval.high)}`,
    );
  }
  parts.push(`${better} is lower in ${wins} of ${seeds(c.pairs)}`);
  return parts;
}

function seeds(count: number): string {
  return count === 1 ? '1 seed' : `${count} seeds`;
}

/** Three significant figures: more would promise what K seeds cannot keep. */
function figure(value: number): string {
  return value === Number.POSITIVE_INFINITY ? '∞' : formatNumber(value, 3);
}

function worstIfNotFinite(value: number): number {
  return Number.isFinite(value) ? value : Infinity;
}
