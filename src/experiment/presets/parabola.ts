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
    experiment: posted,
  },
  {
    id: 'parabola-shape',
    story: 'parabola',
    experiment: { ...posted, labelShape: 'match', reduce: 'mean' },
  },
  {
    id: 'parabola-linear',
    story: 'parabola',
    experiment: { ...posted, labelShape: 'match', reduce: 'mean', outputActivation: 'linear' },
  },
  {
    id: 'parabola-scaled',
    story: 'parabola',
    experiment: scaled,
  },
  {
    id: 'parabola-fresh',
    story: 'parabola',
    experiment: {
      ...scaled,
      trainCount: 32,
      phases: [{ order: 'fresh', epochs: null }],
      epochs: 10_000,
    },
  },
];
