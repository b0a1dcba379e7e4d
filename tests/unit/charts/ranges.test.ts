import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extentOf, growingEnd, paddedRange, steadyRange } from '#src/charts/figures/ranges.ts';

const positive = fc.double({ min: 1e-9, max: 1e14, noNaN: true });
const scale = fc.constantFrom('linear', 'log' as const);

describe('extentOf', () => {
  it('looks at finite values only, and at positive ones for a log axis', () => {
    const values = [Number.NaN, -3, 0, 7, Number.POSITIVE_INFINITY];
    expect(extentOf([values])).toEqual([-3, 7]);
    expect(extentOf([values, [2]], 'log')).toEqual([2, 7]);
    expect(extentOf([[Number.NaN]])).toBeNull();
  });
});

describe('steadyRange', () => {
  it('holds the data and leaves at least a sixth of its room to them', () => {
    fc.assert(
      fc.property(positive, positive, scale, (a, b, kind) => {
        const extent = [Math.min(a, b), Math.max(a, b)] as const;
        const [from, to] = steadyRange(null, extent, kind);
        expect(from).toBeLessThanOrEqual(extent[0] * (1 + 1e-9));
        expect(to).toBeGreaterThanOrEqual(extent[1] * (1 - 1e-9));
        expect(from).toBeLessThan(to);
        if (kind === 'log') expect(from).toBeGreaterThan(0);
        else if (extent[0] > 0) expect(to - from).toBeLessThan(6 * extent[1]);
      }),
      { seed: 2, numRuns: 300 },
    );
  });

  it('stays where it was while the data fit', () => {
    const before = steadyRange(null, [0, 9], 'linear');
    expect(steadyRange(before, [0, 5], 'linear')).toBe(before);
    expect(steadyRange(before, [0, 1], 'linear')).toEqual([0, 1]);
    expect(steadyRange(before, [0, 12], 'linear')).toEqual([0, 12]);
  });

  it('keeps close to the data of a log axis, whatever decades they lie in', () => {
    const [from, to] = steadyRange(null, [0.3, 0.9], 'log');
    expect(from).toBeGreaterThan(0.2);
    expect(from).toBeLessThan(0.3);
    expect(to).toBeGreaterThan(0.9);
    expect(to).toBeLessThan(1.2);
    fc.assert(
      fc.property(positive, fc.double({ min: 0.3, max: 20, noNaN: true }), (low, decades) => {
        const range = steadyRange(null, [low, low * 10 ** decades], 'log');
        const spare = Math.log10(range[1] / range[0]) - decades;
        expect(spare).toBeGreaterThan(0.03 * decades);
        expect(spare).toBeLessThan(0.57 * decades);
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  it('grows in steps while a loss falls through six decades', () => {
    const seen = new Set<string>();
    for (let epoch = 0; epoch < 1000; epoch++) {
      seen.add(String(steadyRange(null, [10 ** ((-6 * epoch) / 1000), 1], 'log')));
    }
    expect(seen.size).toBeLessThanOrEqual(25);
  });

  it('makes room around a value that never changes', () => {
    expect(steadyRange(null, [2e14, 2e14], 'linear')).toEqual([1.5e14, 2.5e14]);
    // What differs by rounding only is one value.
    expect(steadyRange(null, [2e14, 2e14 * (1 + 1e-8)], 'linear')).toEqual([1.5e14, 3e14]);
    const [from, to] = steadyRange(null, [-3, -3], 'linear');
    expect(from).toBeLessThan(-3);
    expect(to).toBeGreaterThan(-3);
    const [below, above] = steadyRange(null, [1, 1], 'log');
    expect(below).toBeCloseTo(1 / above, 9);
    expect(above / below).toBeGreaterThan(2);
    expect(above / below).toBeLessThan(3);
  });

  it('has a range before there are data', () => {
    expect(steadyRange(null, null, 'linear')).toEqual([0, 1]);
    expect(steadyRange([3, 4], null, 'linear')).toEqual([3, 4]);
  });
});

describe('paddedRange', () => {
  it('leaves room at both ends and stays until the data leave it or shrink to half of it', () => {
    const before = paddedRange(null, [-1, 1], 0.08);
    expect(before).toEqual([-1.16, 1.16]);
    expect(paddedRange(before, [-1.1, 1.1], 0.08)).toBe(before);
    expect(paddedRange(before, [-1, 1.5], 0.08)).toEqual([-1.2, 1.7]);
    expect(paddedRange(before, [-0.5, 0.5], 0.08)).toEqual([-0.58, 0.58]);
    expect(paddedRange(null, [3, 3], 0.08)).toEqual([0, 6]);
  });
});

describe('growingEnd', () => {
  it('shows all of a short run, and doublings of a long one', () => {
    expect(growingEnd(3, 50, 500)).toBe(50);
    expect([0, 500, 501, 3000, 60_000].map((reached) => growingEnd(reached, 100_000, 500))).toEqual(
      [500, 500, 1000, 4000, 100_000],
    );
    expect([0.2, 1.5, 9].map((reached) => growingEnd(reached, null, 1))).toEqual([1, 2, 16]);
  });
});
