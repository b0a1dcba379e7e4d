import { describe, expect, it } from 'vitest';
import { dependenceFigure, dependenceTable } from '#src/charts/figures/dependence.ts';
import { importanceFigure, importanceTable } from '#src/charts/figures/importance.ts';
import { residualsFigure, residualsTable, worstNote } from '#src/charts/figures/residuals.ts';
import { Inquiry } from '#src/charts/inquiry.ts';
import type { Snapshot } from '#src/records/run-header.ts';

const viewport = { width: 600, height: 300, zoom: {} } as const;
const theme = 'light';

describe('importance', () => {
  const importance = {
    mean: Float64Array.of(0.5, 2, -0.1),
    deviation: Float64Array.of(0.1, 0.2, 0.05),
    score: 1,
    rows: 50,
  };
  const input = { names: ['a', 'b', 'c'], isClasses: false, importance, theme } as const;

  it('ranks the inputs, the most telling on top', () => {
    const { data, layout } = importanceFigure(input, viewport);
    expect(data.at(-1)).toMatchObject({ x: [-0.1, 0.5, 2], text: ['c', 'a', 'b'] });
    expect(layout.yaxis).toMatchObject({ ticktext: ['c', 'a', 'b'] });
    const { columns } = importanceTable(input);
    expect(columns.map(({ value }) => value(0))).toEqual(['b', 2, 0.2]);
  });

  it('has axes before anything is known', () => {
    expect(importanceTable({ ...input, importance: null }).rows).toBe(0);
    expect(importanceFigure({ ...input, importance: null }, viewport).data).toHaveLength(1);
  });
});

describe('along one input', () => {
  const dependence = {
    positions: Float64Array.of(0, 1),
    lines: Float32Array.of(0, 2, 4, 6),
    ofPoint: Float32Array.of(1, 9),
    answer: 5,
    rows: 2,
  };
  const input = {
    name: 'a',
    answerName: 'y',
    dependence,
    at: 0.5,
    isProbability: false,
    theme,
  } as const;

  it('shows rows, their mean and the own row', () => {
    const [rows, mean, own, at] = dependenceFigure(input, viewport).data;
    expect(rows).toMatchObject({ x: [0, 1, Number.NaN, 0, 1, Number.NaN] });
    expect(mean).toMatchObject({ y: [2, 4] });
    expect(own).toMatchObject({ y: [1, 9] });
    expect(at).toMatchObject({ x: [0.5], y: [5] });
    const table = dependenceTable(input);
    expect(table.columns.map(({ value }) => value(1))).toEqual([1, 4, 9, 2, 6]);
  });
});

describe('residuals', () => {
  const points = {
    rows: 3,
    x: Float64Array.of(1, 10, 2, 20, 3, 30),
    y: Float64Array.of(5, 5, 5),
  };
  const axes = ['a', 'b'].map((name) => ({ name, range: [0, 30] as const }));
  const input = {
    header: { axes, train: points, heldOut: points },
    predictions: Float32Array.of(5.5, 3, 5),
    set: 'train',
    theme,
  } as const;

  it('stand against any column, and the table begins with the worst', () => {
    const { layout } = residualsFigure({ ...input, against: 1 }, viewport);
    expect(layout.xaxis?.title).toMatchObject({ text: 'b' });
    expect(layout.yaxis?.range?.[1]).toBeCloseTo(2.2, 10);
    const { columns } = residualsTable(input);
    expect(columns.map(({ value }) => value(0))).toEqual([2, 2, 20, 5, 3, -2]);
    expect(worstNote(input)).toContain('off by −2 where 5 is right');
    expect(worstNote({ ...input, predictions: null })).toBe('');
  });
});

it('asks one question at a time, and keeps the answer until there is a newer one', async () => {
  const asked: number[] = [];
  const answers: ((value: string) => void)[] = [];
  const inquiry = new Inquiry<string>((snapshot) => {
    asked.push(snapshot.step);
    return new Promise((resolve) => answers.push(resolve));
  });
  const at = (step: number) => inquiry.at({ step } as Snapshot);
  expect([at(1), at(2), asked]).toEqual([null, null, [1]]);
  const heard = new Promise<void>((resolve) => inquiry.subscribe(resolve));
  answers[0]?.('first');
  await heard;
  expect([at(3), asked]).toEqual(['first', [1]]);
});
