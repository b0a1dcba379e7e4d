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
    experiment: { ...sound, target: 'step' },
  },
  {
    id: 'chirp',
    story: 'gallery',
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
