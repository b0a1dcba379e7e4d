import type { LayoutImage } from 'plotly.js';
import { describe, expect, it } from 'vitest';
import { type ClassesInput, pointInWords } from '#src/charts/figures/classes.ts';
import {
  dataFigure,
  onPlane,
  pointsTable,
  regionsFigure,
  regionsTable,
} from '#src/charts/figures/classes-2d.ts';
import {
  classReport,
  confusionFigure,
  confusionOf,
  confusionTable,
  recallNote,
} from '#src/charts/figures/confusion.ts';
import { thinningNote } from '#src/charts/figures/points.ts';
import { keepLatest } from '#src/lib/keep-latest.ts';
import { classTask, planeOf, viewport } from './fixtures.ts';

const train = {
  rows: 4,
  x: Float64Array.of(0.1, 0.2, 0.4, 0.5, 0.6, 0.7, 0.9, 0.8),
  y: Float64Array.of(0, 1, 2, 2),
};
/** Four cells: surely 0, barely 1, surely 2, and nobody knows. */
const predictions = Float32Array.of(1, 0, 0, 0.3, 0.4, 0.3, 0, 0, 1, 1 / 3, 1 / 3, 1 / 3);
const input: ClassesInput = {
  header: { ...planeOf(2), probeTruth: null, task: classTask(3), train, heldOut: train },
  snapshot: {
    predictions,
    atTrain: Float32Array.of(0, 2, 2, 1),
    atHeldOut: Float32Array.of(0, 1, 2, 2),
  },
  set: 'train',
  theme: 'light',
};

/** The picture of the marks as SVG source. */
function marksSource(figure: ReturnType<typeof dataFigure>): string {
  return decodeURIComponent((figure.layout.images ?? []).map(({ source }) => source).join(''));
}

/** How many marks each of its paths has. */
function markCounts(figure: ReturnType<typeof dataFigure>): number[] {
  return [...marksSource(figure).matchAll(/ d="([^"]*)"/g)].map(
    ([, path]) => path!.split('M').length - 1,
  );
}

describe('dataFigure', () => {
  it('has a colour and a shape for each class, and every point once', () => {
    const figure = dataFigure(input, viewport);
    const looks = figure.data.map((trace) => (trace as { marker: object }).marker);
    expect(looks).toMatchObject([
      { symbol: 'circle' },
      { symbol: 'square' },
      { symbol: 'diamond' },
    ]);
    expect(new Set(looks.map((look) => (look as { color: string }).color)).size).toBe(3);
    expect(markCounts(figure)).toEqual([1, 1, 2]);
  });

  it('draws at most 2000 points of a set', () => {
    const many = {
      rows: 5000,
      x: Float64Array.from({ length: 10_000 }, (_, i) => i / 10_000),
      y: new Float64Array(5000),
    };
    const header = { ...input.header, train: many };
    const crowded = dataFigure({ ...input, header }, viewport);
    expect(markCounts(crowded)).toEqual([2000, 0, 0]);
    // Outlines of points that touch would hide their colours.
    expect(marksSource(crowded)).toContain('stroke-width="0"');
    expect(marksSource(dataFigure(input, viewport))).not.toContain('stroke-width="0"');
  });
});

describe('regionsFigure', () => {
  it('codes class and confidence into one colour scale', () => {
    const { data } = regionsFigure(input, viewport);
    const { z, zmin, zmax, colorscale, text, customdata } = data[0] as unknown as {
      z: Float64Array[];
      zmin: number;
      zmax: number;
      colorscale: [number, string][];
      text: Float32Array[];
      customdata: Float32Array[];
    };
    expect(z.map((row) => Array.from(row, (value) => Math.round(100 * value) / 100))).toEqual([
      [1, 1.1],
      [3, 0],
    ]);
    expect(z[0]![0]).toBeLessThan(1);
    expect([zmin, zmax]).toEqual([0, 3]);
    expect(colorscale.map(([at]) => at)).toEqual([0, 1 / 3, 1 / 3, 2 / 3, 2 / 3, 1]);
    expect([text[0]![1], customdata[0]![1]]).toEqual([1, Math.fround(0.4)]);
  });

  it('has the points in a picture that no answer changes', () => {
    const pictures = (snapshot: ClassesInput['snapshot']) =>
      regionsFigure({ ...input, snapshot }, viewport).layout.images?.map(({ source }) => source);
    const [points, rings] = pictures(input.snapshot) ?? [];
    const [samePoints, noRings] = pictures(null) ?? [];
    expect(samePoints).toBe(points);
    expect(noRings).not.toBe(rings);
  });

  it('makes that picture anew for other points, another theme and another part of the plane alone', () => {
    const keepPoints = keepLatest<LayoutImage>();
    const picture = (changes: Partial<ClassesInput> = {}, { width } = viewport) =>
      regionsFigure({ ...input, keepPoints, ...changes }, { ...viewport, width }).layout
        .images?.[0];
    const shown = picture();
    expect(picture({ snapshot: null })).toBe(shown);
    const others = [
      picture({ set: 'heldOut' }),
      picture({ theme: 'dark' }),
      picture({ header: { ...input.header } }),
      picture({}, { ...viewport, width: viewport.width + 100 }),
    ];
    for (const other of others) expect(other).not.toBe(shown);
    expect(picture({ points: 'wrong' })).not.toBe(picture({ points: 'wrong' }));
  });

  it('rings the points that the network gets wrong, of the set on show', () => {
    expect(markCounts(regionsFigure(input, viewport))).toEqual([1, 1, 2, 2]);
    expect(markCounts(regionsFigure({ ...input, set: 'heldOut' }, viewport))).toEqual([1, 1, 2, 0]);
  });

  it('shows the wrong points alone, or none, where the reader wants it so', () => {
    expect(markCounts(regionsFigure({ ...input, points: 'wrong' }, viewport))).toEqual([
      0, 1, 1, 2,
    ]);
    expect(markCounts(regionsFigure({ ...input, points: 'none' }, viewport))).toEqual([0, 0, 0, 0]);
  });

  it('tells the point under the pointer, its class and its answer', () => {
    const told = (x: number, y: number) =>
      pointInWords(input, onPlane(input), [x, y], [0.05, 0.05]);
    expect(told(0.41, 0.5)).toBe('point 0.4, 0.5: class 1, predicted 2: wrong');
    expect(told(0.6, 0.72)).toBe('point 0.6, 0.7: class 2, predicted 2: correct');
    expect(told(0.3, 0.9)).toBe('');
  });

  it('says of how many points those drawn were picked', () => {
    const header = { train: { ...train, total: 20_000 }, heldOut: { ...train, total: 9 } };
    expect(thinningNote(header, 'train')).toBe('4 of 20\u202f000 training points are drawn.');
    expect(thinningNote(header, 'heldOut', true)).toBe('4 of 9 held-out points are counted.');
    expect(thinningNote(input.header, 'train')).toBe('');
    expect(
      pointsTable({ ...input, header: { ...input.header, train: { ...train, total: 9 } } }).of,
    ).toBe(9);
  });

  it('shows the points alone before the first answers', () => {
    const figure = regionsFigure({ ...input, snapshot: null }, viewport);
    expect(figure.data.some((trace) => trace.type === 'heatmap')).toBe(false);
    expect(markCounts(figure)).toEqual([1, 1, 2, 0]);
  });

  it('keeps both axes in true proportion, whatever the chart', () => {
    const { layout } = regionsFigure(input, { ...viewport, width: 900 });
    expect(layout.yaxis).toMatchObject({ scaleanchor: 'x', scaleratio: 1 });
    // Cells are centred on the grid, so that the picture reaches half a cell beyond it.
    expect(layout.xaxis?.range).toEqual([-0.5, 1.5]);
  });

  it('cuts a plane through more inputs, as a square where their ranges differ', () => {
    const { train, task } = input.header;
    const header = {
      task,
      probeTruth: null,
      axes: ['a', 'b', 'c'].map((name) => ({ name, range: [0, 1] as const })),
      probe: {
        along: [2, 0] as const,
        positions: [Float64Array.of(0, 1), Float64Array.of(0, 10)],
        held: Float64Array.of(0, 7, 0),
      },
      train: { ...train, x: Float64Array.from({ length: 12 }, (_, i) => i / 12) },
      heldOut: train,
    };
    const { layout } = regionsFigure({ ...input, header }, viewport);
    expect([layout.xaxis?.title, layout.yaxis?.title]).toMatchObject([
      { text: 'c' },
      { text: 'a' },
    ]);
    expect(layout.yaxis?.scaleratio).toBeCloseTo(0.1, 12);
    const columns = regionsTable({ ...input, header }).columns.map(({ name }) => name);
    expect(columns.slice(0, 2)).toEqual(['c', 'a']);
    expect(pointsTable({ ...input, header }).columns[1]?.value(2)).toBeCloseTo(7 / 12, 12);
  });

  it('lists points and probabilities', () => {
    const rowOf = (table: ReturnType<typeof pointsTable>, row: number) =>
      table.columns.map((column) => column.value(row));
    expect(rowOf(pointsTable(input), 1)).toEqual([0.4, 0.5, 1, 2]);
    expect(pointsTable({ ...input, snapshot: null }).columns).toHaveLength(3);
    expect(rowOf(regionsTable(input), 2)).toEqual([0, 1, 0, 0, 1]);
    expect(regionsTable({ ...input, snapshot: null }).rows).toBe(0);
  });
});

describe('confusion', () => {
  it('counts answers by true class', () => {
    const { counts, share } = confusionOf([0, 1, 2, 2], [0, 2, 2, 1], 3);
    expect([...counts]).toEqual([1, 0, 0, 0, 0, 1, 0, 1, 1]);
    expect(share(2, 1)).toBe(0.5);
    expect(confusionOf([], [], 2).share(0, 0)).toBe(0);
  });

  it('writes counts and shares into cells that have room, with the right answers on the falling diagonal', () => {
    const cells = (width: number) => {
      const figure = confusionFigure(input, { ...viewport, width });
      expect(figure.layout.yaxis?.range).toEqual([2.5, -0.5]);
      return (figure.data[0] as unknown as { text: string[][] }).text;
    };
    expect(cells(600)[2]).toEqual([
      '<b>0</b><br>0.0 %',
      '<b>1</b><br>50.0 %',
      '<b>1</b><br>50.0 %',
    ]);
    expect(cells(200)[2]).toEqual(['0', '1', '1']);
  });

  it('lists a row for each true class', () => {
    const table = confusionTable(input);
    expect(table.rows).toBe(3);
    expect(table.columns.map((column) => column.value(2))).toEqual([
      '2',
      2,
      50,
      50,
      0,
      0,
      1,
      50,
      1,
      50,
    ]);
  });

  it('says how much of each class is found, rare ones as loudly as common ones', () => {
    const labels = ['sun', 'rain', 'snow'];
    const answer = { kind: 'classes', count: 3, labels } as const;
    const named = { ...input, header: { ...input.header, task: { ...input.header.task, answer } } };
    expect(classReport(named)).toMatchObject([
      { name: 'sun', points: 1, recall: 1 },
      { name: 'rain', recall: 0 },
      { name: 'snow', points: 2, recall: 0.5, precision: 0.5 },
    ]);
    expect(recallNote(named)).toContain('snow 50 %; mean over classes 50 %');
    expect(confusionTable(named).columns[0]?.value(2)).toBe('snow');
  });
});
