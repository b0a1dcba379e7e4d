import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitScaling, scaled, scalingNote, unscaled } from '#src/data/scaling.ts';
import { scalingIds } from '#src/experiment/ids.ts';

const values = Float64Array.of(2, 4, 4, 4, 5, 5, 7, 9); // mean 5, deviation 2

test.each([
  ['none', 3, 3, null],
  ['divide', 3, 0.003, 'x divided by 1\u202f000'],
  ['min_max', 2, 0, 'x from 2…9 to 0…1'],
  ['min_max', 9, 1, 'x from 2…9 to 0…1'],
  ['standardise', 9, 2, 'x standardised: mean 5, deviation 2'],
] as const)('%s takes %d to %d', (id, value, expected, note) => {
  const scaling = fitScaling(id, values, 1000);
  expect(scaled(value, scaling)).toBe(expected);
  expect(scalingNote('x', scaling)).toBe(note);
});

test.each(scalingIds)('%s undoes itself', (id) => {
  const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(fc.array(value, { minLength: 2 }), value, (column, x) => {
      const scaling = fitScaling(id, Float64Array.from(column), 0.037);
      const size = Math.abs(x) + Math.abs(scaling.offset) + Math.abs(scaling.scale);
      expect(Math.abs(unscaled(scaled(x, scaling), scaling) - x)).toBeLessThanOrEqual(1e-12 * size);
    }),
    { seed: 3 },
  );
});

test.each(['min_max', 'standardise'] as const)('%s only shifts a constant column', (id) => {
  for (const constant of [0, 0.1, -1e6]) {
    const scaling = fitScaling(id, new Float64Array(1000).fill(constant), 1);
    expect(scaling.scale).toBe(1);
    expect(scaled(constant, scaling)).toBeCloseTo(0, 6);
  }
});
