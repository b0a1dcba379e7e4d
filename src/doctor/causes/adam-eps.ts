import { isAdaptive } from '#src/doctor/causes/changes.ts';
import { sign } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';

/** An ε larger than the roots it is added to makes steps short. */
export const adamEps: Cause = {
  kind: 'choice',
  mistakenFor: ['lr_low', 'few_steps'],
  suspect: ({ experiment }) =>
    (isAdaptive(experiment) || experiment.optimizer === 'adagrad') && experiment.epsilon > 1e-5
      ? sign({ epsilon: experiment.epsilon })
      : null,
  remedies: () => [{ epsilon: 1e-8 }],
};
