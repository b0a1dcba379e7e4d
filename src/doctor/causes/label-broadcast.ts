import { proof } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';

/** Each prediction meets every label of its batch: the mean is the best answer, whatever the network. */
export const labelBroadcast: Cause = {
  kind: 'fault',
  suspect: ({ experiment: { labelShape, batchSize, trainCount } }) =>
    labelShape === 'row' && batchSize > 1
      ? proof({ pairs: Math.min(batchSize, trainCount) ** 2 }, true)
      : null,
  remedies: () => [{ labelShape: 'match', reduce: 'mean' }],
};
