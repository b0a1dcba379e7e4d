import { defaultExperiment } from '#src/experiment/experiment.ts';
import type { Layer } from '#src/experiment/field-lists.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import type { ActivationId } from '#src/experiment/ids.ts';

export const storyIds = ['sums', 'parabola', 'batches', 'gallery'] as const;
export type StoryId = (typeof storyIds)[number];

/** A story is a posted question, told as experiments that each change one thing. */
export const stories: Readonly<
  Record<StoryId, { readonly title: string; readonly question: string }>
> = {
  sums: {
    title: 'Two labellings of one square',
    question:
      'The same network learns to sort x0 + x1 into three bins, but not into three alternating stripes. Why?',
  },
  parabola: {
    title: 'A parabola that stays flat',
    question:
      'A ReLU network trained on x² + x answers 1.0 for every x, and its loss never moves. Why?',
  },
  batches: {
    title: 'Fixed, shuffled, hybrid',
    question:
      'Fixed mini-batches first and shuffled ones later gave a ten times smaller error. Is that so?',
  },
  gallery: { title: 'Gallery', question: 'Functions that are easy, hard or pretty to learn.' },
};

/** A named experiment; `id` is stable, used in links and scripts. */
export interface Preset {
  readonly id: string;
  readonly story: StoryId;
  readonly title: string;
  /** What to look at, and why. */
  readonly text: string;
  readonly experiment: Experiment;
}

const relu = hidden('relu');

/** Sum-bin as posted (PyTorch): the defaults of the schema, spelt out so that they may change. */
const sumBin: Experiment = {
  ...defaultExperiment,
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

/** The parabola as posted (Flux): unscaled, softmax over one value, labels that broadcast. */
const parabola: Experiment = {
  ...defaultExperiment,
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

const parabolaScaled: Experiment = {
  ...parabola,
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

/** The sine with reshuffled batches (Chainer). */
const sine: Experiment = {
  ...defaultExperiment,
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

/** A sound start for the gallery: standardised inputs, He weights, Adam, shuffled batches of 32. */
const sound: Experiment = {
  ...defaultExperiment,
  trainCount: 1000,
  heldOutCount: 500,
  inputScaling: 'standardise',
  layers: relu(32, 32),
  outputActivation: 'linear',
  initialiser: 'he_normal',
  optimizer: 'adam',
  learningRate: 0.005,
  batchSize: 32,
  phases: [{ order: 'reshuffle', epochs: null }],
  epochs: 150,
};

export const presets: readonly Preset[] = [
  {
    id: 'sum-bin-posted',
    story: 'sums',
    title: 'Sum-bin, as posted',
    text: 'Points of a square, labelled by which of three bins x0 + x1 falls into. Two ReLU units are enough for two parallel boundaries, and for most seeds accuracy nears 100 %. Yet the loss stays near 0.6: the network ends in a softmax and the loss applies softmax once more, so even a perfect answer scores 0.5514. Try a few new seeds: with two units, some runs lose one and stay stuck.',
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
    text: 'Eight layers of twenty ReLU units, trained in the same way, do worse than two units: with PyTorch’s small initial weights the signal shrinks from layer to layer and every point gets much the same answer. For most seeds the loss is still near ln 3 = 1.0986, the score of guessing, after 50 epochs. More layers are not more ability unless the signal survives them.',
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
  {
    id: 'parabola-posted',
    story: 'parabola',
    title: 'The parabola, as posted',
    text: 'The loss is 2.01e14 from the first step to the last and the model answers 1.0 everywhere. Softmax over a single value is always 1, so nothing can be learnt. And the number itself is a million times what it should be on a thousand points: predictions of shape 1×1000 minus labels of shape 1000 make a thousand by thousand pairs.',
    experiment: parabola,
  },
  {
    id: 'parabola-shape',
    story: 'parabola',
    title: 'With labels of the right shape',
    text: 'Each prediction is now compared with its own label only. The loss drops to 2.01e11 and is just as flat: the broadcast distorted the number, but the softmax is what holds the answer at 1.',
    experiment: { ...parabola, labelShape: 'match', reduce: 'mean' },
  },
  {
    id: 'parabola-linear',
    story: 'parabola',
    title: 'Without softmax',
    text: 'With a linear output the answer can move at last, but hardly does: targets go up to a million, Adam moves each weight by about 0.001 a step, and there are 50 steps. The fit creeps along the bottom of the chart.',
    experiment: { ...parabola, labelShape: 'match', reduce: 'mean', outputActivation: 'linear' },
  },
  {
    id: 'parabola-scaled',
    story: 'parabola',
    title: 'With scaling: it fits',
    text: 'Inputs and targets divided by 1000, 40 units a layer, batches of 32 and ten thousand of them. The fit follows the parabola within the shaded training range. Look outside it: beyond the data, a ReLU network goes on in straight lines.',
    experiment: parabolaScaled,
  },
  {
    id: 'parabola-fresh',
    story: 'parabola',
    title: 'Fresh data for every batch',
    text: 'Each of the ten thousand batches holds 32 points never seen before. No point can be memorised, so the running loss is itself a test; it is noisier, because each value is measured on 32 points only.',
    experiment: {
      ...parabolaScaled,
      trainCount: 32,
      phases: [{ order: 'fresh', epochs: null }],
      epochs: 10_000,
    },
  },
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
  {
    id: 'spirals',
    story: 'gallery',
    title: 'Spirals',
    text: 'Three interleaved arms. The boundary has to wind twice around the centre, so the loss falls in stages as each turn is found.',
    experiment: {
      ...sound,
      target: 'spirals',
      classes: 3,
      layers: hidden('tanh')(32, 32),
      loss: 'cross_entropy',
      initialiser: 'glorot_normal',
      learningRate: 0.01,
      epochs: 200,
    },
  },
  {
    id: 'circles',
    story: 'gallery',
    title: 'Circles',
    text: 'A disc inside a ring. No straight line separates them: three hidden units are the fewest that can close a boundary around the disc. With so few, a seed that loses one of them is left with a gap.',
    experiment: {
      ...sound,
      target: 'circles',
      layers: relu(3),
      loss: 'cross_entropy',
      learningRate: 0.02,
      epochs: 100,
    },
  },
  {
    id: 'runge',
    story: 'gallery',
    title: 'Runge’s function',
    text: 'The classic trap for polynomials of high degree on an even grid. A small tanh network has no such trouble inside the range; look at what it does outside.',
    experiment: {
      ...sound,
      target: 'runge',
      layers: hidden('tanh')(24, 24),
      loss: 'mse',
      initialiser: 'glorot_normal',
      epochs: 200,
    },
  },
  {
    id: 'step',
    story: 'gallery',
    title: 'A step',
    text: 'A jump cannot be drawn by a network of finite weights, only approached by ever steeper slopes. The residual is all in one place, and it narrows as training goes on.',
    experiment: { ...sound, target: 'step', loss: 'mse', epochs: 200 },
  },
  {
    id: 'chirp',
    story: 'gallery',
    title: 'A chirp',
    text: 'Slow waves are learnt first, fast ones last or never: networks prefer low frequencies. Here sine units help; change them to ReLU and watch the right-hand side stay flat.',
    experiment: {
      ...sound,
      target: 'chirp',
      inputScaling: 'min_max',
      layers: hidden('sin')(48, 48),
      initialiser: 'siren',
      loss: 'mse',
      learningRate: 0.001,
      epochs: 300,
    },
  },
];

export function presetById(id: string): Preset | undefined {
  return presets.find((preset) => preset.id === id);
}

function hidden(activation: ActivationId): (...units: readonly number[]) => readonly Layer[] {
  return (...units) => units.map((count) => ({ units: count, activation, dropout: 0 }));
}
