import { describe, expect, it } from 'vitest';
import { prepareData } from '#src/data/prepare.ts';
import { scoreOf } from '#src/doctor/skill.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { plain } from '#src/experiment/presets/plain.ts';

const line: Experiment = {
  ...plain,
  target: 'formula',
  formula: '3x + 100',
  domain: [0, 10],
  layers: [],
  outputActivation: 'linear',
  loss: 'mse',
  targetScaling: 'divide',
  targetDivisor: 10,
};

const skill = async (...of: Parameters<typeof score>) => (await score(...of)).skill;

async function score(experiment: Experiment, ...parameters: readonly number[]) {
  const data = await prepareData(experiment);
  if (!data.ok) throw new Error('no data');
  return scoreOf(experiment, data.value, data.value.heldOut, Float32Array.from(parameters));
}

describe('skill', () => {
  it('is 1 for a perfect answer and 0 for the mean, in the reader’s units', async () => {
    expect(await skill(line, 0.3, 10)).toBeCloseTo(1, 6);
    expect(await skill(line, 0, 11.5)).toBeCloseTo(0, 2);
    expect(await skill(line, -0.3, 13)).toBeCloseTo(-3, 1);
    expect(await skill(line, Number.NaN, 0)).toBe(Number.NEGATIVE_INFINITY);
  });

  it('is 1 for classes all right and 0 for the most frequent one', async () => {
    const classes: Experiment = {
      ...line,
      target: 'formula_classes',
      formula: 'floor(x / 6)',
      classes: 2,
      loss: 'bce',
      targetScaling: 'none',
    };
    expect(await skill(classes, 1, -6)).toBe(1);
    expect(await skill(classes, 0, -1)).toBe(0);
    expect(await skill(classes, 0, 1)).toBeCloseTo(-0.5, 0);
  });

  it('stands beside R² and the root of the squared error, in the reader’s unit', async () => {
    const { skill, beside } = await score(line, 0.3, 10.2);
    expect(beside).toEqual({ r2: skill, rmse: expect.closeTo(2, 4) });
    const two: Experiment = {
      ...line,
      formula: '3x + 100; 1000x',
      targetScaling: 'none',
    };
    // [2 weights, 2 biases]: the first output is off by 2.
    const off = await score(two, 3, 1000, 102, 0);
    expect(off.beside.rmse).toBeCloseTo(Math.SQRT2, 2);
    expect(off.beside.r2).toBeGreaterThan(off.skill);
    expect((await score({ ...two, targetScaling: 'standardise' }, 0, 0, 0, 0)).beside).toEqual({
      r2: expect.closeTo(0, 1),
    });
  });
});
