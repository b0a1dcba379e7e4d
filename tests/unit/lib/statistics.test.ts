import { describe, expect, it } from 'vitest';
import { uniformStream } from '#src/lib/random.ts';
import { bootstrapInterval, median, quantile, resampledMedian } from '#src/lib/statistics.ts';

describe('quantile', () => {
  // R: quantile(c(1, 2, 4, 8, 16), c(0, .1, .25, .5, .9, 1)), type 7
  it('agrees with R', () => {
    const values = [1, 2, 4, 8, 16];
    const quantiles = [0, 0.1, 0.25, 0.5, 0.9, 1].map((q) => quantile(values, q));
    expect(quantiles).toEqual([1, 1.4, 2, 4, expect.closeTo(12.8, 12), 16]);
  });

  it('keeps infinities where they belong', () => {
    expect(quantile([1, 2, Infinity], 0.5)).toBe(2);
    expect(quantile([1, Infinity, Infinity], 0.9)).toBe(Infinity);
    expect(quantile([1, 2, Infinity, Infinity], 1 / 3)).toBe(2);
  });

  it('takes for the median one of the values, of two the lower', () => {
    expect(median([5, 1, 3])).toBe(3);
    expect(median([4, 1, 3, 2])).toBe(2);
    expect(median([9, 9, 0.5, 0.5])).toBe(0.5);
  });
});

describe('the median of a resample', () => {
  it.each([[[3]], [[2, 1]], [[5, 1, 5, Infinity, 0.3]], [[Infinity, 7, Infinity, 1, 1, -2]]])(
    'is that of its values: %j',
    (values) => {
      const medianOf = resampledMedian(Float64Array.from(values));
      const uniform = uniformStream(1, 'test');
      for (let round = 0; round < 50; round++) {
        const cases = Uint32Array.from(values, () => Math.floor(uniform() * values.length));
        expect(medianOf(cases)).toBe(median([...cases].map((index) => values[index]!)));
      }
    },
  );
});

describe('bootstrap', () => {
  const mean = (values: readonly number[]) => (cases: Uint32Array) =>
    cases.reduce((sum, i) => sum + (values[i] as number), 0) / cases.length;

  it('has the width that theory gives to a mean', () => {
    const values = Array.from({ length: 100 }, (_, i) => i); // σ = 28.87, standard error 2.887
    const interval = bootstrapInterval(100, mean(values), { resamples: 20_000 });
    expect(interval.low).toBeCloseTo(49.5 - 1.96 * 2.887, 0);
    expect(interval.high).toBeCloseTo(49.5 + 1.96 * 2.887, 0);
  });

  it('is the same for the same seed', () => {
    const values = [3.14, 1.59, 2.65, 3.58, 9.79, 3.23, 8.46, 2.64];
    expect(bootstrapInterval(8, mean(values))).toEqual(bootstrapInterval(8, mean(values)));
    expect(bootstrapInterval(8, mean(values), { seed: 2 })).not.toEqual(
      bootstrapInterval(8, mean(values)),
    );
  });

  it('is a point where nothing varies', () => {
    expect(bootstrapInterval(3, mean([2, 2, 2]))).toEqual({ low: 2, high: 2 });
  });
});
