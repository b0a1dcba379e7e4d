import { expect, test } from 'vitest';
import { makeEncoder } from '#src/data/encoding.ts';
import { encodedWidth } from '#src/experiment/network-size.ts';
import { sumBin } from '../../support/sum-bin.ts';

const fields = { encoding: 'raw', degree: 3, octaves: 2 } as const;

test('raw inputs pass', () => {
  const encoder = makeEncoder(fields, ['x0', 'x1']);
  expect(encoder.names).toEqual(['x0', 'x1']);
  expect(encoder.encode(Float64Array.of(1, 2, 3, 4))).toEqual(Float32Array.of(1, 2, 3, 4));
});

test('polynomials have every monomial up to the total degree', () => {
  const encoder = makeEncoder({ ...fields, encoding: 'polynomial' }, ['u0', 'u1']);
  expect(encoder.names).toEqual([
    'u0',
    'u1',
    'u0^2',
    'u0·u1',
    'u1^2',
    'u0^3',
    'u0^2·u1',
    'u0·u1^2',
    'u1^3',
  ]);
  const row = [2, 3, 4, 6, 9, 8, 12, 18, 27];
  expect(Array.from(encoder.encode(Float64Array.of(2, 3, 1, 0)))).toEqual([
    ...row,
    1,
    0,
    1,
    0,
    0,
    1,
    0,
    0,
    0,
  ]);
});

test('Fourier octaves double the frequency', () => {
  const encoder = makeEncoder({ ...fields, encoding: 'fourier' }, ['x0 + x1']);
  expect(encoder.names).toEqual([
    'sin(π·(x0 + x1))',
    'cos(π·(x0 + x1))',
    'sin(2π·(x0 + x1))',
    'cos(2π·(x0 + x1))',
  ]);
  const [a, b, c, d] = encoder.encode(Float64Array.of(0.25));
  expect([a, b]).toEqual([Math.fround(Math.SQRT1_2), Math.fround(Math.SQRT1_2)]);
  expect(c).toBe(1);
  expect(d).toBeCloseTo(0, 7);
});

test('widths are those that the experiment is checked with', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  for (const encoding of ['raw', 'polynomial', 'fourier'] as const)
    for (const count of [1, 2, 6])
      for (const degree of [2, 5, 10])
        expect(
          makeEncoder({ encoding, degree, octaves: degree }, names.slice(0, count)).width,
        ).toBe(
          encodedWidth({
            ...sumBin,
            features: names.slice(0, count),
            encoding,
            degree,
            octaves: degree,
          }),
        );
});
