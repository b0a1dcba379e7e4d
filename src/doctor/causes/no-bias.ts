import { sign } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';

/** Without biases the sums of a layer are 0 where all that it is given is. */
export const noBias: Cause = {
  kind: 'choice',
  suspect: ({ experiment: { bias, layers } }) =>
    bias ? null : sign({ layers: layers.length + 1 }),
  remedies: () => [{ bias: true }],
};
