import { kernelDevices } from '#src/experiment/kernel-devices.ts';
import { type Arithmetic, type Claim, claimMedian } from '#src/share/claim.ts';
import {
  agrees,
  type CheckedClaim,
  type CheckedSeed,
  tolerance,
  type Verdict,
} from '#src/share/claim-verdict.ts';
import { engineNames } from '#words/engine.ts';
import { plural } from '#words/forms.ts';

const toleranceText = `the tolerance of ${100 * tolerance} %`;

/** Seeds that are named one by one. */
const namedSeeds = 3;

/** With the device where that is known to decide roundings. */
export function arithmeticName({ engine, build }: Arithmetic): string {
  const name = engineNames[engine];
  return build === undefined ? name : `${name} (${kernelDevices[build]})`;
}

/** What has become of a claim. @param here what its seeds were computed by now */
export function verdictText(
  claim: Claim,
  { verdict, seeds }: CheckedClaim,
  here: Arithmetic,
): string {
  if (seeds.every(({ here: loss }) => Number.isNaN(loss)))
    return `Nothing was measured here after ${claim.epoch} epochs: this experiment ends before, or is evaluated at other epochs.`;
  if (verdict === 'reproduced') return reproducedText(claim, seeds);
  const difference = seeds.length === 1 ? oneSeedText(seeds) : seedsText(seeds);
  return `${difference} ${arithmeticText(claim, here, verdict)}`;
}

function reproducedText({ losses }: Claim, seeds: readonly CheckedSeed[]): string {
  if (seeds.length === 1) return `Reproduced: ${seeds[0]?.here} to six figures.`;
  return `Reproduced: the losses of all ${seeds.length} seeds to six figures, median ${claimMedian(losses)}.`;
}

function oneSeedText([seed]: readonly CheckedSeed[]): string {
  if (seed === undefined) return '';
  return agrees(seed)
    ? `Reproduced within ${toleranceText}: ${differenceText(seed)}.`
    : `Not reproduced: ${differenceText(seed)}.`;
}

function seedsText(seeds: readonly CheckedSeed[]): string {
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
  return `${agreeing} of ${count} seeds agree within ${toleranceText}, ${others.length} ${plural(others.length, { one: 'does', other: 'do' })} not: ${named.join(', ')}${more}.`;
}

function differenceText({ here, there, apart }: CheckedSeed): string {
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
