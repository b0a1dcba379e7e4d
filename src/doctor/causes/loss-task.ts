import { proof, sign } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';
import { bitLosses, indexLosses } from '#src/experiment/class-coding.ts';
import type { LossId } from '#src/experiment/ids.ts';
import { outputCount } from '#src/experiment/network-size.ts';

const ofNumbers: readonly LossId[] = ['mse', 'mae', 'huber', 'msle'];

/** As far as float32 rounds. */
const rounding = 1e-5;

/**
 * Classes are learnt by the loss of numbers: it works, only slower. Or numbers by a loss of two: 0 and 1, or −1 and +1; or
 * by one of shares, which are not below 0 and sum up to 1.
 */
export const lossTask: Cause = {
  kind: 'choice',
  suspect({ experiment, data: { classes, ...data } }) {
    const { loss } = experiment;
    if (classes !== null) return ofNumbers.includes(loss) ? sign({ classes }) : null;
    const [least, most] = data.targetRange;
    if (indexLosses.includes(loss)) {
      // Of one output the loss is 0, and has no slope.
      if (outputCount(experiment) === 1) return proof({ outputs: 1, least, most }, true);
      const [lowest, highest] = data.targetSums;
      const areShares = least >= 0 && lowest > 1 - rounding && highest < 1 + rounding;
      return areShares ? null : proof({ shares: outputCount(experiment), least, most });
    }
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
