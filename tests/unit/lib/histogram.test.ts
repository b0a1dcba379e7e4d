import { expect, it } from 'vitest';
import { histogram } from '#src/lib/histogram.ts';

it('counts values between their extremes', () => {
  const { from, to, counts } = histogram([0, 1, 2, 3, 4, NaN, Infinity], 4);
  expect([from, to, ...counts]).toEqual([0, 4, 1, 1, 1, 2]);
});

it('has a place for one value alone, and none for nothing', () => {
  expect(histogram([3, 3], 2)).toEqual({ from: 1.5, to: 4.5, counts: Uint32Array.of(0, 2) });
  expect(histogram([0], 2)).toMatchObject({ from: -0.5, to: 0.5 });
  expect([...histogram([], 3).counts]).toEqual([0, 0, 0]);
});
