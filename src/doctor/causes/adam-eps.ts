import { failing, sign, typical } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';

/** An ε as large as the roots it is added to makes steps short. */
export const adamEps: Cause = {
  kind: 'choice',
  mistakenFor: ['lr_low', 'few_steps'],
  suspect(evidence) {
    const { epsilon } = evidence.experiment;
    const root = typical(failing(evidence), (run) => run.end?.batches?.root);
    return epsilon >= root ? sign({ epsilon, root }) : null;
  },
  remedies: () => [{ epsilon: 1e-8 }],
};
