import { proof } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';

/** Every training point is of one class. */
export const oneClass: Cause = {
  kind: 'limit',
  suspect: ({ data: { shares } }) =>
    shares.includes(1) ? proof({ classes: shares.length }) : null,
  remedies: () => [],
};
