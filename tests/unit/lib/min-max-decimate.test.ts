import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lowerBound, minMaxDecimate } from '#src/lib/min-max-decimate.ts';

const value = fc.oneof(
  { weight: 9, arbitrary: fc.double({ min: -1e6, max: 1e6, noNaN: true }) },
  { weight: 1, arbitrary: fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY) },
);
const line = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 20 }), value), { maxLength: 400 })
  .map((steps) => {
    let x = 0;
    return {
      x: Float64Array.from(steps, ([step]) => (x += step)),
      y: Float64Array.from(steps, ([, y]) => y),
    };
  });
const buckets = fc.integer({ min: 1, max: 50 });

describe('minMaxDecimate', () => {
  it('keeps the ends and the extremes of every bucket, in order and at most two a bucket', () => {
    fc.assert(
      fc.property(line, buckets, fc.boolean(), ({ x, y }, count, positiveOnly) => {
        const all = [...y.keys()].filter(
          (i) => Number.isFinite(y[i]) && (!positiveOnly || y[i]! > 0),
        );
        const kept = [...minMaxDecimate(x, y, count, { positiveOnly })];

        expect(kept.every((i, k) => k === 0 || i > kept[k - 1]!)).toBe(true);
        expect(kept.every((i) => all.includes(i))).toBe(true);
        expect(kept.length).toBeLessThanOrEqual(2 * count + 2);
        expect(kept[0]).toBe(all[0]);
        expect(kept.at(-1)).toBe(all.at(-1));

        const start = x[all[0]!]!;
        const span = x[all.at(-1)!]! - start || 1;
        const bucketOf = (i: number) =>
          Math.min(Math.floor((x[i]! - start) * (count / span)), count - 1);
        for (let b = 0; b < count; b++) {
          const inside = (i: number) => bucketOf(i) === b;
          const before = all.filter(inside).map((i) => y[i]!);
          const after = kept.filter(inside).map((i) => y[i]!);
          expect(Math.min(...after)).toBe(Math.min(...before));
          expect(Math.max(...after)).toBe(Math.max(...before));
        }
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('leaves short lines as they are', () => {
    const x = Float64Array.of(1, 2, 3);
    expect([...minMaxDecimate(x, Float64Array.of(5, 4, 6), 100)]).toEqual([0, 1, 2]);
  });

  it('makes one line of a quantity measured now and then', () => {
    const x = Float64Array.of(1, 2, 3, 4);
    const y = Float64Array.of(Number.NaN, 4, Number.NaN, 6);
    expect([...minMaxDecimate(x, y, 100)]).toEqual([1, 3]);
  });

  it('looks at a slice only', () => {
    const x = Float64Array.from({ length: 100 }, (_, i) => i);
    const y = x.map((v) => (v === 50 ? 1e9 : v));
    expect([...minMaxDecimate(x, y, 1, { from: 40, to: 60 })]).toEqual([40, 50, 59]);
    expect([...minMaxDecimate(x, y, 1, { from: 60, to: 60 })]).toEqual([]);
  });

  it('thins 100 000 points', () => {
    const x = Float64Array.from({ length: 100_000 }, (_, i) => i);
    const y = x.map((v) => Math.sin(v));
    const kept = minMaxDecimate(x, y, 800);
    expect(kept.length).toBeGreaterThan(1500);
  });
});

describe('lowerBound', () => {
  it('finds where a value would go', () => {
    const ascending = Float64Array.of(1, 2, 2, 5);
    expect([0, 1, 2, 3, 5, 6].map((v) => lowerBound(ascending, v))).toEqual([0, 0, 1, 3, 3, 4]);
  });
});
