import { expect, it } from 'vitest';
import { firstNonFinite } from '#src/data/finite.ts';

it.each([1, 2, 3, 4, 5])(
  'the first of %i values that is not finite is found wherever it is',
  (rows) => {
    const points = {
      rows,
      x: Float64Array.from({ length: rows }, (_, i) => i),
      y: new Float64Array(rows),
    };
    const axes = [{ name: 'x', range: [0, rows] }] as const;
    expect(firstNonFinite(points.y, points, axes)).toBeNull();
    for (let place = 0; place < rows; place++) {
      for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e39]) {
        const values = new Float64Array(rows).fill(value, place);
        expect(firstNonFinite(values, points, axes)?.where).toBe(`x = ${place}`);
        const alone = new Float64Array(rows).with(place, value);
        expect(firstNonFinite(alone, points, axes)?.where).toBe(`x = ${place}`);
      }
    }
  },
);
