import { withBatches } from '#src/doctor/causes/changes.ts';
import { sign } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';
import { stepsPerEpoch } from '#src/experiment/steps.ts';

/** Few steps for each pass over the points. */
export const batchLarge: Cause = {
  kind: 'choice',
  suspect({ experiment }) {
    const steps = stepsPerEpoch(experiment);
    return steps <= 4 && experiment.trainCount >= 64
      ? sign({ batchSize: experiment.batchSize, stepsPerEpoch: steps })
      : null;
  },
  remedies: (experiment) => (experiment.batchSize > 32 ? withBatches(experiment, 32) : []),
};
