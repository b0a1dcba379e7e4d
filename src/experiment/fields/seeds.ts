import { numberField, optionalNumberField } from '#src/experiment/field-kinds.ts';

const seedLimits = { min: 0, max: 2 ** 32 - 1, integer: true } as const;

/** What is random, made repeatable. */
export const seedsFields = {
  seed: numberField({
    key: 'seed',
    ...seedLimits,
    slider: false,
  }),
  dataSeed: optionalNumberField({
    key: 'data_seed',
    ...seedLimits,
  }),
  initSeed: optionalNumberField({
    key: 'init_seed',
    ...seedLimits,
  }),
  orderSeed: optionalNumberField({
    key: 'order_seed',
    ...seedLimits,
  }),
  dropoutSeed: optionalNumberField({
    key: 'dropout_seed',
    ...seedLimits,
  }),
} as const;
