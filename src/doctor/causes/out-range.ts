import { proof } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';
import { outputCount } from '#src/experiment/network-size.ts';

/** Targets lie where the output activation cannot answer. */
export const outRange: Cause = {
  kind: 'fault',
  suspect({ experiment, data: { beyondRange, classes } }) {
    if (beyondRange === null || beyondRange < 0.005) return null;
    if (experiment.outputActivation === 'softmax' && outputCount(experiment) === 1) return null;
    // A class may be told by the side of its number that is in reach.
    return proof({ beyondRange }, beyondRange > 0.02 && classes === null);
  },
  remedies: () => [{ outputActivation: 'linear' }],
};
