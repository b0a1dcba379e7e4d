import type { Experiment } from '#src/experiment/fields.ts';
import { hidden } from '#src/experiment/presets/hidden.ts';
import { plain } from '#src/experiment/presets/plain.ts';
import type { Preset } from '#src/experiment/presets/preset.ts';

const relu = hidden('relu');

/** Sum-bin as posted (PyTorch). */
const sumBin: Experiment = {
  ...plain,
  target: 'sum_bin',
  trainCount: 2000,
  layers: relu(2),
  outputActivation: 'softmax',
  initialiser: 'pytorch_linear',
  loss: 'cross_entropy',
  optimizer: 'momentum',
  learningRate: 0.001,
  momentum: 0.9,
  batchSize: 1,
  phases: [{ order: 'fixed', epochs: null }],
  epochs: 50,
};

const sumMod: Experiment = { ...sumBin, target: 'sum_mod', classes: 3, multiplier: 100 };

const sumModCapacity: Experiment = {
  ...sumMod,
  layers: relu(64, 64),
  outputActivation: 'linear',
  optimizer: 'adam',
  learningRate: 0.003,
  batchSize: 32,
  phases: [{ order: 'reshuffle', epochs: null }],
  epochs: 300,
};

/** The same network on two labellings of one square. */
export const sums: readonly [Preset, ...Preset[]] = [
  {
    id: 'sum-bin-posted',
    story: 'sums',
    experiment: sumBin,
  },
  {
    id: 'sum-bin-logits',
    story: 'sums',
    experiment: { ...sumBin, outputActivation: 'linear' },
  },
  {
    id: 'sum-bin-deep',
    story: 'sums',
    experiment: { ...sumBin, layers: relu(20, 20, 20, 20, 20, 20, 20, 20) },
  },
  {
    id: 'sum-mod-posted',
    story: 'sums',
    experiment: sumMod,
  },
  {
    id: 'sum-mod-logits',
    story: 'sums',
    experiment: { ...sumMod, outputActivation: 'linear' },
  },
  {
    id: 'sum-mod-capacity',
    story: 'sums',
    experiment: sumModCapacity,
  },
  {
    id: 'sum-mod-solved',
    story: 'sums',
    experiment: {
      ...sumMod,
      features: ['(x0 + x1) * 200 / 3'],
      encoding: 'fourier',
      octaves: 1,
      layers: relu(16),
      outputActivation: 'linear',
      optimizer: 'adam',
      learningRate: 0.01,
      batchSize: 32,
      phases: [{ order: 'reshuffle', epochs: null }],
      epochs: 60,
    },
  },
];
