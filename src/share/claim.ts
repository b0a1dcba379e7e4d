import { type EngineId, engineIds } from '#src/experiment/ids.ts';
import { err, ok, type Result } from '#src/lib/result.ts';
import { median } from '#src/lib/statistics.ts';

/** What a claim's loss was measured on, by its name in epoch records. */
export const claimMeasures = ['runningLoss', 'trainLoss', 'heldOutLoss'] as const;
export type ClaimMeasure = (typeof claimMeasures)[number];

/** A result that travels in a link beside its experiment, so that whoever opens it can run it again. */
export interface Claim {
  readonly seeds: readonly number[];
  readonly epoch: number;
  readonly measure: ClaimMeasure;
  /** Median over the seeds, to six figures, in the units of the network's targets; Infinity for runs that diverged. */
  readonly loss: number;
  readonly engine: EngineId;
}

const maxSeeds = 64;
const maxSeed = 2 ** 32 - 1;

/** Makes the claim of runs that reached `epoch`, one loss a seed. */
export function makeClaim(
  outcomes: readonly { readonly seed: number; readonly loss: number }[],
  rest: Pick<Claim, 'epoch' | 'measure' | 'engine'>,
): Claim {
  const losses = outcomes.map(({ loss }) => (Number.isFinite(loss) ? loss : Infinity));
  const seeds = outcomes.map(({ seed }) => seed);
  return { seeds, ...rest, loss: sixFigures(median(losses)) };
}

/** `0..7,heldOutLoss,0.00123457,500,wasm`: seeds, measure, loss, epoch, engine. */
export function encodeClaim({ seeds, measure, loss, epoch, engine }: Claim): string {
  return [encodeSeeds(seeds), measure, loss, epoch, engine].join(',');
}

export function decodeClaim(text: string): Result<Claim> {
  const parts = text.split(',', 6);
  const [seedText = '', measure, loss = '', epoch = '', engine] = parts;
  if (parts.length !== 5) return err('expected seeds,measure,loss,epoch,engine');
  const seeds = decodeSeeds(seedText);
  if (seeds === null) return err(`expected up to ${maxSeeds} seeds such as 0..7 or 1;5;9`);
  const knownMeasure = claimMeasures.find((id) => id === measure);
  if (knownMeasure === undefined)
    return err(`"${measure}" is not one of ${claimMeasures.join(', ')}`);
  const knownEngine = engineIds.find((id) => id === engine);
  if (knownEngine === undefined) return err(`"${engine}" is not one of ${engineIds.join(', ')}`);
  if (!/^(\d+(\.\d+)?(e[+-]?\d+)?|Infinity)$/.test(loss))
    return err(`"${loss.slice(0, 20)}" is not a loss`);
  if (!/^[1-9]\d{0,5}$/.test(epoch)) return err(`"${epoch.slice(0, 20)}" is not an epoch`);
  return ok({
    seeds,
    measure: knownMeasure,
    loss: Number(loss),
    epoch: Number(epoch),
    engine: knownEngine,
  });
}

export type Verdict = 'reproduced' | 'within_tolerance' | 'not_reproduced';

/** Relative difference that float32 rounding may make between engines or devices over a whole run. */
export const claimTolerance = 0.02;

/**
 * Holds a new measurement against a claim: the same to six figures is reproduced; on another engine or device,
 * rounding differs and chaotic training amplifies it, so a difference within `claimTolerance` is said to be that.
 */
export function checkClaim(
  claim: Claim,
  outcomes: readonly { readonly seed: number; readonly loss: number }[],
  engine: EngineId,
): { readonly verdict: Verdict; readonly loss: number; readonly text: string } {
  const { loss } = makeClaim(outcomes, { ...claim, engine });
  if (loss === claim.loss)
    return { verdict: 'reproduced', loss, text: `Reproduced: ${loss} to six figures.` };
  const relative = Math.abs(loss - claim.loss) / Math.max(Math.abs(claim.loss), Number.MIN_VALUE);
  const by = Number.isFinite(relative)
    ? `${Number((100 * relative).toPrecision(2))} %`
    : 'more than any number';
  const where =
    engine === claim.engine
      ? 'on the same engine, perhaps another device'
      : `${engine} here, ${claim.engine} there`;
  if (relative <= claimTolerance) {
    return {
      verdict: 'within_tolerance',
      loss,
      text: `Differs by ${by} (${where}): ${loss} instead of ${claim.loss}, within the tolerance of ${100 * claimTolerance} %.`,
    };
  }
  return {
    verdict: 'not_reproduced',
    loss,
    text: `Not reproduced: ${loss} instead of ${claim.loss}, which differs by ${by} (${where}).`,
  };
}

function encodeSeeds(seeds: readonly number[]): string {
  const first = seeds[0] as number;
  const isRange = seeds.length > 1 && seeds.every((seed, i) => seed === first + i);
  return isRange ? `${first}..${first + seeds.length - 1}` : seeds.join(';');
}

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
  return seeds.every((seed) => seed <= maxSeed) ? seeds : null;
}

function sixFigures(value: number): number {
  return Number(value.toPrecision(6));
}
