import { type Claim, type ClaimedLoss, sixFigures } from '#src/share/claim.ts';

/** What has become of a claim: every seed to six figures, every seed within the tolerance, some seeds, none. */
export type Verdict = 'reproduced' | 'within_tolerance' | 'partly_reproduced' | 'not_reproduced';

/** Relative difference that float32 rounding may make between engines or devices over a whole run. */
export const tolerance = 0.02;

/** One seed of a claim, to six figures. */
export interface CheckedSeed {
  readonly seed: number;
  readonly there: number;
  /** NaN: nothing was measured at the claim's epoch. */
  readonly here: number;
  /** Relative difference; Infinity where there is no such number. */
  readonly apart: number;
}

export interface CheckedClaim {
  readonly verdict: Verdict;
  /** As the claim has them. */
  readonly seeds: readonly CheckedSeed[];
}

/**
 * Holds new measurements against a claim, each seed by itself: medians may agree where no run does.
 *
 * @param outcomes of the claim's seeds, in any order; NaN where nothing was measured at the claim's epoch
 */
export function checkClaim(claim: Claim, outcomes: readonly ClaimedLoss[]): CheckedClaim {
  const measured = new Map(outcomes.map(({ seed, loss }) => [seed, loss]));
  const seeds = claim.losses.map(({ seed, loss }) =>
    compare(seed, loss, sixFigures(measured.get(seed) ?? Number.NaN)),
  );
  return { verdict: verdictOf(seeds), seeds };
}

function compare(seed: number, there: number, here: number): CheckedSeed {
  if (there === here) return { seed, there, here, apart: 0 };
  const apart = Math.abs(here - there) / Math.max(there, Number.MIN_VALUE);
  return { seed, there, here, apart: Number.isNaN(apart) ? Number.POSITIVE_INFINITY : apart };
}

/** Whether a seed is within the tolerance. */
export const agrees = ({ apart }: CheckedSeed) => apart <= tolerance;

function verdictOf(seeds: readonly CheckedSeed[]): Verdict {
  if (seeds.every(({ apart }) => apart === 0)) return 'reproduced';
  if (seeds.every(agrees)) return 'within_tolerance';
  return seeds.some(agrees) ? 'partly_reproduced' : 'not_reproduced';
}
