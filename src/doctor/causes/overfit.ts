import { withEpochs } from '#src/doctor/causes/changes.ts';
import { failing, sign, typical } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';

/** Training points get better while others get worse. */
export const overfit: Cause = {
  kind: 'choice',
  suspect(evidence) {
    const runs = failing(evidence);
    const risen = typical(runs, (run) => run.curve.risen);
    const gap = typical(runs, (run) => run.trainSkill - Math.max(run.skill, 0));
    return risen > 1.1 && gap > 0.2 ? sign({ risen, gap }) : null;
  },
  remedies: (experiment) => [
    { l2: 0.01 },
    { layers: { units: (units) => Math.round(units / 4) } },
    withEpochs(experiment, 0.1),
  ],
};
