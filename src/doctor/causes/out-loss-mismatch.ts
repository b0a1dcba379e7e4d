import { proof } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';

/** The loss takes logits, and the output activation bounds them. */
export const outLossMismatch: Cause = {
  kind: 'fault',
  mistakenFor: ['lr_low', 'few_steps'],
  suspect({ experiment: { loss, outputActivation } }) {
    if (loss !== 'cross_entropy' && loss !== 'bce') return null;
    if (outputActivation !== 'sigmoid' && outputActivation !== 'tanh') return null;
    return proof({ least: outputActivation === 'tanh' ? -1 : 0, most: 1 });
  },
  remedies: () => [{ outputActivation: 'linear' }],
};
