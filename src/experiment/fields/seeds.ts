import { numberField, optionalNumberField } from '#src/experiment/field-kinds.ts';

const seedLimits = { min: 0, max: 2 ** 32 - 1, integer: true } as const;

/** What is random, made repeatable. */
export const seedsFields = {
  seed: numberField({
    key: 'seed',
    label: 'Seed',
    ...seedLimits,
    slider: false,
    help: 'Sets all four seeds: same seed, same run.',
  }),
  dataSeed: optionalNumberField({
    key: 'data_seed',
    label: 'Data seed',
    ...seedLimits,
    none: 'follows the seed',
    help: 'Pins the points and their noise.',
  }),
  initSeed: optionalNumberField({
    key: 'init_seed',
    label: 'Initial weights seed',
    ...seedLimits,
    none: 'follows the seed',
    help: 'Pins the initial weights.',
  }),
  orderSeed: optionalNumberField({
    key: 'order_seed',
    label: 'Order seed',
    ...seedLimits,
    none: 'follows the seed',
    help: 'Pins the batch order.',
  }),
  dropoutSeed: optionalNumberField({
    key: 'dropout_seed',
    label: 'Dropout seed',
    ...seedLimits,
    none: 'follows the seed',
    help: 'Pins the dropout masks.',
  }),
} as const;
