import { expect, test } from 'vitest';
import { fitQuality } from '#src/lib/fit-quality.ts';

test('1 for what is right, 0 for the mean, less for worse, nothing where all is the same', () => {
  const values = [1, 2, 3, 6];
  expect(fitQuality(values, values)).toEqual({ rmse: 0, r2: 1 });
  expect(fitQuality(values, [3, 3, 3, 3])).toEqual({ rmse: Math.sqrt(14 / 4), r2: 0 });
  expect(fitQuality(values, [6, 3, 2, 1]).r2).toBeLessThan(0);
  expect(fitQuality([2, 2], [3, 1])).toEqual({ rmse: 1, r2: Number.NaN });
});
