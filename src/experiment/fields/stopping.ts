import { numberField, optionalNumberField } from '#src/experiment/field-kinds.ts';

/** When training ends, and how often it is measured. */
export const stoppingFields = {
  targetLoss: optionalNumberField({
    key: 'stop_at',
    label: 'Stop at loss',
    min: 0,
    max: 1e12,
    scale: 'log',
    none: 'never',
    help: 'Stop as soon as the running loss of an epoch is at or under this.',
  }),
  patience: numberField({
    key: 'patience',
    label: 'Patience',
    min: 0,
    max: 100_000,
    integer: true,
    scale: 'log',
    zero: 'off',
    help: 'Stop when the held-out loss has not improved for this many epochs. 0: never.',
  }),
  evaluateEvery: numberField({
    key: 'evaluate',
    label: 'Evaluate every … epochs',
    min: 0,
    max: 100_000,
    integer: true,
    scale: 'log',
    zero: 'automatic, as often as it costs little',
    help: 'How often the loss is measured on all training and held-out points. 0: as often as it costs little beside training.',
  }),
} as const;
