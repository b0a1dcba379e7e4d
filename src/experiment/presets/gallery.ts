import { defaultExperiment } from '#src/experiment/defaults.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { hidden } from '#src/experiment/presets/hidden.ts';
import type { Preset } from '#src/experiment/presets/preset.ts';

const relu = hidden('relu');

/** A sound start: the defaults, but that targets stay in their own units. */
const sound: Experiment = { ...defaultExperiment, targetScaling: 'none' };

/** Functions that are easy, hard or pretty to learn. */
export const gallery: readonly Preset[] = [
  {
    id: 'spirals',
    story: 'gallery',
    title: 'Spirals',
    text: 'Three interleaved arms of nine tenths of a turn each. Two layers of 32 tanh units get every training point right with each of 16 seeds; layers of 4 and 2 units get from 82 to 99 % right and no more.',
    experiment: {
      ...sound,
      target: 'spirals',
      classes: 3,
      layers: hidden('tanh')(32, 32),
      loss: 'cross_entropy',
      initialiser: 'glorot_normal',
      learningRate: 0.01,
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
      initialiser: 'glorot_normal',
    },
  },
  {
    id: 'step',
    story: 'gallery',
    title: 'A step',
    text: 'A jump cannot be drawn by a network of finite weights, only approached by ever steeper slopes. The residual is all in one place, and it narrows as training goes on.',
    experiment: { ...sound, target: 'step' },
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
      learningRate: 0.001,
      epochs: 300,
    },
  },
];
