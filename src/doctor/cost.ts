import { runCost, stepCost } from '#src/experiment/cost.ts';
import type { Experiment } from '#src/experiment/fields.ts';

/** What two cores do in ten seconds, about; what long runs may take, and how many of them are needed to say anything. */
const usual = 8e11;
const most = 2e12;
const runsNeeded = 30;

/** Steps of an experiment that fill about ten seconds of two cores, more where runs are long; runs and scores included. */
export function defaultBudget(experiment: Experiment): number {
  const cost = Math.min(most, Math.max(usual, runsNeeded * runCost(experiment)));
  return Math.ceil(cost / stepCost(experiment));
}
