import { numberField, optionalNumberField } from '#src/experiment/field-kinds.ts';

/** When training ends, and how often it is measured. */
export const stoppingFields = {
  targetLoss: optionalNumberField({
    key: 'stop_at',
    min: 0,
    max: 1e12,
    scale: 'log',
  }),
  patience: numberField({
    key: 'patience',
    min: 0,
    max: 100_000,
    integer: true,
    scale: 'log',
  }),
  evaluateEvery: numberField({
    key: 'evaluate',
    min: 0,
    max: 100_000,
    integer: true,
    scale: 'log',
  }),
} as const;
