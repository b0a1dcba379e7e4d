import { describe, expect, it } from 'vitest';
import { formatCount, formatNumber } from '#src/lib/number-format.ts';

describe('formatNumber', () => {
  it('is short for the eye', () => {
    expect(
      [Math.log(3), -0.5, 2.0100101e14, 1.5e-7, 0, 1e-4].map((value) => formatNumber(value)),
    ).toEqual(['1.0986', '−0.5', '2.01e14', '1.5e−7', '0', '0.0001']);
    expect([formatNumber(Number.NaN), formatNumber(Number.NEGATIVE_INFINITY)]).toEqual(['', '−∞']);
  });

  it('sets thousands apart, never decimals', () => {
    expect([123_456, -1000, 999, 12_345.678].map((value) => formatNumber(value, 7))).toEqual([
      '123\u202f456',
      '−1\u202f000',
      '999',
      '12\u202f345.68',
    ]);
    expect(formatNumber(0.123456, 6)).toBe('0.123456');
  });
});

describe('formatCount', () => {
  it('writes whole numbers with thin spaces between thousands', () => {
    expect([1_234_567, 1000, 999, 0].map(formatCount)).toEqual([
      '1\u202f234\u202f567',
      '1\u202f000',
      '999',
      '0',
    ]);
  });
});
