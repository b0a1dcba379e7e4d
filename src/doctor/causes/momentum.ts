import { sign } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';

/** Steps that add up to many times the rate. */
export const momentum: Cause = {
  kind: 'choice',
  mistakenFor: ['lr_high'],
  suspect: ({ experiment: { optimizer, momentum: share } }) =>
    (optimizer === 'momentum' || optimizer === 'nesterov') && share > 0.97
      ? sign({ momentum: share })
      : null,
  remedies: () => [{ momentum: 0.9 }],
};
