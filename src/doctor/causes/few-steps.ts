import { withEpochs } from '#src/doctor/causes/changes.ts';
import { failing, sign, typical } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';
import { totalSteps } from '#src/experiment/steps.ts';

/** Training ends before it rests. */
export const fewSteps: Cause = {
  kind: 'choice',
  common: true,
  doses: 2,
  suspect(evidence) {
    const fall = typical(failing(evidence), (run) => run.curve.fall);
    const steps = totalSteps(evidence.experiment);
    if (fall > 0.03) return sign({ fall, steps });
    return steps < 500 && failing(evidence).length > 0 ? sign({ steps }) : null;
  },
  remedies: (experiment) => [withEpochs(experiment, 10), withEpochs(experiment, 100)],
};
