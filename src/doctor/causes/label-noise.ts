import { proof } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';

/** Some training points say a wrong class. */
export const labelNoise: Cause = {
  kind: 'limit',
  mistakenFor: ['capacity', 'overfit', 'dropout'],
  suspect: ({ experiment: { labelNoise: share }, data: { classes } }) =>
    classes !== null && share > 0 ? proof({ share }) : null,
  remedies: ({ labelNoise: share }) => (share > 0 ? [{ labelNoise: 0 }] : []),
};
