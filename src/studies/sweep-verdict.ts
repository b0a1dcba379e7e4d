import type { Message } from '#src/lib/message.ts';
import { median } from '#src/lib/statistics.ts';
import { compareGroups, isAboveOne, minPairs, type SeedOutcome } from '#src/studies/comparison.ts';

/** A combination of a sweep with what its seeds came to. */
export interface Combination {
  readonly values: readonly SeedOutcome[];
}

/** Where a sweep works best, and how sure that is. */
export interface SweepVerdict<C extends Combination> {
  /** The combination with the best median; the first of several. */
  readonly best: C;
  /** `few`: too few seeds for any verdict; `open`: others may be as good; `clear`: better than the next one. */
  readonly kind: 'few' | 'open' | 'clear';
  /** The next ones, best median first, from which no difference is shown: for `open` only, and the first few. */
  readonly rivals: readonly C[];
  /** There are more rivals than those. */
  readonly hasMore: boolean;
}

/** Each takes a bootstrap, and a sentence holds no more. */
const mostRivals = 3;

/**
 * Compares the combination of the best median with those that follow it, until one is clearly worse.
 *
 * @param combinations all with the same seeds
 * @param lowerIsBetter false for accuracies, which lie in 0…1
 * @returns null where there is nothing to choose between
 */
export function sweepVerdict<C extends Combination>(
  combinations: readonly C[],
  lowerIsBetter: boolean,
): SweepVerdict<C> | null {
  const asLoss = (value: number) => (lowerIsBetter ? value : 1 - value);
  const ranked = combinations
    .map((combination) => {
      const outcomes = combination.values.map(({ seed, value }) => ({
        seed,
        value: asLoss(value),
      }));
      return { combination, outcomes, middle: median(outcomes.map(({ value }) => value)) };
    })
    .toSorted((a, b) => (a.middle < b.middle ? -1 : a.middle > b.middle ? 1 : 0));
  const [best, ...others] = ranked;
  if (best === undefined || others.length === 0) return null;
  const verdict = { best: best.combination, rivals: [], hasMore: false };
  if (best.outcomes.length < minPairs) return { ...verdict, kind: 'few' };
  const rivals: C[] = [];
  for (const { combination, outcomes } of others) {
    if (isWorse(outcomes, best.outcomes)) break;
    rivals.push(combination);
    if (rivals.length > mostRivals) break;
  }
  if (rivals.length === 0) return { ...verdict, kind: 'clear' };
  const hasMore = rivals.length > mostRivals;
  return { ...verdict, kind: 'open', rivals: rivals.slice(0, mostRivals), hasMore };
}

/** Whether the seeds show `a` to be higher than `b`. */
function isWorse(a: readonly SeedOutcome[], b: readonly SeedOutcome[]): boolean {
  const { interval, lowerInB, pairs } = compareGroups(a, b);
  // Where runs diverged there may be no ratio to give an interval for; every pair still has an order.
  return interval === null ? lowerInB === pairs : isAboveOne(interval);
}

/** What is said of the best combination, by id. */
export interface SweepValues {
  no_single_best: null;
  lowest: BestAt;
  highest: BestAt;
  no_difference: { readonly rivals: readonly string[] };
  /** There are more rivals than those. */
  no_difference_from_more: { readonly rivals: readonly string[] };
  few_seeds: { readonly seeds: number };
  extent: { readonly combinations: number; readonly seeds: number };
}

/** A combination and what its seeds came to, as it is told. */
interface BestAt {
  readonly metric: string;
  readonly where: string;
  readonly median: string;
  readonly from: string;
  readonly to: string;
  readonly failures: number;
  readonly runs: number;
}

/** Where the median is best, of how many, and no more than they show. @param rivals as they are told */
export function sweepStatements(
  { kind, hasMore }: Pick<SweepVerdict<Combination>, 'kind' | 'hasMore'>,
  lowerIsBetter: boolean,
  best: BestAt,
  rivals: readonly string[],
  extent: SweepValues['extent'],
): readonly Message<SweepValues>[] {
  const where: Message<SweepValues> = { id: lowerIsBetter ? 'lowest' : 'highest', values: best };
  const all: Message<SweepValues> = { id: 'extent', values: extent };
  switch (kind) {
    case 'clear':
      return [where, all];
    case 'few':
      return [where, { id: 'few_seeds', values: { seeds: extent.seeds } }, all];
    case 'open': {
      const id = hasMore ? 'no_difference_from_more' : 'no_difference';
      return [{ id: 'no_single_best' }, where, { id, values: { rivals } }, all];
    }
  }
}
