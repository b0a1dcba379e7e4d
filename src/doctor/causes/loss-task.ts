import { sign } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';
import type { LossId } from '#src/experiment/ids.ts';

const ofNumbers: readonly LossId[] = ['mse', 'mae', 'huber', 'msle'];

/** Classes are learnt by the loss of numbers. It works, only slower. */
export const lossTask: Cause = {
  kind: 'choice',
  mistakenFor: ['few_steps', 'lr_low'],
  suspect: ({ experiment: { loss }, data: { classes } }) =>
    classes !== null && ofNumbers.includes(loss) ? sign({ classes }) : null,
  remedies: (_, { classes }) =>
    classes === null ? [] : [{ loss: 'cross_entropy', outputActivation: 'linear' }],
};
