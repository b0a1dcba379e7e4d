import {
  type Arithmetic,
  arithmeticName,
  type Claim,
  type ClaimedLoss,
  claimMedian,
  sixFigures,
} from '#src/share/claim.ts';

/** What has become of a claim: every seed to six figures, every seed within the tolerance, some seeds, none. */
export type Verdict = 'reproduced' | 'within_tolerance' | 'partly_reproduced' | 'not_reproduced';

/** Relative difference that float32 rounding may make between engines or devices over a whole run. */
const tolerance = 0.02;
const toleranceText = `the tolerance of ${100 * tolerance} %`;

/** Seeds that are named one by one. */
const namedSeeds = 3;

/** One seed of a claim, to six figures. */
interface Comparison {
  readonly seed: number;
  readonly there: number;
  /** NaN: nothing was measured at the claim's epoch. */
  readonly here: number;
  /** Relative difference; Infinity where there is no such number. */
  readonly apart: number;
}

/**
 * Holds new measurements against a claim, each seed by itself: medians may agree where no run does.
 *
 * @param outcomes of the claim's seeds, in any order; NaN where nothing was measured at the claim's epoch
 * @param here what they were computed by
 */
export function checkClaim(
  claim: Claim,
  outcomes: readonly ClaimedLoss[],
  here: Arithmetic,
): { readonly verdict: Verdict; readonly text: string } {
  const measured = new Map(outcomes.map(({ seed, loss }) => [seed, loss]));
  const seeds = claim.losses.map(({ seed, loss }) =>
    compare(seed, loss, sixFigures(measured.get(seed) ?? Number.NaN)),
  );
  if (seeds.every(({ here: loss }) => Number.isNaN(loss))) {
    const text = `Nothing was measured here after ${claim.epoch} epochs: this experiment ends before, or is evaluated at other epochs.`;
    return { verdict: 'not_reproduced', text };
  }
  const verdict = verdictOf(seeds);
  if (verdict === 'reproduced') return { verdict, text: reproducedText(claim, seeds) };
  const difference = seeds.length === 1 ? oneSeedText(seeds) : seedsText(seeds);
  return { verdict, text: `${difference} ${arithmeticText(claim, here, verdict)}` };
}

function compare(seed: number, there: number, here: number): Comparison {
  if (there === here) return { seed, there, here, apart: 0 };
  const apart = Math.abs(here - there) / Math.max(there, Number.MIN_VALUE);
  return { seed, there, here, apart: Number.isNaN(apart) ? Number.POSITIVE_INFINITY : apart };
}

const agrees = ({ apart }: Comparison) => apart <= tolerance;

function verdictOf(seeds: readonly Comparison[]): Verdict {
  if (seeds.every(({ apart }) => apart === 0)) return 'reproduced';
  if (seeds.every(agrees)) return 'within_tolerance';
  return seeds.some(agrees) ? 'partly_reproduced' : 'not_reproduced';
}

function reproducedText({ losses }: Claim, seeds: readonly Comparison[]): string {
  if (seeds.length === 1) return `Reproduced: ${seeds[0]?.here} to six figures.`;
  return `Reproduced: the losses of all ${seeds.length} seeds to six figures, median ${claimMedian(losses)}.`;
}

function oneSeedText([seed]: readonly Comparison[]): string {
  if (seed === undefined) return '';
  return agrees(seed)
    ? `Reproduced within ${toleranceText}: ${differenceText(seed)}.`
    : `Not reproduced: ${differenceText(seed)}.`;
}

function seedsText(seeds: readonly Comparison[]): string {
  const others = seeds.filter((seed) => !agrees(seed));
  const count = seeds.length;
  if (others.length === 0) {
    const same = seeds.filter(({ apart }) => apart === 0).length;
    const most = percent(Math.max(...seeds.map(({ apart }) => apart)));
    return `All ${count} seeds agree within ${toleranceText}: ${same} to six figures, the others by up to ${most}.`;
  }
  const named = others
    .slice(0, namedSeeds)
    .map((seed) => `seed ${seed.seed} (${differenceText(seed)})`);
  const more = others.length > namedSeeds ? ` and ${others.length - namedSeeds} more` : '';
  const agreeing = count - others.length;
  return `${agreeing} of ${count} seeds agree within ${toleranceText}, ${others.length} ${
    others.length === 1 ? 'does' : 'do'
  } not: ${named.join(', ')}${more}.`;
}

function differenceText({ here, there, apart }: Comparison): string {
  if (Number.isNaN(here)) return `nothing was measured, instead of ${there}`;
  return `${here} instead of ${there}${Number.isFinite(apart) ? `, ${percent(apart)} off` : ''}`;
}

/** Where other arithmetic may be the reason, that is said. */
function arithmeticText(there: Arithmetic, here: Arithmetic, verdict: Verdict): string {
  const [name, claimed] = [arithmeticName(here), arithmeticName(there)];
  const buildsKnown = here.build !== undefined && there.build !== undefined;
  if (here.engine === there.engine && (!buildsKnown || here.build === there.build)) {
    return `Both were computed by ${name}${buildsKnown ? '' : ', perhaps on other devices'}.`;
  }
  const amplified = verdict === 'within_tolerance' ? '' : ', and chaotic training amplifies that';
  return `Computed by ${name} here and by ${claimed} there: they round differently${amplified}.`;
}

/** @param share two figures of it are told */
function percent(share: number): string {
  return `${Number((100 * share).toPrecision(2))} %`;
}
