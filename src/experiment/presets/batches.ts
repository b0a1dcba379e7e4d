import type { Experiment } from '#src/experiment/fields.ts';
import { hidden } from '#src/experiment/presets/hidden.ts';
import { plain } from '#src/experiment/presets/plain.ts';
import type { Preset } from '#src/experiment/presets/preset.ts';

const relu = hidden('relu');

/** The sine with reshuffled batches (Chainer). */
const sine: Experiment = {
  ...plain,
  target: 'sine',
  sampling: 'grid',
  trainCount: 1000,
  heldOutCount: 500,
  layers: relu(100, 100),
  outputActivation: 'linear',
  initialiser: 'lecun_normal',
  loss: 'mse',
  optimizer: 'adam',
  learningRate: 0.001,
  batchSize: 10,
  phases: [{ order: 'reshuffle', epochs: null }],
  epochs: 500,
};

/** A sine with fixed batches, shuffled ones, and one after the other. */
export const batches: readonly Preset[] = [
  {
    id: 'sine-normal',
    story: 'batches',
    experiment: sine,
  },
  {
    id: 'sine-hybrid',
    story: 'batches',
    experiment: {
      ...sine,
      phases: [
        { order: 'fixed', epochs: 250 },
        { order: 'reshuffle', epochs: null },
      ],
    },
  },
  {
    id: 'sine-fixed',
    story: 'batches',
    experiment: { ...sine, phases: [{ order: 'fixed', epochs: null }] },
  },
];
