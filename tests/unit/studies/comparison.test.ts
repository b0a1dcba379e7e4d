import { describe, expect, it } from 'vitest';
import { compareGroups, comparisonSentence, type SeedOutcome } from '#src/studies/comparison.ts';

const group = (...values: number[]): SeedOutcome[] =>
  values.map((value, seed) => ({ seed, value }));

describe('comparing two groups of seeds', () => {
  it('pairs by seed and counts', () => {
    const c = compareGroups(group(4, 6, 8, 10, 12), group(2, 7, 2, 5, 3));
    expect(c).toMatchObject({
      pairs: 5,
      medianA: 8,
      medianB: 3,
      lowerInB: 4,
      lowerInA: 1,
      divergedA: 0,
    });
    expect(c.ratio).toBeCloseTo(8 / 3);
    expect(c.interval?.low).toBeGreaterThan(0.8);
    expect(c.interval?.high).toBeLessThanOrEqual(6);
  });

  it('leaves out seeds that only one group has', () => {
    const c = compareGroups([{ seed: 1, value: 1 }], [{ seed: 2, value: 5 }]);
    expect(c.pairs).toBe(0);
    expect(comparisonSentence(c, 'A', 'B')).toBe(
      'A and B share no seed, so nothing can be compared.',
    );
  });

  it('has an exact interval where every pair has the same ratio', () => {
    const c = compareGroups(group(3, 3, 3, 3, 3, 3), group(1, 1, 1, 1, 1, 1));
    expect(c.interval).toEqual({ low: 3, high: 3 });
    expect(comparisonSentence(c, 'normal', 'hybrid')).toBe(
      'hybrid is 3× lower than normal at the median, 95 % interval 3 to 3; hybrid is lower in 6 of 6 seeds.',
    );
  });

  it('turns the ratio round when A is the better', () => {
    const c = compareGroups(group(1, 1, 1, 1, 1), group(2, 2, 2, 2, NaN));
    expect(comparisonSentence(c, 'A', 'B')).toBe(
      'A is 2× lower than B at the median, 95 % interval 2 to ∞; A is lower in 5 of 5 seeds; 1 of 5 diverged in B.',
    );
  });

  it('claims no difference where the interval holds 1', () => {
    const c = compareGroups(group(1, 2, 3, 4, 5, 6), group(6, 5, 4, 3, 2, 1));
    expect(comparisonSentence(c, 'A', 'B')).toBe(
      'No difference is shown between A and B: both medians are 3.5; A is lower in 3 and B in 3 of 6 seeds.',
    );
    const other = compareGroups(group(1, 2, 3, 4, 5, 6), group(6, 5, 4, 4, 2, 1));
    expect(comparisonSentence(other, 'A', 'B')).toMatch(
      /^No difference is shown between A and B: the ratio of medians is 1\.\d+ in favour of A, /,
    );
  });

  it('names no winner of a tie, whatever the medians are', () => {
    for (const value of [0, 1, Infinity]) {
      const tie = group(...(Array(6).fill(value) as number[]));
      const sentence = comparisonSentence(compareGroups(tie, tie), 'A', 'B');
      expect(sentence).toContain('A is lower in 0 and B in 0 of 6 seeds');
      expect(sentence).not.toContain('favour');
    }
  });

  it('gives no interval for few seeds, and says so', () => {
    const c = compareGroups(group(2, 4), group(1, 1));
    expect(c.interval).toBeNull();
    expect(comparisonSentence(c, 'A', 'B')).toMatch(/^2 seeds are too few for a verdict/);
  });

  it('bears with groups that diverged altogether', () => {
    const c = compareGroups(group(NaN, Infinity, NaN, NaN, NaN), group(1, 1, 1, 1, 1));
    expect(c.divergedA).toBe(5);
    expect(comparisonSentence(c, 'A', 'B')).toBe(
      'The medians of A (∞) and B (1) have no ratio; B is lower in 5 of 5 seeds; 5 of 5 diverged in A.',
    );
  });
});
