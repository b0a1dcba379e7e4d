import { sign } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';

/** Neighbours, or points of one class, follow one another: what was seen last is fitted best. */
export const orderSorted: Cause = {
  kind: 'choice',
  mistakenFor: ['lr_high', 'few_steps'],
  suspect({ experiment: { phases, sampling, batchSize, trainCount } }) {
    const sorted = phases.filter(
      ({ order }) =>
        order === 'sorted' || order === 'by_class' || (order === 'fixed' && sampling === 'grid'),
    );
    return sorted.length > 0 && batchSize < trainCount
      ? sign({ sorted: sorted.length, phases: phases.length })
      : null;
  },
  remedies: () => [{ phases: [{ order: 'reshuffle', epochs: null }] }],
};
