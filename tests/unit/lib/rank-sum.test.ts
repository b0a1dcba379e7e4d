import { describe, expect, it } from 'vitest';
import { rankSumChance } from '#src/lib/rank-sum.ts';

/** By going through every group of the size of `a`. */
function bruteForce(a: readonly number[], b: readonly number[]): number {
  const all = [...a, ...b];
  const rankOf = (v: number) =>
    all.filter((other) => other < v).length + (all.filter((other) => other === v).length + 1) / 2;
  const expected = (a.length * (all.length + 1)) / 2;
  const distanceOf = (group: readonly number[]) =>
    Math.abs(group.reduce((sum, v) => sum + rankOf(v), 0) - expected);
  let [extreme, count] = [0, 0];
  for (let mask = 0; mask < 2 ** all.length; mask++) {
    const group = all.filter((_, i) => (mask >> i) & 1);
    if (group.length !== a.length) continue;
    count++;
    if (distanceOf(group) >= distanceOf(a)) extreme++;
  }
  return extreme / count;
}

describe('how likely chance sets groups apart by the sum of their ranks', () => {
  it.each([
    [
      [1, 2],
      [3, 4, 5],
    ],
    [
      [1, 2, 3, 4],
      [2.5, 5, 6],
    ],
    [
      [1, 1, 2],
      [1, 2, 2, 3, 3],
    ],
    [
      [7, 7],
      [7, 7, 7],
    ],
    [
      [0.5, 9],
      [1, 2, 3, 4, 5, 6],
    ],
    [
      [1, 3, 5, 7],
      [2, 4, 6, 8],
    ],
  ])('is counted over all groups: %j, %j', (a, b) => {
    expect(rankSumChance(a, b)).toBeCloseTo(bruteForce(a, b), 12);
    expect(rankSumChance(b, a)).toBeCloseTo(bruteForce(a, b), 12);
  });

  it.each([
    [0.01, 12],
    [0.05, 18],
  ])('agrees with tables: of 7 and 12 cases at %f, U is %i at the most', (level, most) => {
    const chanceOf = (u: number) => {
      // The lowest ranks, the last of them moved up by u.
      const few = [1, 2, 3, 4, 5, 6, 7];
      for (let left = u, i = 6; left > 0; i--) {
        const step = Math.min(left, 12);
        few[i] = (few[i] as number) + step;
        left -= step;
      }
      const many = Array.from({ length: 19 }, (_, i) => i + 1).filter((r) => !few.includes(r));
      return rankSumChance(few, many);
    };
    expect(chanceOf(most)).toBeLessThanOrEqual(level);
    expect(chanceOf(most + 1)).toBeGreaterThan(level);
  });

  it('is 1 where a group is empty', () => {
    expect(rankSumChance([], [1, 2])).toBe(1);
  });
});
