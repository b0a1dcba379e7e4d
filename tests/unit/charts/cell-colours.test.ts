import { expect, it } from 'vitest';
import { cellColours } from '#src/charts/figures/cell-colours.ts';

it('cells have the colours of a scale, which may jump, from the top row down', () => {
  const colorscale = [
    [0, '#000000'],
    [0.5, 'rgb(200, 100, 0)'],
    [0.5, '#0000ff'],
    [1, '#ffffff'],
  ] as const;
  const z = [
    [0, 1, 1.99],
    [2, 3, undefined],
    [-5, 4, 9],
  ];
  const { data, width, height } = cellColours(z, { zmin: 0, zmax: 4, colorscale });
  expect([width, height]).toEqual([3, 3]);
  const cells = Array.from({ length: 9 }, (_, cell) =>
    Array.from(data.subarray(4 * cell, 4 * cell + 4)),
  );
  expect(cells).toEqual([
    [0, 0, 0, 255],
    [255, 255, 255, 255],
    [255, 255, 255, 255],
    [0, 0, 255, 255],
    [128, 128, 255, 255],
    [0, 0, 0, 0],
    [0, 0, 0, 255],
    [100, 50, 0, 255],
    [199, 100, 0, 255],
  ]);
});
