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
    title: 'Sum-bin, as posted',
    text: 'Points of a square, labelled by which of three bins x0 + x1 falls into. One living ReLU unit is enough, since both boundaries run the same way: of 16 seeds 15 pass 97 % accuracy with two units, 12 with one. The others have no living unit left and stay stuck. Yet the loss stays near 0.6: the network ends in a softmax and the loss applies softmax once more, so even a perfect answer scores 0.5514.',
    experiment: sumBin,
  },
  {
    id: 'sum-bin-logits',
    story: 'sums',
    title: 'Sum-bin without the second softmax',
    text: 'One change: the output layer is linear, so the loss gets the logits it expects. The floor at 0.5514 is gone and the loss falls well below it. The boundaries sharpen sooner, too, because a confident mistake now gives a large gradient instead of a flattened one.',
    experiment: { ...sumBin, outputActivation: 'linear' },
  },
  {
    id: 'sum-bin-deep',
    story: 'sums',
    title: 'Sum-bin, deep and narrow',
    text: 'Eight layers of twenty ReLU units, trained in the same way, do worse than two units: with PyTorch’s small initial weights the signal shrinks from layer to layer and every point gets much the same answer. After 50 epochs 9 of 16 seeds are still no better than guessing, and 2 pass 90 % accuracy. More layers are not more ability unless the signal survives them.',
    experiment: { ...sumBin, layers: relu(20, 20, 20, 20, 20, 20, 20, 20) },
  },
  {
    id: 'sum-mod-posted',
    story: 'sums',
    title: 'Sum-mod, as posted',
    text: 'The same square, now labelled by floor(100 · (x0 + x1)) mod 3. Look at the data before blaming the optimiser: the classes alternate in stripes only 0.01 wide. Two units can draw two boundaries; this labelling has about two hundred. The loss stays at ln 3 = 1.0986, which is guessing.',
    experiment: sumMod,
  },
  {
    id: 'sum-mod-logits',
    story: 'sums',
    title: 'Sum-mod without the second softmax',
    text: 'The double softmax was a mistake, but not the reason: with it removed the loss still rests on ln 3. A fault that is real need not be the fault that matters.',
    experiment: { ...sumMod, outputActivation: 'linear' },
  },
  {
    id: 'sum-mod-capacity',
    story: 'sums',
    title: 'Sum-mod with more capacity',
    text: 'Two layers of 64 units, Adam, shuffled batches. Compare the training line with the held-out one: whatever is gained on the training points is memorised, and on fresh points accuracy stays at one in three. A smooth function of x0 and x1 cannot guess stripes far narrower than the gaps between its samples.',
    experiment: sumModCapacity,
  },
  {
    id: 'sum-mod-solved',
    story: 'sums',
    title: 'Sum-mod solved by a periodic encoding',
    text: 'The network gets a different input: sin and cos of the sum, with the period of the stripes (0.03). On that circle the three classes are three arcs, and a small network separates them, on held-out points as well. What was missing was neither depth nor patience but an input in which the answer is smooth.',
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
