import { describe, expect, it } from 'vitest';
import { prepareData } from '#src/data/prepare.ts';
import { dataFacts } from '#src/doctor/facts.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { plain } from '#src/experiment/presets/plain.ts';

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
