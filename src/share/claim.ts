import {
  type EngineId,
  engineIds,
  type KernelBuildId,
  kernelBuildIds,
} from '#src/experiment/ids.ts';
import { kernelDevices } from '#src/experiment/kernel-devices.ts';
import { brief } from '#src/lib/brief.ts';
import { err, ok, type Result } from '#src/lib/result.ts';
import { median } from '#src/lib/statistics.ts';
import type { Document } from '#src/library/documents/version.ts';
import { words as texts } from '#words/base/link.ts';

/** What a claim's losses were measured on, by its name in epoch records. */
export const claimMeasures = ['runningLoss', 'trainLoss', 'heldOutLoss'] as const;
export type ClaimMeasure = (typeof claimMeasures)[number];

/** What one seed came to, to six figures, in the units of the network's targets; Infinity where it diverged. */
export interface ClaimedLoss {
  readonly seed: number;
  readonly loss: number;
}

/** What losses were computed by, as far as their roundings depend on it. */
export interface Arithmetic {
  readonly engine: EngineId;
  /** Of the WebAssembly kernels; absent for other engines, and where it was not noted. */
  readonly build?: KernelBuildId;
}

/** A result that travels in a link beside its experiment: who opens the link can run it again. */
export interface Claim extends Arithmetic {
  readonly losses: readonly ClaimedLoss[];
  readonly epoch: number;
  readonly measure: ClaimMeasure;
}

/** What a run was computed by. @param device in words, as runs are kept with it */
export function arithmeticOf(engine: EngineId, device: string): Arithmetic {
  const build = kernelBuildIds.find((id) => engine === 'wasm' && kernelDevices[id] === device);
  return build === undefined ? { engine } : { engine, build };
}

/** Seeds of a claim at the most. */
export const maxSeeds = 64;
const maxSeed = 2 ** 32 - 1;

/** Makes the claim of runs that reached `epoch`, one loss a seed. */
export function makeClaim(outcomes: readonly ClaimedLoss[], rest: Omit<Claim, 'losses'>): Claim {
  return { ...rest, losses: outcomes.map(({ seed, loss }) => ({ seed, loss: sixFigures(loss) })) };
}

/** The median of a claim's losses, to six figures: of two in the middle the lower. */
export function claimMedian(losses: readonly ClaimedLoss[]): number {
  return sixFigures(median(losses.map(({ loss }) => loss)));
}

/** `0..2,heldOutLoss,0.00123457;0.0011;0.00143,500,wasm:plain`: seeds, measure, their losses, epoch, engine and build. */
export function encodeClaim({ losses, measure, epoch, engine, build }: Claim): string {
  const seeds = encodeSeeds(losses.map(({ seed }) => seed));
  const arithmetic = build === undefined ? engine : `${engine}:${build}`;
  return [seeds, measure, losses.map(({ loss }) => loss).join(';'), epoch, arithmetic].join(',');
}

const arithmetics: ReadonlyMap<string, Arithmetic> = new Map([
  ...engineIds.map((engine) => [engine, { engine }] as const),
  ...kernelBuildIds.map((build) => [`wasm:${build}`, { engine: 'wasm', build }] as const),
]);

/** What a claim's text says; which measures and engines there are is for `parseClaim` to know. */
export function decodeClaim(text: string): Result<Document> {
  const parts = text.split(',', 6);
  const [seedText = '', measure, lossText = '', epoch = '', arithmetic] = parts;
  if (parts.length !== 5) return err(texts.expectedSeedsMeasure);
  const seeds = decodeSeeds(seedText);
  if (seeds === null) return err(texts.expectedUpToSeedsSuch(maxSeeds));
  const losses = lossText.split(';', maxSeeds + 1);
  const broken = losses.find((loss) => !/^(\d+(\.\d+)?(e[+-]?\d+)?|Infinity)$/.test(loss));
  if (broken !== undefined) return err(texts.isNotALoss(brief(broken, 20)));
  if (losses.length !== seeds.length) return err(texts.lossesForSeeds(losses.length, seeds.length));
  if (!/^[1-9]\d{0,6}$/.test(epoch)) return err(texts.isNotAnEpoch(brief(epoch, 20)));
  return ok({
    losses: seeds.map((seed, i): ClaimedLoss => ({ seed, loss: Number(losses[i]) })),
    measure,
    epoch: Number(epoch),
    arithmetic,
  });
}

/** Checks what `decodeClaim` gave, once it is a document of the latest version. */
export function parseClaim(document: Document): Result<Claim> {
  const { losses, epoch } = document as Pick<Claim, 'losses' | 'epoch'>;
  const measure = claimMeasures.find((id) => id === document['measure']);
  if (measure === undefined) return err(notOneOf(document['measure'], claimMeasures));
  const arithmetic = arithmetics.get(document['arithmetic'] as string);
  if (arithmetic === undefined) return err(notOneOf(document['arithmetic'], arithmetics.keys()));
  return ok({ losses, measure, epoch, ...arithmetic });
}

function notOneOf(given: unknown, known: Iterable<string>): string {
  return texts.isNotOneOf(brief(given, 20), [...known].join(', '));
}

/** `0..7`, or `1;5;9`. */
export function encodeSeeds(seeds: readonly number[]): string {
  const first = seeds[0] as number;
  const isRange = seeds.length > 1 && seeds.every((seed, i) => seed === first + i);
  return isRange ? `${first}..${first + seeds.length - 1}` : seeds.join(';');
}

/** Null where they cannot be read, are too many or repeat. */
export function decodeSeeds(text: string): readonly number[] | null {
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

/** As claims hold a loss: to six figures. */
export function sixFigures(loss: number): number {
  return Number(loss.toPrecision(6));
}
