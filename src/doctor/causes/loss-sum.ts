import { isAdaptive } from '#src/doctor/causes/changes.ts';
import { sign } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';

/** A loss that is summed over a batch makes steps as many times as long as it has points. */
export const lossSum: Cause = {
  kind: 'choice',
  mistakenFor: ['lr_high', 'explode'],
  suspect({ experiment }) {
    const { summedLoss, batchSize, trainCount, learningRate } = experiment;
    const points = Math.min(batchSize, trainCount);
    return summedLoss && points > 1 && !isAdaptive(experiment)
      ? sign({ points, learningRate, mean: learningRate * points })
      : null;
  },
  remedies: () => [{ summedLoss: false }],
};
