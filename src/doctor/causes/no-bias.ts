import { sign } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';

/** Layers without biases answer alike where all inputs are 0. */
export const noBias: Cause = {
  kind: 'choice',
  mistakenFor: ['capacity', 'few_steps', 'y_scale'],
  suspect: ({ experiment: { bias, layers } }) =>
    bias ? null : sign({ layers: layers.length + 1 }),
  remedies: () => [{ bias: true }],
};
