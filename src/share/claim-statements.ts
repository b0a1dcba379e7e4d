import type { Message } from '#src/lib/message.ts';
import { type Arithmetic, type Claim, claimMedian } from '#src/share/claim.ts';
import {
  agrees,
  type CheckedClaim,
  type CheckedSeed,
  type Verdict,
} from '#src/share/claim-verdict.ts';

/** What a claim says, by id. Losses are in network units, infinite where a run diverged. */
export interface ClaimValues {
  one_loss: { readonly loss: number; readonly seed: number };
  median_loss: { readonly loss: number; readonly seeds: number };
  median_loss_some_diverged: {
    readonly loss: number;
    readonly seeds: number;
    readonly diverged: number;
  };
}

export function claimStatement({ losses }: Claim): Message<ClaimValues> {
  const [first] = losses;
  if (first !== undefined && losses.length === 1) return { id: 'one_loss', values: first };
  const diverged = losses.filter(({ loss }) => loss === Number.POSITIVE_INFINITY).length;
  const values = { loss: claimMedian(losses), seeds: losses.length };
  return diverged === 0
    ? { id: 'median_loss', values }
    : { id: 'median_loss_some_diverged', values: { ...values, diverged } };
}

/** How a seed stands to its claim, by id. */
export interface DifferenceValues {
  not_measured: { readonly there: number };
  apart: { readonly here: number; readonly there: number };
  apart_by: { readonly here: number; readonly there: number; readonly apart: number };
}

export type Difference = Message<DifferenceValues>;

/** What is said of a claim after its seeds ran again, by id. */
export interface VerdictValues {
  never_measured: { readonly epoch: number };
  loss_reproduced: { readonly loss: number };
  losses_reproduced: { readonly seeds: number; readonly median: number };
  one_within: { readonly difference: Difference };
  one_apart: { readonly difference: Difference };
  /** `same` to six figures, the others by up to `most`. */
  all_within: { readonly seeds: number; readonly same: number; readonly most: number };
  /** The first of those that do not agree, and how many more there are. */
  some_apart: {
    readonly agreeing: number;
    readonly seeds: number;
    readonly apart: number;
    readonly named: readonly { readonly seed: number; readonly difference: Difference }[];
    readonly more: number;
  };
  // What computed it there and here.
  same_arithmetic: { readonly arithmetic: Arithmetic };
  /** On devices that may differ. */
  same_engine: { readonly arithmetic: Arithmetic };
  other_arithmetic: { readonly here: Arithmetic; readonly there: Arithmetic };
  /** Chaotic training makes much of it. */
  other_arithmetic_amplified: { readonly here: Arithmetic; readonly there: Arithmetic };
}

export type VerdictStatement = Message<VerdictValues>;

/** Seeds that are named one by one. */
const mostNamed = 3;

/** What has become of a claim. @param here what its seeds were computed by now */
export function verdictStatements(
  claim: Claim,
  { verdict, seeds }: CheckedClaim,
  here: Arithmetic,
): readonly VerdictStatement[] {
  const [first] = seeds;
  if (first === undefined || seeds.every((seed) => Number.isNaN(seed.here)))
    return [{ id: 'never_measured', values: { epoch: claim.epoch } }];
  const isOne = seeds.length === 1;
  if (verdict === 'reproduced')
    return isOne
      ? [{ id: 'loss_reproduced', values: { loss: first.here } }]
      : [
          {
            id: 'losses_reproduced',
            values: { seeds: seeds.length, median: claimMedian(claim.losses) },
          },
        ];
  return [isOne ? oneSeed(first) : manySeeds(seeds), arithmetic(claim, here, verdict)];
}

function oneSeed(seed: CheckedSeed): VerdictStatement {
  return {
    id: agrees(seed) ? 'one_within' : 'one_apart',
    values: { difference: difference(seed) },
  };
}

function manySeeds(seeds: readonly CheckedSeed[]): VerdictStatement {
  const others = seeds.filter((seed) => !agrees(seed));
  if (others.length === 0) {
    const same = seeds.filter(({ apart }) => apart === 0).length;
    const most = Math.max(...seeds.map(({ apart }) => apart));
    return { id: 'all_within', values: { seeds: seeds.length, same, most } };
  }
  const named = others.slice(0, mostNamed);
  return {
    id: 'some_apart',
    values: {
      agreeing: seeds.length - others.length,
      seeds: seeds.length,
      apart: others.length,
      named: named.map((seed) => ({ seed: seed.seed, difference: difference(seed) })),
      more: others.length - named.length,
    },
  };
}

function difference({ here, there, apart }: CheckedSeed): Difference {
  if (Number.isNaN(here)) return { id: 'not_measured', values: { there } };
  return Number.isFinite(apart)
    ? { id: 'apart_by', values: { here, there, apart } }
    : { id: 'apart', values: { here, there } };
}

function arithmetic(there: Claim, here: Arithmetic, verdict: Verdict): VerdictStatement {
  const areKnown = here.build !== undefined && there.build !== undefined;
  if (here.engine === there.engine && (!areKnown || here.build === there.build))
    return { id: areKnown ? 'same_arithmetic' : 'same_engine', values: { arithmetic: here } };
  const id = verdict === 'within_tolerance' ? 'other_arithmetic' : 'other_arithmetic_amplified';
  return { id, values: { here, there } };
}
