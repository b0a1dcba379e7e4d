import { describe, expect, it } from 'vitest';
import type { ClassesInput } from '#src/charts/figures/classes.ts';
import { classLineFigure, classLineTable } from '#src/charts/figures/classes-1d.ts';
import { classTask, lineOf, viewport } from './fixtures.ts';

const train = { rows: 4, x: Float64Array.of(0.3, 0.4, 0.6, 0.7), y: Float64Array.of(0, 0, 1, 2) };
/** Five positions: class 0 twice, then 1, then 2 twice. */
const input: ClassesInput = {
  header: {
    ...lineOf(5),
    probeTruth: Float64Array.of(0, 0, 1, 2, 2),
    task: classTask(3),
    train,
    heldOut: train,
  },
  snapshot: {
    predictions: Float32Array.from({ length: 15 }, (_, i) => (i % 3 === 1 ? 1 : 0)),
    atTrain: Float32Array.of(0, 1, 1, 1),
    atHeldOut: Float32Array.of(0, 0, 1, 2),
  },
  set: 'train',
  theme: 'light',
};

/** How many points of each class are drawn, and how many rings. */
function markCounts(change: Partial<ClassesInput>): number[] {
  const { layout } = classLineFigure({ ...input, ...change }, viewport);
  const svg = decodeURIComponent((layout.images ?? []).map(({ source }) => source).join(''));
  return [...svg.matchAll(/ d="([^"]*)"/g)].map(([, path]) => (path ?? '').split('M').length - 1);
}

describe('classLineFigure', () => {
  it('has a line of probabilities for each class, past the training range', () => {
    const { data, layout } = classLineFigure(input, viewport);
    const traces = data as unknown as { mode: string; y: Float64Array; uid: string }[];
    // Plotly makes CSS classes of them.
    expect(traces.every(({ uid }) => /^[\w-]+$/.test(uid))).toBe(true);
    const lines = traces.filter(({ mode }) => mode === 'lines');
    expect(lines.map(({ y }) => y.every((p) => p === 1))).toEqual([false, true, false]);
    expect(layout.xaxis?.range).toEqual([0, 1]);
    expect(layout.shapes?.[0]).toMatchObject({ x0: 0.25, x1: 0.75, yref: 'paper' });
  });

  it('shows where each class is right, and nothing of it where only points are known', () => {
    const bars = (header: ClassesInput['header']) =>
      classLineFigure({ ...input, header }, viewport).layout.shapes?.slice(1);
    expect(bars(input.header)).toMatchObject([
      { x0: 0, x1: 0.375, y0: -0.39 },
      { x0: 0.375, x1: 0.625 },
      { x0: 0.625, x1: 1 },
    ]);
    expect(bars({ ...input.header, probeTruth: null })).toEqual([]);
  });

  it('has every point in the row of its class, those ringed that are answered wrongly', () => {
    expect(markCounts({})).toEqual([2, 1, 1, 2]);
    expect(markCounts({ set: 'heldOut' })).toEqual([2, 1, 1, 0]);
    expect(markCounts({ snapshot: null })).toEqual([2, 1, 1, 0]);
  });

  it('lists positions, the true class and the probabilities', () => {
    const { columns } = classLineTable(input);
    expect(columns.map(({ name }) => name).slice(0, 3)).toEqual([
      'x',
      'class',
      'probability of class 0',
    ]);
    expect(columns.map(({ value }) => value(3))).toEqual([0.75, 2, 0, 1, 0]);
  });
});
