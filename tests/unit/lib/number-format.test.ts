import { describe, expect, it } from 'vitest';
import { numbersOf } from '#src/lib/number-format.ts';

const { formatNumber, formatCount } = numbersOf('.');

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

describe('another language', () => {
  it('has its own decimal mark, in numbers of every kind', () => {
    const german = numbersOf(',');
    expect(
      [0.5, -12_345.678, 1.5e-7, 2.25e14].map((value) => german.formatNumber(value, 7)),
    ).toEqual(['0,5', '−12\u202f345,68', '1,5e−7', '2,25e14']);
    expect(german.formatFixed(99.96, 1)).toBe('100,0');
    expect([0.034, 4.26, 125].map(german.formatDuration)).toEqual(['0,03 s', '4,3 s', '2:05 min']);
    expect(german.separators).toBe(',\u202f');
  });
});
