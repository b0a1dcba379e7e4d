import type { Experiment } from '#src/experiment/fields.ts';
import { hidden } from '#src/experiment/presets/hidden.ts';
import { plain } from '#src/experiment/presets/plain.ts';
import type { Preset } from '#src/experiment/presets/preset.ts';

const relu = hidden('relu');

/** The parabola as posted (Flux): unscaled, softmax over one value, labels that broadcast. */
const posted: Experiment = {
  ...plain,
  target: 'parabola',
  domain: [1, 1000],
  sampling: 'integers',
  trainCount: 1000,
  heldOutCount: 500,
  layers: relu(45, 45),
  outputActivation: 'softmax',
  initialiser: 'glorot_uniform',
  loss: 'mse',
  labelShape: 'row',
  reduce: 'flux',
  optimizer: 'adam',
  learningRate: 0.001,
  batchSize: 1000,
  phases: [{ order: 'fixed', epochs: null }],
  epochs: 50,
};

const scaled: Experiment = {
  ...posted,
  domain: [0, 1000],
  sampling: 'uniform',
  inputScaling: 'divide',
  inputDivisor: 1000,
  targetScaling: 'divide',
  targetDivisor: 1000,
  layers: relu(40, 40),
  outputActivation: 'linear',
  labelShape: 'match',
  reduce: 'mean',
  batchSize: 32,
  phases: [{ order: 'reshuffle', epochs: null }],
  epochs: 313,
};

/** A parabola that stays flat, mended step by step. */
export const parabola: readonly Preset[] = [
  {
    id: 'parabola-posted',
    story: 'parabola',
    title: 'The parabola, as posted',
    text: 'The loss is 2.01e14 from the first step to the last and the model answers 1.0 everywhere. Softmax over a single value is always 1, so nothing can be learnt. And the number itself is a million times what it should be on a thousand points: predictions of shape 1×1000 minus labels of shape 1000 make a thousand by thousand pairs. The held-out loss is half of it only because 500 points make fewer pairs.',
    experiment: posted,
  },
  {
    id: 'parabola-shape',
    story: 'parabola',
    title: 'With labels of the right shape',
    text: 'Each prediction is now compared with its own label only. The loss drops to 2.01e11 and is just as flat: the broadcast distorted the number, but the softmax is what holds the answer at 1.',
    experiment: { ...posted, labelShape: 'match', reduce: 'mean' },
  },
  {
    id: 'parabola-linear',
    story: 'parabola',
    title: 'Without softmax',
    text: 'With a linear output the answer can move at last, but hardly does: targets go up to a million, Adam moves each weight by about 0.001 a step, and there are 50 steps. The fit creeps along the bottom of the chart.',
    experiment: { ...posted, labelShape: 'match', reduce: 'mean', outputActivation: 'linear' },
  },
  {
    id: 'parabola-scaled',
    story: 'parabola',
    title: 'With scaling: it fits',
    text: 'Inputs and targets divided by 1000, 40 units a layer, batches of 32 and ten thousand of them. The fit follows the parabola within the shaded training range. Look outside it: beyond the data, a ReLU network goes on in straight lines.',
    experiment: scaled,
  },
  {
    id: 'parabola-fresh',
    story: 'parabola',
    title: 'Fresh data for every batch',
    text: 'Each of the ten thousand batches holds 32 points never seen before. No point can be memorised, so the running loss is itself a test; it is noisier, because each value is measured on 32 points only.',
    experiment: {
      ...scaled,
      trainCount: 32,
      phases: [{ order: 'fresh', epochs: null }],
      epochs: 10_000,
    },
  },
];
