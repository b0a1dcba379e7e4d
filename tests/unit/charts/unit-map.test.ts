import { describe, expect, it } from 'vitest';
import { barsPath, signedPixels, valuesPath } from '#src/charts/figures/unit-map.ts';

describe('pictures of a unit', () => {
  it('have the sign in their colour and the size in its strength, the top row first', () => {
    const { data, height } = signedPixels(Float32Array.of(0, 1, -1, 0.5), 2, 1, 'light');
    expect(height).toBe(2);
    const pixel = (i: number) => [...data.subarray(4 * i, 4 * i + 4)];
    expect(pixel(2)).toEqual([255, 255, 255, 255]);
    expect(pixel(3)).toEqual([0, 0x72, 0xb2, 255]);
    expect(pixel(0)).toEqual([0xc4, 0x4e, 0, 255]);
    expect(pixel(1)[0]).toBeCloseTo(127.5, -1);
  });

  it('are blank where nothing but zeros is there', () => {
    const { data } = signedPixels(new Float32Array(4), 2, 0, 'light');
    expect(data.every((channel) => channel === 255)).toBe(true);
    const size = { width: 10, height: 4 };
    expect(valuesPath(new Float32Array(2), 0, size)).toBe('M0.0 2.0L10.0 2.0');
  });

  it('go from the lowest to the highest along a line', () => {
    const size = { width: 10, height: 4 };
    expect(valuesPath(Float32Array.of(-2, 0, 2), 2, size)).toBe('M0.0 4.0L5.0 2.0L10.0 0.0');
  });
});

it('bars are as high as their bins are full', () => {
  const histogram = { from: 0, to: 1, counts: Uint32Array.of(4, 0, 2) };
  const heights = barsPath(histogram, { width: 30, height: 8 }).matchAll(/v(-?[\d.]+)/g);
  expect(Array.from(heights, ([, height]) => Number(height))).toEqual([-8, 0, -4]);
});
