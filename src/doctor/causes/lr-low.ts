import { withRate } from '#src/doctor/causes/changes.ts';
import { failing, isThrown, sign, typical } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';
import { totalSteps } from '#src/experiment/steps.ts';

/** Of the first layer's length: what moves by less keeps what it began with. */
const leastReach = 0.1;

/** The rate is too low for so many steps. */
export const lrLow: Cause = {
  kind: 'choice',
  common: true,
  doses: 2,
  suspect(evidence) {
    const runs = failing(evidence).filter((run) => !isThrown(run));
    const { learningRate } = evidence.experiment;
    if (typical(runs, (run) => run.start?.largestRate) < learningRate) return null;
    const fall = typical(runs, (run) => run.curve.fall);
    if (fall > 0.03) return sign({ fall, learningRate });
    const steps = totalSteps(evidence.experiment);
    const update = typical(runs, (run) => run.start?.layers[0]?.updateRatio);
    const reach = update * steps;
    return reach > 0 && reach < leastReach ? sign({ reach, steps, learningRate }) : null;
  },
  remedies: (experiment) => [10, 100, 1000].map((dose) => withRate(experiment, dose)),
};
