import { proof, sign } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';
import { bitLosses } from '#src/experiment/class-coding.ts';
import type { LossId } from '#src/experiment/ids.ts';

const ofNumbers: readonly LossId[] = ['mse', 'mae', 'huber', 'msle'];

/** Classes are learnt by the loss of numbers: it works, only slower. Or numbers beyond 0 and 1 by a loss of these two. */
export const lossTask: Cause = {
  kind: 'choice',
  mistakenFor: ['few_steps', 'lr_low'],
  suspect({ experiment: { loss }, data: { classes, targetRange } }) {
    if (classes !== null) return ofNumbers.includes(loss) ? sign({ classes }) : null;
    const [least, most] = targetRange;
    return bitLosses.includes(loss) && (least < 0 || most > 1) ? proof({ least, most }) : null;
  },
  remedies: (_, { classes }) => [
    { loss: classes === null ? 'mse' : 'cross_entropy', outputActivation: 'linear' },
  ],
};
