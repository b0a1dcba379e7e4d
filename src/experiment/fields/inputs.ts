import { choiceField, numberField } from '#src/experiment/field-kinds.ts';
import { formulasField } from '#src/experiment/field-lists.ts';
import { encodingIds, scalingIds } from '#src/experiment/ids.ts';

/** What the network is given of a point, and asked for. */
export const inputsFields = {
  features: formulasField({
    key: 'features',
    label: 'Features',
    help: 'What the network is given: formulas of x, or of x0, x1 and so on. Empty: the coordinates themselves, to which the first one is added.',
  }),
  inputScaling: choiceField({
    key: 'xscale',
    label: 'Input scaling',
    ids: scalingIds,
    help: 'What is done to each input before the network sees it; fitted on training points only.',
    options: {
      none: 'None',
      divide: 'Divide by a constant',
      min_max: 'Min-max to 0…1',
      standardise: 'Standardise (mean 0, deviation 1)',
    },
  }),
  inputDivisor: numberField({
    key: 'xdiv',
    label: 'Input divisor',
    min: 1e-6,
    max: 1e9,
    scale: 'log',
    help: 'The constant that inputs are divided by.',
  }),
  targetScaling: choiceField({
    key: 'yscale',
    label: 'Target scaling',
    ids: scalingIds,
    help: 'What is done to the target values of a regression before the network sees them; charts and losses stay in your units.',
    options: {
      none: 'None',
      divide: 'Divide by a constant',
      min_max: 'Min-max to 0…1',
      standardise: 'Standardise (mean 0, deviation 1)',
    },
  }),
  targetDivisor: numberField({
    key: 'ydiv',
    label: 'Target divisor',
    min: 1e-6,
    max: 1e9,
    scale: 'log',
    help: 'The constant that target values are divided by.',
  }),
  encoding: choiceField({
    key: 'encoding',
    label: 'Encoding',
    ids: encodingIds,
    help: 'What each scaled input u is turned into: itself, its powers, or waves of it.',
    options: {
      raw: 'As it is',
      polynomial: 'Powers u, u², …',
      fourier: 'Fourier: sin, cos of 2ᵏπu',
    },
  }),
  degree: numberField({
    key: 'degree',
    label: 'Degree',
    min: 2,
    max: 10,
    integer: true,
    help: 'The highest total power of a polynomial encoding.',
  }),
  octaves: numberField({
    key: 'octaves',
    label: 'Octaves',
    min: 1,
    max: 12,
    integer: true,
    help: 'Fourier encoding uses sin and cos of 2ᵏ·π·u for k = 0 … octaves − 1.',
  }),
} as const;
