import { failing, sign, typical } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';

/** Fall of the log of the loss over the last tenth of a run. */
const resting = 1e-3;

/** An ε as large as the roots it is added to makes steps short. */
export const adamEps: Cause = {
  kind: 'choice',
  suspect(evidence) {
    const { epsilon } = evidence.experiment;
    const runs = failing(evidence);
    const root = typical(runs, (run) => run.end?.batches?.root);
    // Where a loss rests, gradients and their roots are as small as rounding leaves them.
    const rests = typical(runs, (run) => run.curve.fall) < resting;
    return epsilon >= root && !rests ? sign({ epsilon, root }) : null;
  },
  remedies: () => [{ epsilon: 1e-8 }],
};
