import { choiceField, numberField, textField } from '#src/experiment/field-kinds.ts';
import { domainField, formulaLimits } from '#src/experiment/field-lists.ts';
import { targetIds } from '#src/experiment/ids.ts';

/** What has to be learnt. */
export const targetFields = {
  target: choiceField({
    key: 'target',
    label: 'Target',
    help: 'The function the network has to learn.',
    ids: targetIds,
    options: {
      sine: 'Sine: sin x',
      parabola: 'Parabola: x² + x',
      cubic: 'Cubic: x³ − x',
      abs: 'Absolute value: |x|',
      step: 'Step',
      sawtooth: 'Sawtooth',
      x_sin_x: 'x · sin x',
      runge: 'Runge: 1 / (1 + 25x²)',
      chirp: 'Chirp',
      gaussian_bump: 'Gaussian bump',
      formula_1d: 'Your formula of x',
      stripes: 'Stripes on a line',
      formula_classes_1d: 'Your formula of x (classes)',
      sum_bin: 'Sum in three bins',
      sum_mod: 'Sum modulo',
      xor: 'XOR',
      circles: 'Circles',
      spirals: 'Spirals',
      moons: 'Two moons',
      blobs: 'Gaussian blobs',
      checkerboard: 'Checkerboard',
      formula_classes: 'Your formula of x0, x1 (classes)',
      sin_cos: 'sin · cos',
      two_hills: 'Two Gaussian hills',
      saddle: 'Saddle',
      ripple: 'Ripple',
      formula_2d: 'Your formula of x0, x1 (value)',
    },
  }),
  formula: textField({
    key: 'formula',
    label: 'Formula',
    maxLength: formulaLimits.length,
    help: 'For a target of your own: of x in one dimension, of x0 and x1 in two. Classes are the value rounded down, modulo the number of classes.',
  }),
  classes: numberField({
    key: 'classes',
    label: 'Classes',
    min: 2,
    max: 10,
    integer: true,
    help: 'How many classes the points fall into (for spirals: arms).',
  }),
  multiplier: numberField({
    key: 'multiplier',
    label: 'Multiplier',
    min: 1,
    max: 1000,
    scale: 'log',
    help: 'Sum modulo labels a point by floor((x0 + x1) · multiplier) mod classes: the larger, the narrower the stripes.',
  }),
  domain: domainField({
    key: 'domain',
    label: 'Domain',
    help: 'Where training points are drawn, on every axis. Automatic: the interval that suits the target.',
  }),
} as const;
