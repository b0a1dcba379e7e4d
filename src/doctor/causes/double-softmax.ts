import { proof } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';

/** A loss that applies softmax by itself gets probabilities: no answer scores below its floor. */
export const doubleSoftmax: Cause = {
  kind: 'fault',
  suspect({ experiment, data: { classes } }) {
    const { loss, outputActivation } = experiment;
    if (loss !== 'cross_entropy' || outputActivation !== 'softmax' || classes === null) return null;
    return proof({ floor: -Math.log(Math.E / (Math.E + classes - 1)), classes });
  },
  remedies: () => [{ outputActivation: 'linear' }],
};
