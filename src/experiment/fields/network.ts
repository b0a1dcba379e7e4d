import { choiceField, flagField, numberField } from '#src/experiment/field-kinds.ts';
import { domainField, layersField } from '#src/experiment/field-lists.ts';
import { initialiserIds, outputActivationIds } from '#src/experiment/ids.ts';

/** Layers, and the weights they begin with. */
export const networkFields = {
  layers: layersField({
    key: 'net',
  }),
  bias: flagField({
    key: 'bias',
  }),
  outputActivation: choiceField({
    key: 'out',
    ids: outputActivationIds,
  }),
  initialiser: choiceField({
    key: 'init',
    ids: initialiserIds,
  }),
  initialScale: numberField({
    key: 'init_scale',
    min: 0,
    max: 10,
  }),
  initialRange: domainField({
    key: 'init_range',
  }),
  omega: numberField({
    key: 'omega',
    min: 0.1,
    max: 200,
    scale: 'log',
  }),
} as const;
