import { bootstrapInterval, type Interval, median, resampledMedian } from '#src/lib/statistics.ts';
import { type BesideLoss, besideMedian } from '#src/records/quality.ts';

/** What one seed came to (a loss: lower is better); a run that diverged counts as infinitely bad. */
export interface SeedOutcome {
  readonly seed: number;
  readonly value: number;
  /** What stands beside it, where it is a loss. */
  readonly beside?: BesideLoss;
}

/** What K seeds say of two groups, pair by pair. */
export interface Comparison {
  /** Seeds that both groups have. */
  readonly pairs: number;
  readonly medianA: number;
  readonly medianB: number;
  /** What stands beside the medians, where they are of losses. */
  readonly besideA: BesideLoss;
  readonly besideB: BesideLoss;
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
  const bySeed = new Map(b.map((outcome) => [outcome.seed, outcome]));
  const shared = a.flatMap((one) => {
    const other = bySeed.get(one.seed);
    return other === undefined ? [] : [[one, other] as const];
  });
  const pairs = shared.map(
    ([one, other]) => [worstIfNotFinite(one.value), worstIfNotFinite(other.value)] as const,
  );
  const medianA = pairs.length === 0 ? NaN : median(pairs.map(([x]) => x));
  const medianB = pairs.length === 0 ? NaN : median(pairs.map(([, y]) => y));
  return {
    pairs: pairs.length,
    medianA,
    medianB,
    besideA: besideMedian(shared.map(([{ beside = {} }]) => beside)),
    besideB: besideMedian(shared.map(([, { beside = {} }]) => beside)),
    ratio: medianA / medianB,
    interval: pairs.length < minPairs ? null : intervalOf(pairs),
    lowerInB: pairs.filter(([x, y]) => y < x).length,
    lowerInA: pairs.filter(([x, y]) => x < y).length,
    divergedA: pairs.filter(([x]) => x === Infinity).length,
    divergedB: pairs.filter(([, y]) => y === Infinity).length,
  };
}

function intervalOf(pairs: readonly (readonly [number, number])[]): Interval | null {
  const all = pairs.length;
  const [a, b] = [Float64Array.from(pairs, ([x]) => x), Float64Array.from(pairs, ([, y]) => y)];
  const [medianOfA, medianOfB] = [resampledMedian(a), resampledMedian(b)];
  const interval = bootstrapInterval(all, (cases) => {
    const ratio = medianOfA(cases) / medianOfB(cases);
    return Number.isNaN(ratio) ? 1 : ratio; // both medians infinite, or both zero: no difference in this resample
  });
  return Number.isFinite(interval.low) && Number.isFinite(interval.high) ? interval : null;
}

/** How often two groups succeed, on the seeds that both have. */
export interface SuccessComparison {
  readonly pairs: number;
  readonly inA: number;
  readonly inB: number;
  /** Seeds on which one succeeds and the other does not. */
  readonly onlyA: number;
  readonly onlyB: number;
  /** How likely so uneven a split of those seeds is by chance: the exact paired test (McNemar), two-sided. */
  readonly p: number;
}

/** Whether one seed's run succeeded. */
export interface SeedSuccess {
  readonly seed: number;
  readonly succeeded: boolean;
}

/** Of the seeds that both have: how many succeed in each, how many in one alone, and how likely such a split is by chance. */
export function compareSuccess(
  a: readonly SeedSuccess[],
  b: readonly SeedSuccess[],
): SuccessComparison {
  const bySeed = new Map(b.map(({ seed, succeeded }) => [seed, succeeded]));
  const pairs = a.flatMap(({ seed, succeeded }) => {
    const other = bySeed.get(seed);
    return other === undefined ? [] : [[succeeded, other] as const];
  });
  const count = (wanted: (inA: boolean, inB: boolean) => boolean) =>
    pairs.filter(([inA, inB]) => wanted(inA, inB)).length;
  const [onlyA, onlyB] = [count((x, y) => x && !y), count((x, y) => !x && y)];
  return {
    pairs: pairs.length,
    inA: count((x) => x),
    inB: count((_, y) => y),
    onlyA,
    onlyB,
    p: signTest(onlyA, onlyB),
  };
}

/** How likely a split at least as uneven is where either side is as likely: two-sided, exact. */
export function signTest(one: number, other: number): number {
  const n = one + other;
  let [term, sum] = [0.5 ** n, 0]; // of C(n, k) / 2ⁿ
  for (let k = 0; k <= Math.min(one, other); k++) {
    sum += term;
    term *= (n - k) / (k + 1);
  }
  return Math.min(1, 2 * sum);
}

/** Significant figures of what is said of seeds: more would promise what they cannot keep. */
export const figures = 3;

/** Whether an interval, as it is printed, lies beyond 1: one that touches it shows no difference. */
export function isAboveOne({ low }: Interval): boolean {
  return Number(low.toPrecision(figures)) > 1;
}

function worstIfNotFinite(value: number): number {
  return Number.isFinite(value) ? value : Infinity;
}
