import { isElsewhere, proof } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';

/** Held-out points lie where no training point does. */
export const splitShift: Cause = {
  kind: 'limit',
  mistakenFor: ['overfit', 'data_few'],
  suspect: (evidence) => (isElsewhere(evidence) ? proof({ outside: evidence.data.outside }) : null),
  remedies: () => [],
};
