import { describe, expect, it } from 'vitest';
import { prepareData } from '#src/data/prepare.ts';
import { dataFacts } from '#src/doctor/facts.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { plain } from '#src/experiment/presets/plain.ts';
import { inlineText } from '#src/experiment/table.ts';
import { type Column, tableBytes } from '#src/experiment/table-bytes.ts';

const line: Experiment = {
  ...plain,
  target: 'formula',
  formula: 'x',
  domain: [0, 2],
  outputActivation: 'linear',
  loss: 'mse',
};

async function facts(changes: Partial<Experiment>) {
  const experiment = { ...line, ...changes };
  const data = await prepareData(experiment);
  if (!data.ok) throw new Error('no data');
  return dataFacts(experiment, data.value);
}

describe('facts of the data', () => {
  it('are those of the network’s inputs and targets', async () => {
    const found = await facts({ sampling: 'grid' });
    expect(found).toMatchObject({ rows: 1000, classes: null, beyondRange: null, outside: 0 });
    expect(found.targetMean).toBeCloseTo(1, 6);
    expect(found.targetRange).toEqual([0, 2]);
    expect(found.inputDeviations[0]).toBeCloseTo(1 / Math.sqrt(3), 2);
  });

  it('know what an output cannot answer', async () => {
    // Uniform on 0…2 above 1: ∫₀¹ u² du / 2 over a variance of 1/3.
    const sigmoid = await facts({ outputActivation: 'sigmoid', sampling: 'grid' });
    expect(sigmoid.beyondRange).toBeCloseTo(0.5, 2);
    const softmax = await facts({ outputActivation: 'softmax', sampling: 'grid' });
    expect(softmax.beyondRange).toBeCloseTo(1, 2);
  });

  it('know what an output cannot answer of numbers that stand for classes', async () => {
    const halves = { target: 'formula_classes', formula: 'x > 1', sampling: 'grid' } as const;
    const beyond = async (changes: Partial<Experiment>) =>
      (await facts({ ...halves, classes: 2, outputActivation: 'sigmoid', ...changes })).beyondRange;
    // −1 is 1 under the range, for half of the points; the variance is 1.
    expect(await beyond({ classTargets: 'signs' })).toBeCloseTo(0.5, 2);
    expect(await beyond({ classTargets: 'number' })).toBe(0);
    expect(await beyond({ classTargets: 'signs', loss: 'bce' })).toBeNull();
  });

  it('know how many held-out points the most frequent class answers', async () => {
    expect((await facts({})).guessed).toBeNull();
    const { guessed } = await facts({
      target: 'formula_classes',
      formula: 'floor(x / 1.5)',
      classes: 2,
      loss: 'cross_entropy',
    });
    expect(guessed).toBeCloseTo(0.75, 1);
  });

  it('find constant and duplicate inputs', async () => {
    const found = await facts({ features: ['x', '3x + 1', '5 + 0 * x'] });
    expect(found).toMatchObject({ constantInputs: 1, duplicateInputs: 1 });
  });

  it('know the share of noise, and how fast the target turns', async () => {
    expect((await facts({ noise: 1 })).noiseShare).toBeCloseTo(0.75, 0);
    expect((await facts({ formula: 'sin(pi * 10x)', trainCount: 40 })).changesPerPoint).toBe(0.5);
  });
});

describe('neighbours beside shuffled answers', () => {
  it('know more where there is something to know, and no more of noise', async () => {
    const known = (await facts({})).shuffled;
    expect(known?.own).toBeGreaterThan(0.9);
    expect(known?.highest).toBeLessThan(0.2);
    const fast = (await facts({ formula: 'sin(1e6 * x)' })).shuffled;
    expect(fast?.own).toBeLessThan(fast?.highest ?? Number.NaN);
  });
});

describe('rows of a table that are at odds with others', () => {
  const column = (
    name: string,
    values: readonly number[],
    labels: readonly string[] | null = null,
  ): Column => ({ name, labels, values: Float64Array.from(values) });
  async function doubts(columns: readonly Column[], changes: Partial<Experiment>) {
    const rows = columns[0]?.values.length ?? 0;
    const bytes = tableBytes({ columns, rows });
    const text = bytes.ok ? inlineText(bytes.value) : null;
    if (text === null) throw new Error('no table');
    const own = { table: text, trainCount: rows, heldOutFrom: 'none', heldOutCount: 0 } as const;
    return (await facts({ ...own, target: 'table', ...changes })).doubts;
  }
  const places = Array.from({ length: 60 }, (_, i) => i);

  it('are found among classes and numbers, by their places in the table', async () => {
    const halves = places.map((x) => Number(x >= 30));
    const wrong = halves.map((label, row) => (row === 10 || row === 47 ? 1 - label : label));
    const ofClasses = [column('x', places), column('y', wrong, ['a', 'b'])];
    expect(
      await doubts(ofClasses, { target: 'table_classes', loss: 'cross_entropy' }),
    ).toMatchObject({
      clashing: [],
      outvoted: [11, 48],
    });
    const line = places.map((x) => (x === 20 ? 500 : 2 * x));
    expect(await doubts([column('x', places), column('y', line)], {})).toMatchObject({
      outvoted: [21],
    });
  });

  it('know what rows with the same inputs cost, whatever is answered', async () => {
    const twice = places.map((x) => Math.floor(x / 2));
    const ones = places.map((x) => Number(x === 8 || x === 9 || x === 31));
    const found = await doubts([column('x', twice), column('y', ones, ['a', 'b'])], {
      target: 'table_classes',
      loss: 'cross_entropy',
    });
    expect(found).toMatchObject({ clashing: [31, 32], lost: expect.closeTo(1 / 60) });
    // Within the one pair that differs: two squares of a half; in all: 60 · p (1 − p) with p = 3 / 60.
    const numbers = await doubts([column('x', twice), column('y', ones)], {});
    expect(numbers?.lost).toBeCloseTo(0.5 / (60 * 0.05 * 0.95));
  });

  it('are none of a function', async () => {
    expect((await facts({})).doubts).toBeNull();
  });
});
