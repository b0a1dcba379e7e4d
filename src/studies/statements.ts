import type { Message } from '#src/lib/message.ts';
import type { BesideLoss } from '#src/records/quality.ts';
import {
  type Comparison,
  isAboveOne,
  minPairs,
  type SuccessComparison,
} from '#src/studies/comparison.ts';
import type { SuccessCounts } from '#src/studies/successes.ts';

/** What seeds allow to be said of two groups, and no more: the values of each statement, by its id. */
export interface ComparisonValues {
  no_shared_seed: Names;
  // How often each succeeds.
  neither_succeeds: null;
  same_seeds_succeed: { readonly successes: number; readonly seeds: number };
  every_seed_succeeds: { readonly seeds: number };
  /** A difference that may be chance. */
  successes_open: Names & {
    readonly inA: number;
    readonly inB: number;
    readonly seeds: number;
    readonly p: number;
  };
  more_succeed: Sides & {
    readonly most: number;
    readonly least: number;
    readonly seeds: number;
    readonly p: number;
  };
  // Their medians.
  same_medians: Names & { readonly median: number };
  /** R² and RMSE at the medians. */
  near: Names & { readonly besideA: BesideLoss; readonly besideB: BesideLoss };
  lower_counts: Names & { readonly inA: number; readonly inB: number; readonly seeds: number };
  /** Too few seeds for a verdict. */
  few_seeds: { readonly seeds: number };
  /** An infinite or zero median. */
  no_ratio: Names & { readonly medianA: number; readonly medianB: number };
  /** No finite interval. */
  ratio_varies: null;
  ratio_so_far: { readonly better: string; readonly factor: number };
  /** The interval, as it is printed, is not beyond 1. */
  ratio_open: Names & Ratio & { readonly better: string };
  ratio_clear: Sides & Ratio;
  /** Seeds on which the group with the better median is lower. */
  lower_in: { readonly better: string; readonly wins: number; readonly seeds: number };
  diverged: { readonly name: string; readonly diverged: number; readonly seeds: number };
}

interface Names {
  readonly a: string;
  readonly b: string;
}

interface Sides {
  readonly better: string;
  readonly worse: string;
}

/** How many times lower, at least 1, with its 95 % interval. */
interface Ratio {
  readonly factor: number;
  readonly low: number;
  readonly high: number;
}

export type ComparisonStatement = Message<ComparisonValues>;

/** A split that comes about by chance less often than this is a difference. */
const significance = 0.05;

/**
 * What may be said of two groups: how often each succeeds, then the medians: R² and RMSE, which is lower.
 *
 * @param success null where nothing is known to count as one
 * @param a name of the first group
 */
export function comparisonStatements(
  c: Comparison,
  success: SuccessComparison | null,
  a: string,
  b: string,
): readonly ComparisonStatement[] {
  if (c.pairs === 0) return [{ id: 'no_shared_seed', values: { a, b } }];
  const seeds = c.pairs;
  return [
    ...(success === null || success.pairs === 0 ? [] : [successStatement(success, a, b)]),
    ...nearness(c, a, b),
    ...medianStatements(c, a, b),
    ...diverged(a, c.divergedA, seeds),
    ...diverged(b, c.divergedB, seeds),
  ];
}

function successStatement(
  { pairs: seeds, inA, inB, onlyA, onlyB, p }: SuccessComparison,
  a: string,
  b: string,
): ComparisonStatement {
  if (onlyA + onlyB === 0) {
    if (inA === 0) return { id: 'neither_succeeds' };
    if (inA === seeds) return { id: 'every_seed_succeeds', values: { seeds } };
    return { id: 'same_seeds_succeed', values: { successes: inA, seeds } };
  }
  if (p >= significance) return { id: 'successes_open', values: { a, b, inA, inB, seeds, p } };
  const [better, worse] = onlyA > onlyB ? [a, b] : [b, a];
  const [most, least] = [Math.max(inA, inB), Math.min(inA, inB)];
  return { id: 'more_succeed', values: { better, worse, most, least, seeds, p } };
}

function medianStatements(c: Comparison, a: string, b: string): readonly ComparisonStatement[] {
  const { pairs: seeds, medianA, medianB, ratio } = c;
  if (medianA === medianB) {
    const counts = { a, b, inA: c.lowerInA, inB: c.lowerInB, seeds };
    return [
      { id: 'same_medians', values: { a, b, median: medianA } },
      { id: 'lower_counts', values: counts },
    ];
  }
  const isB = ratio >= 1;
  const [better, worse] = isB ? [b, a] : [a, b];
  const factor = isB ? ratio : 1 / ratio;
  const wins: ComparisonStatement = {
    id: 'lower_in',
    values: { better, wins: isB ? c.lowerInB : c.lowerInA, seeds },
  };
  const soFar: ComparisonStatement = { id: 'ratio_so_far', values: { better, factor } };
  if (!Number.isFinite(ratio) || ratio === 0)
    return [{ id: 'no_ratio', values: { a, b, medianA, medianB } }, wins];
  if (seeds < minPairs) return [{ id: 'few_seeds', values: { seeds } }, soFar, wins];
  if (c.interval === null) return [{ id: 'ratio_varies' }, soFar, wins];
  const { low, high } = isB ? c.interval : { low: 1 / c.interval.high, high: 1 / c.interval.low };
  return [
    isAboveOne({ low, high })
      ? { id: 'ratio_clear', values: { better, worse, factor, low, high } }
      : { id: 'ratio_open', values: { a, b, better, factor, low, high } },
    wins,
  ];
}

function nearness(
  { besideA, besideB }: Comparison,
  a: string,
  b: string,
): readonly ComparisonStatement[] {
  const isKnown = [besideA, besideB].every((beside) => Object.values(beside).some(Number.isFinite));
  return isKnown ? [{ id: 'near', values: { a, b, besideA, besideB } }] : [];
}

function diverged(name: string, count: number, seeds: number): readonly ComparisonStatement[] {
  return count === 0 ? [] : [{ id: 'diverged', values: { name, diverged: count, seeds } }];
}

/** What is said of the seeds of one experiment, by id. */
export interface SuccessValues {
  succeed: { readonly successes: number; readonly seeds: number };
  stuck: { readonly count: number };
  diverge: { readonly count: number };
}

/** How many seeds of one experiment succeed, and what became of the others. */
export function successStatements({
  of,
  successes,
  stuck,
  diverged: broken,
}: SuccessCounts): readonly Message<SuccessValues>[] {
  return [
    { id: 'succeed', values: { successes, seeds: of } },
    ...(stuck > 0 ? [{ id: 'stuck', values: { count: stuck } } as const] : []),
    ...(broken > 0 ? [{ id: 'diverge', values: { count: broken } } as const] : []),
  ];
}
