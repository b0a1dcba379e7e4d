import { choiceField, numberField } from '#src/experiment/field-kinds.ts';
import { domainField } from '#src/experiment/field-lists.ts';
import { heldOutIds, samplingIds } from '#src/experiment/ids.ts';

/** How many points, and how they are drawn. */
export const dataFields = {
  trainCount: numberField({
    key: 'train',
    min: 2,
    max: 100_000,
    integer: true,
    scale: 'log',
  }),
  heldOutCount: numberField({
    key: 'heldout',
    min: 2,
    max: 100_000,
    integer: true,
    scale: 'log',
  }),
  heldOutFrom: choiceField({
    key: 'heldout_from',
    ids: heldOutIds,
  }),
  heldOutDomain: domainField({
    key: 'heldout_domain',
  }),
  sampling: choiceField({
    key: 'sampling',
    ids: samplingIds,
  }),
  samplingMean: numberField({
    key: 'mean',
    min: -1e6,
    max: 1e6,
    slider: false,
  }),
  samplingDeviation: numberField({
    key: 'deviation',
    min: 1e-6,
    max: 1e6,
    scale: 'log',
  }),
  noise: numberField({
    key: 'noise',
    min: 0,
    max: 10,
  }),
  labelNoise: numberField({
    key: 'label_noise',
    min: 0,
    max: 1,
  }),
} as const;
