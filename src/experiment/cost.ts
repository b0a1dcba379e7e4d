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

/** What a step costs, in floating-point operations at the full speed of a matrix product: the same on every machine. */
export function stepCost(experiment: Experiment): number {
  const parameters = parameterCount(experiment);
  const rows = Math.min(experiment.batchSize, experiment.trainCount);
  return rows * (6 * parameters + besides.row) + besides.parameter * parameters + besides.step;
}

/** What so many steps cost, with the epochs that they make up. */
export function trainingCost(experiment: Experiment, steps = totalSteps(experiment)): number {
  const epochs = steps / stepsPerEpoch(experiment);
  const epoch = besides.epoch + besides.ordered * experiment.trainCount;
  return steps * stepCost(experiment) + epochs * epoch;
}

/** What a run costs, with its data and its score. */
export function runCost(experiment: Experiment, steps = totalSteps(experiment)): number {
  return trainingCost(experiment, steps) + besides.run;
}
