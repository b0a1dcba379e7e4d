import { type EngineId, engineIds } from '#src/experiment/ids.ts';
import { err, ok, type Result } from '#src/lib/result.ts';
import { median } from '#src/lib/statistics.ts';

/** What a claim's losses were measured on, by its name in epoch records. */
export const claimMeasures = ['runningLoss', 'trainLoss', 'heldOutLoss'] as const;
export type ClaimMeasure = (typeof claimMeasures)[number];

/** What one seed came to, to six figures, in the units of the network's targets; Infinity where it diverged. */
export interface ClaimedLoss {
  readonly seed: number;
  readonly loss: number;
}

/** A result that travels in a link beside its experiment, so that whoever opens it can run it again. */
export interface Claim {
  readonly losses: readonly ClaimedLoss[];
  readonly epoch: number;
  readonly measure: ClaimMeasure;
  readonly engine: EngineId;
}

const maxSeeds = 64;
const maxSeed = 2 ** 32 - 1;

/** Makes the claim of runs that reached `epoch`, one loss a seed. */
export function makeClaim(
  outcomes: readonly ClaimedLoss[],
  rest: Pick<Claim, 'epoch' | 'measure' | 'engine'>,
): Claim {
  return { ...rest, losses: outcomes.map(sixFigures) };
}

/** The median of a claim's losses, to six figures. */
export function claimMedian(losses: readonly ClaimedLoss[]): number {
  return rounded(median(losses.map(({ loss }) => loss)));
}

/** `0..2,heldOutLoss,0.00123457;0.0011;0.00143,500,wasm`: seeds, measure, their losses, epoch, engine. */
export function encodeClaim({ losses, measure, epoch, engine }: Claim): string {
  const seeds = encodeSeeds(losses.map(({ seed }) => seed));
  return [seeds, measure, losses.map(({ loss }) => loss).join(';'), epoch, engine].join(',');
}

export function decodeClaim(text: string): Result<Claim> {
  const parts = text.split(',', 6);
  const [seedText = '', measure, lossText = '', epoch = '', engine] = parts;
  if (parts.length !== 5) return err('expected seeds,measure,losses,epoch,engine');
  const seeds = decodeSeeds(seedText);
  if (seeds === null) return err(`expected up to ${maxSeeds} seeds such as 0..7 or 1;5;9`);
  const knownMeasure = claimMeasures.find((id) => id === measure);
  if (knownMeasure === undefined)
    return err(`"${measure}" is not one of ${claimMeasures.join(', ')}`);
  const knownEngine = engineIds.find((id) => id === engine);
  if (knownEngine === undefined) return err(`"${engine}" is not one of ${engineIds.join(', ')}`);
  const losses = lossText.split(';', maxSeeds + 1);
  const broken = losses.find((loss) => !/^(\d+(\.\d+)?(e[+-]?\d+)?|Infinity)$/.test(loss));
  if (broken !== undefined) return err(`"${broken.slice(0, 20)}" is not a loss`);
  if (losses.length !== seeds.length)
    return err(`${losses.length} losses for ${seeds.length} seeds`);
  if (!/^[1-9]\d{0,5}$/.test(epoch)) return err(`"${epoch.slice(0, 20)}" is not an epoch`);
  return ok({
    losses: seeds.map((seed, i) => ({ seed, loss: Number(losses[i]) })),
    measure: knownMeasure,
    epoch: Number(epoch),
    engine: knownEngine,
  });
}

export type Verdict = 'reproduced' | 'within_tolerance' | 'not_reproduced';

/** Relative difference that float32 rounding may make between engines or devices over a whole run. */
const claimTolerance = 0.02;

/** Seeds that are named one by one in a verdict. */
const namedSeeds = 3;

/**
 * Holds a new measurement against a claim: the same to six figures for every seed is reproduced. On another engine or
 * device, rounding differs and chaotic training amplifies it, so a median within `claimTolerance` is said to be that.
 *
 * @param outcomes of the claim's seeds, in any order
 */
export function checkClaim(
  claim: Claim,
  outcomes: readonly ClaimedLoss[],
  engine: EngineId,
): { readonly verdict: Verdict; readonly text: string } {
  const measured = new Map(outcomes.map(sixFigures).map(({ seed, loss }) => [seed, loss]));
  const pairs = claim.losses.map(({ seed, loss }) => ({
    seed,
    there: loss,
    here: measured.get(seed) ?? Number.POSITIVE_INFINITY,
  }));
  const others = pairs.filter(({ there, here }) => there !== here);
  const count = pairs.length;
  if (others.length === 0) {
    const text =
      count === 1
        ? `Reproduced: ${pairs[0]?.here} to six figures.`
        : `Reproduced: the losses of all ${count} seeds to six figures, median ${claimMedian(claim.losses)}.`;
    return { verdict: 'reproduced', text };
  }
  const there = claimMedian(claim.losses);
  const here = claimMedian(pairs.map((pair) => ({ seed: pair.seed, loss: pair.here })));
  const rest = count === 1 ? '' : ` ${seedSentence(others, count)}`;
  if (there === here) {
    const text = `The median is reproduced (${here}), not every single run.${rest}`;
    return { verdict: 'within_tolerance', text };
  }
  const relative = Math.abs(here - there) / Math.max(there, Number.MIN_VALUE);
  const where =
    engine === claim.engine
      ? 'on the same engine, perhaps another device'
      : `${engine} here, ${claim.engine} there`;
  const by = Number.isFinite(relative)
    ? `${Number((100 * relative).toPrecision(2))} %`
    : 'more than any number';
  const what = count === 1 ? '' : 'the median is ';
  if (relative <= claimTolerance) {
    return {
      verdict: 'within_tolerance',
      text: `Differs by ${by} (${where}): ${what}${here} instead of ${there}, within the tolerance of ${100 * claimTolerance} %.${rest}`,
    };
  }
  return {
    verdict: 'not_reproduced',
    text: `Not reproduced: ${what}${here} instead of ${there}, which differs by ${by} (${where}).${rest}`,
  };
}

/** Which seeds differ: "2 of 8 seeds differ: seed 3 (0.013 instead of 0.011), seed 5 (…)." */
function seedSentence(
  others: readonly { readonly seed: number; readonly there: number; readonly here: number }[],
  count: number,
): string {
  const named = others
    .slice(0, namedSeeds)
    .map(({ seed, there, here }) => `seed ${seed} (${here} instead of ${there})`);
  const more = others.length - named.length;
  const verb = others.length === 1 ? 'differs' : 'differ';
  return `${others.length} of ${count} seeds ${verb}: ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`;
}

function encodeSeeds(seeds: readonly number[]): string {
  const first = seeds[0] as number;
  const isRange = seeds.length > 1 && seeds.every((seed, i) => seed === first + i);
  return isRange ? `${first}..${first + seeds.length - 1}` : seeds.join(';');
}

/** Null where they cannot be read, are too many or repeat. */
function decodeSeeds(text: string): readonly number[] | null {
  const range = /^(\d{1,10})\.\.(\d{1,10})$/.exec(text);
  if (range !== null) {
    const [from, to] = [Number(range[1]), Number(range[2])];
    if (to < from || to - from >= maxSeeds || to > maxSeed) return null;
    return Array.from({ length: to - from + 1 }, (_, i) => from + i);
  }
  const parts = text.split(';', maxSeeds + 1);
  if (parts.length > maxSeeds || !parts.every((part) => /^\d{1,10}$/.test(part))) return null;
  const seeds = parts.map(Number);
  const valid = seeds.every((seed) => seed <= maxSeed) && new Set(seeds).size === seeds.length;
  return valid ? seeds : null;
}

function sixFigures({ seed, loss }: ClaimedLoss): ClaimedLoss {
  return { seed, loss: rounded(loss) };
}

function rounded(loss: number): number {
  return Number.isFinite(loss) ? Number(loss.toPrecision(6)) : Infinity;
}
