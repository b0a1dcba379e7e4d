import { describe, expect, it } from 'vitest';
import {
  compareGroups,
  compareSuccess,
  type SeedOutcome,
  signTest,
} from '#src/studies/comparison.ts';
import { comparisonText } from '#words/comparison.ts';

const group = (...values: number[]): SeedOutcome[] =>
  values.map((value, seed) => ({ seed, value }));
const many = (count: number, value: number): number[] => Array(count).fill(value) as number[];

/** What is said of two groups where a success ends under 1. */
function said(a: readonly number[], b: readonly number[], bound: number | null = 1): string {
  const successes = (values: readonly number[]) =>
    values.map((value, seed) => ({ seed, succeeded: value < (bound ?? 0) }));
  const success = bound === null ? null : compareSuccess(successes(a), successes(b));
  return comparisonText(compareGroups(group(...a), group(...b)), success, 'A', 'B');
}

describe('what may be said of two groups of seeds', () => {
  it.each<[what: string, a: readonly number[], b: readonly number[], sentence: string]>([
    [
      'a difference in medians that every seed bears out',
      many(6, 3),
      many(6, 1.5),
      'No seed succeeds with either. B is 2× lower than A at the median, 95 % interval 2 to 2; B is lower in 6 of 6 seeds.',
    ],
    [
      'four stuck against one, medians alike: how often comes first, and neither is claimed',
      [...many(4, 9), ...many(12, 0.606)],
      [...many(3, 0.6), ...many(12, 0.6), 9],
      '12 of 16 seeds succeed with A and 15 with B, which may be chance (exact paired test, p = 0.38). B is 1.01× lower than A at the median, 95 % interval 1.01 to 8.01; B is lower in 15 of 16 seeds.',
    ],
    [
      'an interval that touches 1 when it is printed',
      [...many(4, 9), ...many(12, 0.6009)],
      [...many(16, 0.6)],
      '12 of 16 seeds succeed with A and 16 with B, which may be chance (exact paired test, p = 0.13). No difference of the medians is shown between A and B: the ratio of medians is 1 in favour of B, 95 % interval 1 to 8; B is lower in 16 of 16 seeds.',
    ],
    [
      'many more successes',
      [...many(12, 9), ...many(4, 0.5)],
      many(16, 0.5),
      'B succeeds more often: with 16 of 16 seeds, A with 4 (exact paired test, p = 0.00049). B is 18× lower than A at the median, 95 % interval 9.5 to 18; B is lower in 12 of 16 seeds.',
    ],
    [
      'the same seeds stuck in both',
      [9, 0.5, 0.5, 0.5, 0.5, 0.5],
      [9, 0.5, 0.5, 0.5, 0.5, 0.5],
      'The same 5 of 6 seeds succeed with both. No difference of the medians is shown between A and B: both are 0.5; A is lower in 0 and B in 0 of 6 seeds.',
    ],
    [
      'one seed',
      [0.9],
      [0.3],
      'The seed succeeds with both. 1 seed is too few for a verdict on medians: the ratio of medians is 3 in favour of B so far; B is lower in 1 of 1 seed.',
    ],
    [
      'runs that diverged',
      many(5, Number.NaN),
      many(5, 2),
      'No seed succeeds with either. The medians of A (∞) and B (2) have no ratio; B is lower in 5 of 5 seeds; 5 of 5 diverged in A.',
    ],
    [
      'A the better, and one that diverged',
      many(5, 1),
      [2, 2, 2, 2, Number.NaN],
      'No seed succeeds with either. A is 2× lower than B at the median, 95 % interval 2 to ∞; A is lower in 5 of 5 seeds; 1 of 5 diverged in B.',
    ],
    [
      'an interval that holds 1',
      [1, 2, 3, 4, 5, 6],
      [6, 5, 4, 3, 2, 1],
      'No seed succeeds with either. No difference of the medians is shown between A and B: both are 3.5; A is lower in 3 and B in 3 of 6 seeds.',
    ],
  ])('%s', (_, a, b, sentence) => {
    expect(said(a, b)).toBe(sentence);
  });

  it('says nothing of success where it is not known what one is', () => {
    expect(said(many(6, 3), many(6, 1.5), null)).toMatch(/^B is 2× lower/);
  });

  it('names no winner of a tie, whatever the medians are', () => {
    for (const value of [0, 1, Number.POSITIVE_INFINITY])
      expect(said(many(6, value), many(6, value))).not.toContain('favour');
  });

  it('compares nothing where no seed is shared', () => {
    const c = compareGroups([{ seed: 1, value: 1 }], [{ seed: 2, value: 5 }]);
    const success = compareSuccess([{ seed: 1, succeeded: true }], []);
    expect(comparisonText(c, success, 'A', 'B')).toBe(
      'A and B share no seed, so nothing can be compared.',
    );
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
