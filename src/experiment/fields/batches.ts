import { flagField, numberField } from '#src/experiment/field-kinds.ts';
import { epochLimit, phasesField } from '#src/experiment/field-lists.ts';

/** In what portions and which order, and how often. */
export const batchesFields = {
  batchSize: numberField({
    key: 'batch',
    min: 1,
    max: 100_000,
    integer: true,
    scale: 'log',
  }),
  phases: phasesField({
    key: 'order',
  }),
  dropLast: flagField({
    key: 'drop_last',
  }),
  epochs: numberField({
    key: 'epochs',
    min: 1,
    max: epochLimit,
    integer: true,
    scale: 'log',
  }),
} as const;
