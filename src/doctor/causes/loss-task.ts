import { proof, sign } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';
import { bitLosses } from '#src/experiment/class-coding.ts';
import type { LossId } from '#src/experiment/ids.ts';

const ofNumbers: readonly LossId[] = ['mse', 'mae', 'huber', 'msle'];

/** Classes are learnt by the loss of numbers: it works, only slower. Or numbers by a loss of two: 0 and 1, or −1 and +1. */
export const lossTask: Cause = {
  kind: 'choice',
  mistakenFor: ['few_steps', 'lr_low'],
  suspect({ experiment: { loss }, data: { classes, ...data } }) {
    if (classes !== null) return ofNumbers.includes(loss) ? sign({ classes }) : null;
    const [least, most] = data.targetRange;
    // As far from 0 as a sign on every row.
    const isSigns =
      Math.max(-least, most) <= 1 && data.targetMean ** 2 + data.targetDeviation ** 2 > 1 - 1e-6;
    if (loss === 'hinge') return isSigns ? null : proof({ least, most, signs: 1 });
    return bitLosses.includes(loss) && (least < 0 || most > 1) ? proof({ least, most }) : null;
  },
  remedies: (_, { classes }) => [
    { loss: classes === null ? 'mse' : 'cross_entropy', outputActivation: 'linear' },
  ],
};
