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
    title: 'Sine, shuffled every epoch',
    text: 'The usual way: a thousand points of a sine, batches of 10, a new order in each of 500 epochs. Keep the final loss in mind; it wanders, because Adam’s step does not shrink.',
    experiment: sine,
  },
  {
    id: 'sine-hybrid',
    story: 'batches',
    title: 'Sine, fixed then shuffled',
    text: 'For 250 epochs every batch holds ten neighbouring points, always the same; then the order is reshuffled. For most seeds the loss falls steeply after the switch and ends about eight times lower than with shuffling alone, as was claimed. But try several seeds: in about one of four the fixed phase has switched off units that the rest of the curve needs, and the loss stays at 0.03 for good. One lucky run shows neither.',
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
    title: 'Sine, fixed order only',
    text: 'The order never changes: each batch is a short piece of the curve, and the network is tugged from left to right through every epoch. The evaluated loss stays well above that of shuffled batches.',
    experiment: { ...sine, phases: [{ order: 'fixed', epochs: null }] },
  },
];
