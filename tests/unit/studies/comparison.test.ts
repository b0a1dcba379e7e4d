import { describe, expect, it } from 'vitest';
import {
  compareGroups,
  compareSuccess,
  type SeedOutcome,
  signTest,
} from '#src/studies/comparison.ts';
import { type ComparisonStatement, comparisonStatements } from '#src/studies/statements.ts';

const group = (...values: number[]): SeedOutcome[] =>
  values.map((value, seed) => ({ seed, value }));
const many = (count: number, value: number): number[] => Array(count).fill(value) as number[];

/** What may be said of two groups where a success ends under 1. */
function said(a: readonly number[], b: readonly number[], bound: number | null = 1) {
  const successes = (values: readonly number[]) =>
    values.map((value, seed) => ({ seed, succeeded: value < (bound ?? 0) }));
  const success = bound === null ? null : compareSuccess(successes(a), successes(b));
  return comparisonStatements(compareGroups(group(...a), group(...b)), success, 'A', 'B');
}

const ids = (statements: readonly ComparisonStatement[]) => statements.map(({ id }) => id);
const valuesOf = (statements: readonly ComparisonStatement[], wanted: ComparisonStatement['id']) =>
  statements.flatMap((one) => (one.id === wanted && 'values' in one ? [one.values] : []));

describe('what may be said of two groups of seeds', () => {
  it.each<
    [
      what: string,
      a: readonly number[],
      b: readonly number[],
      statements: readonly ComparisonStatement['id'][],
    ]
  >([
    [
      'a difference in medians that every seed bears out',
      many(6, 3),
      many(6, 1.5),
      ['neither_succeeds', 'ratio_clear', 'lower_in'],
    ],
    [
      'four stuck against one, medians alike: how often comes first, and is not claimed',
      [...many(4, 9), ...many(12, 0.606)],
      [...many(3, 0.6), ...many(12, 0.6), 9],
      ['successes_open', 'ratio_clear', 'lower_in'],
    ],
    [
      'an interval that touches 1 when it is printed',
      [...many(4, 9), ...many(12, 0.6009)],
      many(16, 0.6),
      ['successes_open', 'ratio_open', 'lower_in'],
    ],
    [
      'many more successes',
      [...many(13, 9), ...many(3, 0.5)],
      many(16, 0.5),
      ['more_succeed', 'ratio_clear', 'lower_in'],
    ],
    [
      'the same seeds stuck in both',
      [9, ...many(5, 0.5)],
      [9, ...many(5, 0.5)],
      ['same_seeds_succeed', 'same_medians', 'lower_counts'],
    ],
    ['one seed', [0.9], [0.3], ['every_seed_succeeds', 'few_seeds', 'ratio_so_far', 'lower_in']],
    [
      'runs that diverged',
      many(5, Number.NaN),
      many(5, 2),
      ['neither_succeeds', 'no_ratio', 'lower_in', 'diverged'],
    ],
    [
      'a ratio without a finite interval',
      [1, 1, 1, 9, 9],
      [2, 0, 2, 0, 0],
      ['successes_open', 'no_ratio', 'lower_in'],
    ],
    [
      'two of five that diverged',
      [2, 2, 2, Number.NaN, Number.NaN],
      many(5, 1.5),
      ['neither_succeeds', 'ratio_varies', 'ratio_so_far', 'lower_in', 'diverged'],
    ],
    [
      'an interval that holds 1',
      [1, 2, 3, 4, 5, 6],
      [6, 5, 4, 3, 2, 1],
      ['neither_succeeds', 'same_medians', 'lower_counts'],
    ],
  ])('%s', (_, a, b, statements) => {
    expect(ids(said(a, b))).toEqual(statements);
  });

  it('says which is better, by how much and on how many seeds', () => {
    const better = said(many(6, 3), many(6, 1.5));
    expect(valuesOf(better, 'ratio_clear')).toEqual([
      { better: 'B', worse: 'A', factor: 2, low: 2, high: 2 },
    ]);
    expect(valuesOf(better, 'lower_in')).toEqual([{ better: 'B', wins: 6, seeds: 6 }]);
    const diverging = said(many(5, 1), [2, 2, 2, 2, Number.NaN]);
    expect(valuesOf(diverging, 'ratio_clear')).toEqual([
      { better: 'A', worse: 'B', factor: 2, low: 2, high: Number.POSITIVE_INFINITY },
    ]);
    expect(valuesOf(diverging, 'diverged')).toEqual([{ name: 'B', diverged: 1, seeds: 5 }]);
    expect(
      valuesOf(said([...many(12, 9), ...many(4, 0.5)], many(16, 0.5)), 'more_succeed'),
    ).toEqual([{ better: 'B', worse: 'A', most: 16, least: 4, seeds: 16, p: 2 / 2 ** 12 }]);
  });

  it('says nothing of success where it is not known what one is', () => {
    expect(ids(said(many(6, 3), many(6, 1.5), null))).toEqual(['ratio_clear', 'lower_in']);
  });

  it.each([0, 1, Number.POSITIVE_INFINITY])('names no winner of a tie at %f', (value) => {
    const tie = said(many(6, value), many(6, value), null);
    expect(ids(tie).slice(0, 2)).toEqual(['same_medians', 'lower_counts']);
  });

  it('compares nothing where no seed is shared', () => {
    const c = compareGroups([{ seed: 1, value: 1 }], [{ seed: 2, value: 5 }]);
    const success = compareSuccess([{ seed: 1, succeeded: true }], []);
    expect(comparisonStatements(c, success, 'A', 'B')).toEqual([
      { id: 'no_shared_seed', values: { a: 'A', b: 'B' } },
    ]);
  });
});

describe('comparing two groups of seeds', () => {
  it('pairs by seed and counts', () => {
    const c = compareGroups(group(4, 6, 8, 10, 12), group(2, 7, 2, 5, 3));
    expect(c).toMatchObject({ pairs: 5, medianA: 8, medianB: 3, lowerInB: 4, lowerInA: 1 });
    expect(c.ratio).toBeCloseTo(8 / 3);
    expect(c.interval?.low).toBeGreaterThan(0.8);
    expect(c.interval?.high).toBeLessThanOrEqual(6);
    expect(compareGroups(group(2, 4), group(1, 1)).interval).toBeNull();
  });

  it('tells medians that a seed has, of two in the middle the lower, and their ratio', () => {
    const c = compareGroups(group(0.5, 0.4, 9, 9, 0.4, 8), group(0.1, 0.2, 0.1, 7, 7, 7));
    expect(c).toMatchObject({ medianA: 0.5, medianB: 0.2, ratio: 2.5 });
  });

  it.each([
    [0, 0, 1],
    [1, 0, 1],
    [5, 0, 0.0625],
    [0, 6, 0.03125],
    [4, 1, 0.375],
    [3, 3, 1],
    [12, 2, 0.012939453125],
  ])('an uneven split, %i against %i, has its exact probability', (one, other, p) => {
    expect(signTest(one, other)).toBeCloseTo(p, 12);
  });
});
