import type { Experiment } from '#src/experiment/fields.ts';
import { parameterCount } from '#src/experiment/network-size.ts';
import { stepsPerEpoch, totalSteps } from '#src/experiment/steps.ts';

/** Floating-point operations beside products: of a row, a step, an epoch with its order, and a run with its data and score. */
const besides = {
  row: 2500,
  step: 5000,
  parameter: 30,
  epoch: 3e5,
  ordered: 1000,
  run: 1e8,
} as const;
/** What two cores do in ten seconds, about; what long runs may take, and how many of them are needed to say anything. */
const usual = 8e11;
const most = 2e12;
const runsNeeded = 30;

/** What a step costs, in floating-point operations at the full speed of a matrix product: the same on every machine. */
export function stepCost(experiment: Experiment): number {
  const parameters = parameterCount(experiment);
  const rows = Math.min(experiment.batchSize, experiment.trainCount);
  return rows * (6 * parameters + besides.row) + besides.parameter * parameters + besides.step;
}

export function runCost(experiment: Experiment, steps = totalSteps(experiment)): number {
  const epochs = steps / stepsPerEpoch(experiment);
  const epoch = besides.epoch + besides.ordered * experiment.trainCount;
  return steps * stepCost(experiment) + epochs * epoch + besides.run;
}

/** Steps of an experiment that fill about ten seconds of two cores, more where runs are long; runs and scores included. */
export function defaultBudget(experiment: Experiment): number {
  const cost = Math.min(most, Math.max(usual, runsNeeded * runCost(experiment)));
  return Math.ceil(cost / stepCost(experiment));
}
