import { sign } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';
import { isAdaptive } from '#src/doctor/rates.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { outputCount } from '#src/experiment/network-size.ts';
import { isRelevant } from '#src/experiment/relevance.ts';
import { isPointLoss } from '#src/network/losses.ts';

/** A loss that is summed over a batch makes steps as many times as long as it has terms. */
export const lossSum: Cause = {
  kind: 'choice',
  suspect({ experiment, data: { shares } }) {
    const { summedLoss, batchSize, trainCount, learningRate, optimizer } = experiment;
    // Adagrad divides by the gradients so far, as adaptive optimizers do.
    if (!summedLoss || isAdaptive(experiment) || optimizer === 'adagrad') return null;
    const points = Math.min(batchSize, trainCount);
    const terms = points * termsOf(experiment, points);
    const mean = learningRate * terms * meanWeight(experiment, shares);
    if (terms === 1) return null;
    return sign({ points, ...(terms > points && { terms }), learningRate, mean });
  },
  remedies: () => [{ summedLoss: false }],
};

/** Of the rows: 1 but where it is typed for each class. @param shares of the classes */
function meanWeight(experiment: Experiment, shares: readonly number[]): number {
  if (!isRelevant('classWeights', experiment)) return 1;
  const { classWeights } = experiment;
  return shares.reduce((sum, share, label) => sum + share * (classWeights[label] ?? 1), 0);
}

/** What the mean over a batch divides each of its points by, beside their number. */
function termsOf(experiment: Experiment, points: number): number {
  if (!isPointLoss(experiment.loss)) return 1;
  if (experiment.labelShape === 'row') return experiment.reduce === 'mean' ? points : 1;
  return outputCount(experiment);
}
