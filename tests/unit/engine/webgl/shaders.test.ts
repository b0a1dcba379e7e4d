import { expect, test } from 'vitest';
import { namedKernels, tidied } from '../../../../scripts/shaders.mjs';
import { smallPlan } from '../../../support/plans.ts';

// Two shaders as they are compiled, so that a change of the GLSL is seen in its result.
const { model } = smallPlan({
  inputs: 5,
  layers: [
    { units: 9, activation: 'tanh' },
    { units: 7, activation: 'selu', dropout: 0.2 },
  ],
  optimizer: { id: 'adamw' },
  clipping: 'value',
  l2: 0.01,
  batchSize: 2,
});

test.each(['forward 1', 'update'])('the fragment shader "%s"', async (name) => {
  const kernel = namedKernels(model)[name];
  const file = `./shaders/${name.replace(' ', '-')}.glsl`;
  await expect(tidied(kernel?.fragment ?? '')).toMatchFileSnapshot(file);
});
