import { describe, expect, it } from 'vitest';
import { dropoutMap } from '#src/network/dropout.ts';

describe('dropout', () => {
  it('keeps the mean of a layer', () => {
    const { scale, shift, dropped } = dropoutMap('relu', 0.2);
    expect([scale, shift, dropped]).toEqual([1.25, 0, 0]);
  });

  it.each([0.05, 0.3, 0.9])('keeps mean 0 and variance 1 of a SELU layer, p = %d', (p) => {
    // E and E² over the mask, for a unit of mean 0 and variance 1: E[(s·a + t)²] = s² + t²
    const { scale, shift, dropped } = dropoutMap('selu', p);
    expect((1 - p) * shift + p * dropped).toBeCloseTo(0, 12);
    expect((1 - p) * (scale ** 2 + shift ** 2) + p * dropped ** 2).toBeCloseTo(1, 12);
  });
});
