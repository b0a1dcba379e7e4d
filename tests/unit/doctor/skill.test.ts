import { describe, expect, it } from 'vitest';
import { prepareData } from '#src/data/prepare.ts';
import { skillOf } from '#src/doctor/skill.ts';
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

async function skill(experiment: Experiment, ...parameters: readonly number[]) {
  const data = await prepareData(experiment);
  if (!data.ok) throw new Error('no data');
  return skillOf(experiment, data.value, data.value.heldOut, Float32Array.from(parameters));
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
});
