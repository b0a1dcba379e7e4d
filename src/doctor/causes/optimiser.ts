import type { Cause } from '#src/doctor/contract.ts';

/** Another optimiser, at rates that suit it, gets there. */
export const optimiser: Cause = {
  kind: 'choice',
  common: true,
  suspect: () => null,
  remedies: ({ optimizer }) =>
    optimizer === 'adam' || optimizer === 'adamw'
      ? []
      : [
          { optimizer: 'adam', learningRate: 0.01 },
          { optimizer: 'adam', learningRate: 0.001 },
        ],
};
