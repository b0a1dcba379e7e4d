import { describe, expect, it } from 'vitest';
import {
  type Fit1dInput,
  fit1dFigure,
  fit1dRanges,
  fit1dTable,
} from '#src/charts/figures/fit-1d.ts';
import { runColour } from '#src/charts/theme.ts';
import { lineOf, viewport } from './fixtures.ts';

const line = lineOf(101);
const positions = line.probe.positions[0] ?? new Float64Array();
const points = { rows: 3, x: Float64Array.of(0.3, 0.5, 0.7), y: Float64Array.of(0.6, 1, 1.4) };
const header = {
  ...line,
  probeTruth: positions.map((x) => 2 * x),
  train: points,
  heldOut: points,
};

function input(answer: (x: number) => number, change: Partial<Fit1dInput> = {}): Fit1dInput {
  const predictions = Float32Array.from(positions, answer);
  return {
    header,
    fits: [{ id: 'a', name: 'run a', colour: 0, predictions }],
    showHeldOut: false,
    theme: 'light',
    previous: null,
    ...change,
  };
}

describe('fit1dFigure', () => {
  it('shows target, fit and residual over the training range and beyond', () => {
    const now = input((x) => 2 * x + 0.5);
    const { data, layout } = fit1dFigure(now, fit1dRanges(now), viewport);
    expect(data.map((trace) => (trace as { name: string }).name)).toEqual([
      'target',
      'fit',
      'fit − target',
      'training points',
      'training range',
    ]);
    const residual = data[2] as { y: Float64Array; yaxis: string };
    expect(residual.yaxis).toBe('y2');
    expect(residual.y.every((value) => Math.abs(value - 0.5) < 1e-6)).toBe(true);
    expect(layout.shapes).toMatchObject([{ x0: 0.25, x1: 0.75 }]);
    expect(layout.xaxis?.range).toEqual([0, 1]);
    expect(layout.images).toHaveLength(1);
  });

  it('tells many runs apart, and leaves most of the room to them', () => {
    const predictions = new Float32Array(positions.length);
    const fits = Array.from({ length: 24 }, (_, colour) => {
      const name = `learning rate 0.01 · seed ${colour}`;
      return { id: String(colour), name, colour, predictions };
    });
    const now = input(() => 0, { fits });
    const { data, layout } = fit1dFigure(now, fit1dRanges(now), viewport);
    const traces = data as { uid: string; line: { color: string; dash: string } }[];
    const drawn = traces.filter(({ uid }) => uid.endsWith('fit'));
    expect(new Set(drawn.map(({ line }) => `${line.color} ${line.dash}`)).size).toBe(24);
    expect(layout.margin?.t).toBeLessThan(viewport.height / 3);
  });

  it('shows the run before behind the fit, and no residual of it', () => {
    const before = Float32Array.from(positions, (x) => x);
    const now = input((x) => 2 * x, { before });
    const ranges = fit1dRanges(now);
    const names = fit1dFigure(now, ranges, viewport).data.map((trace) => trace.name);
    expect(names.slice(0, 4)).toEqual(['target', 'run before', 'fit', 'fit − target']);
    expect(ranges).toEqual(fit1dRanges({ ...now, before: null }));
    expect(fit1dFigure({ ...now, before: null }, ranges, viewport).data).toHaveLength(
      names.length - 1,
    );
  });

  it('shades the interval of held-out points that lie elsewhere', () => {
    const axes = [{ name: 'x', range: [0.25, 0.75], heldOut: [0.75, 1] }] as const;
    const now = input((x) => x, { header: { ...header, axes } });
    const { data, layout } = fit1dFigure(now, fit1dRanges(now), viewport);
    expect(layout.shapes).toMatchObject([
      { x0: 0.25, x1: 0.75 },
      { x0: 0.75, x1: 1 },
    ]);
    expect(data).toContainEqual(expect.objectContaining({ name: 'held-out range' }));
  });

  it('names held-out points only where they are shown', () => {
    const now = input((x) => x, { showHeldOut: true });
    const { data } = fit1dFigure(now, fit1dRanges(now), viewport);
    expect(data).toContainEqual(expect.objectContaining({ name: 'held-out points' }));
  });

  it('overlays the fits of several runs in their colours', () => {
    const now = input((x) => x);
    const fits = [...now.fits, { ...now.fits[0]!, id: 'b', name: 'run b', colour: 3 }];
    const { data } = fit1dFigure({ ...now, fits }, fit1dRanges({ ...now, fits }), viewport);
    expect(data).toContainEqual(
      expect.objectContaining({
        name: 'run b',
        line: expect.objectContaining({ color: runColour(3, now.theme) }),
      }),
    );
  });

  it('has neither target nor residual where only points are known', () => {
    const now = input((x) => x, { header: { ...header, probeTruth: null } });
    const { data, layout } = fit1dFigure(now, fit1dRanges(now), viewport);
    expect(data.map(({ name }) => name)).toEqual(['fit', 'training points', 'training range']);
    expect(layout.yaxis2).toBeUndefined();
    expect(fit1dTable(now).columns.map(({ name }) => name)).toEqual(['x', 'fit']);
  });

  it('leaves room above the highest and below the lowest point', () => {
    const { value } = fit1dRanges(input((x) => 2 * x));
    expect(value[0]).toBeCloseTo(-0.16, 9);
    expect(value[1]).toBeCloseTo(2.16, 9);
  });

  it('cuts a fit off that leaves the target far behind', () => {
    const { value } = fit1dRanges(input((x) => 1000 * x));
    expect(value[1]).toBeLessThanOrEqual(6);
    expect(value[0]).toBeLessThanOrEqual(0);
  });

  it('keeps its ranges while the fit trembles', () => {
    const first = fit1dRanges(input((x) => 2 * x + 0.4));
    const second = fit1dRanges(input((x) => 2 * x + 0.38, { previous: first }));
    expect(second).toEqual(first);
    const settled = fit1dRanges(input((x) => 2 * x + 0.001, { previous: second }));
    expect(settled.residual[1]).toBeLessThan(0.01);
    expect(settled.residual[0]).toBe(-settled.residual[1]);
  });

  it('lists the line with every fit, and nothing of runs without answers', () => {
    const now = input((x) => x);
    const table = fit1dTable(now);
    const names = ({ columns }: typeof table) => columns.map(({ name }) => name);
    expect(names(table)).toEqual(['x', 'target', 'fit', 'fit − target']);
    const both = [...now.fits, { ...now.fits[0]!, id: 'b', name: 'run b' }];
    expect(names(fit1dTable({ ...now, fits: both })).slice(2)).toEqual([
      'run a',
      'run a − target',
      'run b',
      'run b − target',
    ]);
    expect(table.columns.map((column) => column.value(50))).toEqual([0.5, 1, 0.5, -0.5]);
    const fits = [{ ...now.fits[0]!, predictions: null }];
    expect(fit1dTable({ ...now, fits }).columns).toHaveLength(2);
    expect(
      fit1dFigure({ ...now, fits }, fit1dRanges({ ...now, fits }), viewport).data,
    ).toHaveLength(3);
  });
});
