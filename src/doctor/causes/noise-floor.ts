import { proof } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';

/** Noise that no answer explains. */
export const noiseFloor: Cause = {
  kind: 'limit',
  suspect: ({ data: { noiseShare } }) =>
    noiseShare !== null && noiseShare > 0.02 ? proof({ share: noiseShare }) : null,
  remedies: () => [],
};
