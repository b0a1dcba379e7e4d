import { choiceField, numberField } from '#src/experiment/field-kinds.ts';
import { formulasField } from '#src/experiment/field-lists.ts';
import { encodingIds, scalingIds } from '#src/experiment/ids.ts';

/** What the network is given of a point, and asked for. */
export const inputsFields = {
  features: formulasField({
    key: 'features',
  }),
  inputScaling: choiceField({
    key: 'xscale',
    ids: scalingIds,
  }),
  inputDivisor: numberField({
    key: 'xdiv',
    min: 1e-6,
    max: 1e9,
    scale: 'log',
  }),
  targetScaling: choiceField({
    key: 'yscale',
    ids: scalingIds,
  }),
  targetDivisor: numberField({
    key: 'ydiv',
    min: 1e-6,
    max: 1e9,
    scale: 'log',
  }),
  encoding: choiceField({
    key: 'encoding',
    ids: encodingIds,
  }),
  degree: numberField({
    key: 'degree',
    min: 2,
    max: 10,
    integer: true,
  }),
  octaves: numberField({
    key: 'octaves',
    min: 1,
    max: 12,
    integer: true,
  }),
} as const;
