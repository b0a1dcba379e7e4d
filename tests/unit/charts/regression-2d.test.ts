import { describe, expect, it } from 'vitest';
import {
  type SurfaceInput,
  surfaceFigure,
  surfaceRange,
  surfaceTable,
} from '#src/charts/figures/regression-2d.ts';
import { planeOf, viewport } from './fixtures.ts';

const probeTruth = Float64Array.of(-1, 0, 1, 3);
const train = { rows: 1, x: Float64Array.of(0.5, 0.5), y: Float64Array.of(1) };
const input: SurfaceInput = {
  kind: 'target',
  header: { ...planeOf(2), probeTruth, train },
  predictions: Float32Array.of(-1, 0.25, 1, 9),
  showPoints: false,
  theme: 'dark',
};
const ofKind = (kind: SurfaceInput['kind']): SurfaceInput => ({ ...input, kind });

function heat(of: SurfaceInput) {
  const figure = surfaceFigure(of, surfaceRange(of, null), viewport);
  return figure.data[0] as unknown as {
    z: Float32Array[];
    zmin: number;
    zmax: number;
    colorscale: unknown;
  };
}

describe('surfaceFigure', () => {
  it('draws target and fit in the same colours, row by row', () => {
    const [target, fit] = [heat(ofKind('target')), heat(ofKind('fit'))];
    expect(target.z.map((row) => [...row])).toEqual([
      [-1, 0],
      [1, 3],
    ]);
    expect(fit.z.map((row) => [...row])).toEqual([
      [-1, 0.25],
      [1, 9],
    ]);
    expect([fit.zmin, fit.zmax, fit.colorscale]).toEqual([-1, 3, target.colorscale]);
    expect([target.zmin, target.zmax]).toEqual([-1, 3]);
  });

  it('draws a slice in the colours of all points', () => {
    const { axes } = input.header;
    const y = Float64Array.of(-5, 8);
    const header = { ...input.header, axes: [...axes, axes[0]!], train: { ...train, y } };
    const { zmin, zmax } = heat({ ...ofKind('fit'), header });
    expect([zmin, zmax]).toEqual([-5, 8]);
  });

  it('spreads the error evenly about zero', () => {
    const { z, zmin, zmax } = heat(ofKind('error'));
    expect(z.map((row) => [...row])).toEqual([
      [0, 0.25],
      [0, 6],
    ]);
    expect(zmax).toBeGreaterThanOrEqual(6);
    expect(zmin).toBe(-zmax);
  });

  it('lets the colours of the error stay while it changes little', () => {
    const before = surfaceRange(ofKind('error'), null);
    const smaller = { ...ofKind('error'), predictions: Float32Array.of(-1, 0, 1, 8) };
    expect(surfaceRange(smaller, before)).toEqual(before);
  });

  it('has nothing to show of a network that was not asked yet', () => {
    const fit = { ...ofKind('fit'), predictions: null };
    expect(surfaceFigure(fit, surfaceRange(fit, null), viewport).data).toEqual([]);
    expect(surfaceTable(fit).columns).toHaveLength(3);
  });

  it('has neither target nor error where only points are known', () => {
    const header = { ...input.header, probeTruth: null };
    const drawn = (kind: SurfaceInput['kind']) => heat({ ...ofKind(kind), header });
    expect([drawn('target'), drawn('error')]).toEqual([undefined, undefined]);
    expect([drawn('fit').zmin, drawn('fit').zmax]).toEqual([1, 1]);
    expect(surfaceTable({ ...input, header }).columns.map(({ name }) => name)).toEqual([
      'x0',
      'x1',
      'fit',
    ]);
  });

  it('lists the plane', () => {
    const table = surfaceTable(input);
    expect(table.columns.map(({ name }) => name)).toEqual([
      'x0',
      'x1',
      'target',
      'fit',
      'fit − target',
    ]);
    expect(table.columns.map((column) => column.value(1))).toEqual([1, 0, 0, 0.25, 0.25]);
  });

  it('puts the training points on the map where they are wanted', () => {
    const images = (showPoints: boolean) =>
      surfaceFigure({ ...input, showPoints }, [-1, 3], viewport).layout.images;
    expect(images(false)).toEqual([]);
    expect(images(true)).toHaveLength(1);
  });
});
