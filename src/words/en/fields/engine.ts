import { engineNames } from '#words/engine.ts';

/** What computes. */
export const engineWords = {
  engine: {
    label: 'Engine',
    help: 'What computes the training. Results agree within rounding; speed differs.',
    options: {
      any: 'Your preference',
      auto: 'Fastest measured',
      ...engineNames,
    },
  },
};
