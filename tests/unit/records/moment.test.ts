import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keptMoments, spread } from '#src/records/moment.ts';

describe('moments', () => {
  it('are bounded in number and in bytes', () => {
    expect(keptMoments(17)).toBe(200);
    const wide = 1_000_000;
    expect(keptMoments(wide) * wide * 4).toBeLessThanOrEqual(32 * 2 ** 20);
    expect(keptMoments(wide)).toBeGreaterThan(5);
  });

  it('are spread over a whole run, close together at its beginning', () => {
    expect(spread(5, 200)).toEqual([1, 2, 3, 4, 5]);
    const places = spread(10_000, 200);
    expect(places.slice(0, 4)).toEqual([1, 2, 3, 4]);
    expect(places.at(-1)).toBe(10_000);
    const gaps = places.slice(1).map((place, i) => place - places[i]!);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(100);
  });

  it('are whole numbers, each once, no more than asked for', () => {
    const numbers = fc.integer({ min: 1, max: 1e6 });
    fc.assert(
      fc.property(numbers, fc.integer({ min: 2, max: 300 }), (total, count) => {
        const places = spread(total, count);
        expect(places.length).toBeLessThanOrEqual(count);
        expect(places.at(-1)).toBe(total);
        places.forEach((place, i) => expect(place).toBeGreaterThan(places[i - 1] ?? 0));
        expect(places.every(Number.isInteger)).toBe(true);
      }),
    );
  });
});
