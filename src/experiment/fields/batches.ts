import { flagField, numberField } from '#src/experiment/field-kinds.ts';
import { phasesField } from '#src/experiment/field-lists.ts';

/** In what portions and which order, and how often. */
export const batchesFields = {
  batchSize: numberField({
    key: 'batch',
    label: 'Batch size',
    min: 1,
    max: 100_000,
    integer: true,
    scale: 'log',
    help: 'Points averaged in one step. As many as there are training points, or more: full-batch training.',
  }),
  phases: phasesField({
    key: 'order',
    label: 'Batch order',
    help: 'The order in which an epoch visits the points; several phases follow one another.',
  }),
  dropLast: flagField({
    key: 'drop_last',
    label: 'Drop short last batch',
    help: 'Leave out the last batch of an epoch when it is not full.',
  }),
  epochs: numberField({
    key: 'epochs',
    label: 'Epochs',
    min: 1,
    max: 100_000,
    integer: true,
    scale: 'log',
    help: 'Passes over the training points.',
  }),
} as const;
