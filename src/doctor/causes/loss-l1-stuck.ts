import { failing, sign, typical } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';

/** Under an absolute loss the median is an answer at rest. */
export const lossL1Stuck: Cause = {
  kind: 'choice',
  suspect(evidence) {
    if (evidence.experiment.loss !== 'mae') return null;
    const skill = typical(failing(evidence), (run) => run.trainSkill);
    return skill < 0.5 ? sign({ skill }) : null;
  },
  remedies: () => [{ loss: 'mse' }],
};
