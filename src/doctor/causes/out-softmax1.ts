import { suitedOutput } from '#src/doctor/causes/changes.ts';
import { proof } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';
import { indexLosses } from '#src/experiment/class-coding.ts';
import { outputCount } from '#src/experiment/network-size.ts';

/** A softmax over one value is 1, whatever the value. What its own losses make of that is told with them. */
export const outSoftmax1: Cause = {
  kind: 'fault',
  suspect: ({ experiment }) =>
    experiment.outputActivation === 'softmax' &&
    outputCount(experiment) === 1 &&
    !indexLosses.includes(experiment.loss)
      ? proof({ answer: 1 }, true)
      : null,
  remedies: (experiment) => [{ outputActivation: suitedOutput(experiment) }],
};
