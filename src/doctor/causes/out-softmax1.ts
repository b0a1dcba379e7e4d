import { suitedOutput } from '#src/doctor/causes/changes.ts';
import { proof } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';
import { outputCount } from '#src/experiment/network-size.ts';

/** A softmax over one value is 1, whatever the value. */
export const outSoftmax1: Cause = {
  kind: 'fault',
  mistakenFor: ['y_scale', 'lr_low', 'dead_units'],
  suspect: ({ experiment }) =>
    experiment.outputActivation === 'softmax' && outputCount(experiment) === 1
      ? proof({ answer: 1 }, true)
      : null,
  remedies: (experiment) => [{ outputActivation: suitedOutput(experiment) }],
};
