import { describe, expect, it } from 'vitest';
import { exponentialSmoothing } from '#src/lib/exponential-smoothing.ts';

describe('exponentialSmoothing', () => {
  it('starts at the first value and weighs the past', () => {
    const [first, second] = exponentialSmoothing(Float64Array.of(4, 10), 0.5);
    expect(first).toBeCloseTo(4, 12);
    // (0.5·0.5·4 + 0.5·10) / (1 − 0.25)
    expect(second).toBeCloseTo(8, 12);
  });

  it('leaves constants and gaps as they are', () => {
    const values = Float64Array.of(3, Number.NaN, 3, 3);
    const smooth = exponentialSmoothing(values, 0.9);
    expect(smooth[1]).toBeNaN();
    for (const i of [0, 2, 3]) expect(smooth[i]).toBeCloseTo(3, 12);
  });

  it('changes nothing without a past', () => {
    expect([...exponentialSmoothing(Float64Array.of(1, 5, 2), 0)]).toEqual([1, 5, 2]);
  });
});
