import { describe, expect, it } from 'vitest';
import { nearby } from '#src/lib/nearby.ts';

describe('nearby', () => {
  it.each([1, -0.1, 1.9755751724102836e-81])('of %d are the number and its neighbours', (value) => {
    const all = nearby(value);
    expect(all[0]).toBe(value);
    expect(new Set(all).size).toBe(7);
    for (const one of all) expect(Math.abs(one / value - 1)).toBeLessThan(1e-15);
  });

  it('has what a product divided by its factor rounds away', () => {
    for (let i = 1; i < 200; i++) {
      const [x, factor] = [Math.sqrt(i) / 7, i];
      const computed = ((x * factor) / (0.37 * factor)) * 0.37;
      expect(nearby(computed).map((one) => one * factor)).toContain(x * factor);
    }
  });

  it.each([0, Number.NaN, Number.POSITIVE_INFINITY])('of %d is itself', (value) => {
    expect(nearby(value)).toEqual([value]);
  });
});
