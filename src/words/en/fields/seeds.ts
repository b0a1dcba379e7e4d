/** What is random, made repeatable. */
export const seedsWords = {
  seed: {
    label: 'Seed',
    help: 'Sets all four seeds: same seed, same run.',
  },
  dataSeed: {
    label: 'Data seed',
    none: 'follows the seed',
    help: 'Pins the points and their noise.',
  },
  initSeed: {
    label: 'Initial weights seed',
    none: 'follows the seed',
    help: 'Pins the initial weights.',
  },
  orderSeed: {
    label: 'Order seed',
    none: 'follows the seed',
    help: 'Pins the batch order.',
  },
  dropoutSeed: {
    label: 'Dropout seed',
    none: 'follows the seed',
    help: 'Pins the dropout masks.',
  },
};
