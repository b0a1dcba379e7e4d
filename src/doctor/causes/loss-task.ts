import { sign } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';
import { classLosses } from '#src/experiment/rules.ts';

/** Classes are learnt by the loss of numbers. It works, only slower. */
export const lossTask: Cause = {
  kind: 'choice',
  mistakenFor: ['few_steps', 'lr_low'],
  suspect: ({ experiment: { loss }, data: { classes } }) =>
    classes !== null && !classLosses.includes(loss) ? sign({ classes }) : null,
  remedies: (_, { classes }) =>
    classes === null ? [] : [{ loss: 'cross_entropy', outputActivation: 'linear' }],
};
