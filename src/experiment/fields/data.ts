import { choiceField, numberField } from '#src/experiment/field-kinds.ts';
import { heldOutIds, samplingIds } from '#src/experiment/ids.ts';

/** How many points, and how they are drawn. */
export const dataFields = {
  trainCount: numberField({
    key: 'train',
    label: 'Training points',
    min: 2,
    max: 100_000,
    integer: true,
    scale: 'log',
    help: 'Points the network learns from.',
  }),
  heldOutCount: numberField({
    key: 'heldout',
    label: 'Held-out points',
    min: 2,
    max: 100_000,
    integer: true,
    scale: 'log',
    help: 'Points drawn independently that the network never trains on: they tell learning from memorising.',
  }),
  heldOutFrom: choiceField({
    key: 'heldout_from',
    label: 'Held-out points are',
    ids: heldOutIds,
    help: 'Anew: points that the network never trains on. The training points themselves: what is then called held-out tells nothing of new points; it is how truth tables and a handful of given points are often measured.',
    options: { drawn: 'Drawn anew', train: 'The training points themselves' },
  }),
  sampling: choiceField({
    key: 'sampling',
    label: 'Sampling',
    ids: samplingIds,
    help: 'How training inputs are chosen from the domain. Held-out points are always drawn uniformly (or as integers).',
    options: { uniform: 'Uniform at random', grid: 'Even grid', integers: 'Integers' },
  }),
  noise: numberField({
    key: 'noise',
    label: 'Noise',
    min: 0,
    max: 10,
    help: 'Standard deviation of Gaussian noise: on the target value of a regression, on the position of a class point.',
  }),
  labelNoise: numberField({
    key: 'label_noise',
    label: 'Label noise',
    min: 0,
    max: 1,
    help: 'Share of training points whose class is replaced by another one at random.',
  }),
} as const;
