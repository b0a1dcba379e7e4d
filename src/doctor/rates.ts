import type { Experiment } from '#src/experiment/fields.ts';
import { settingsAfter, stepsPerEpoch } from '#src/experiment/steps.ts';
import { scheduleOf } from '#src/network/of-experiment.ts';
import { scheduleShare } from '#src/network/schedules.ts';

/**
 * An experiment as it is in an epoch, from 1: with what was changed before, and the rate that the schedule leaves in the
 * middle of it. What `plateau` leaves only the run knows: its rate is the base one.
 */
export function settingsIn(experiment: Experiment, epoch: number): Experiment {
  const settings = settingsAfter(experiment, epoch - 1);
  if (experiment.schedule === 'constant') return settings;
  const share = scheduleShare(scheduleOf(experiment), epoch - 0.5, experiment.epochs);
  return { ...settings, learningRate: settings.learningRate * share };
}

/** The sum of the rates of all steps: what a parameter can move by under an optimizer that scales its steps. */
export function reachOf(experiment: Experiment): number {
  let rates = 0;
  for (let epoch = 1; epoch <= experiment.epochs; epoch++)
    rates += settingsIn(experiment, epoch).learningRate;
  return rates * stepsPerEpoch(experiment);
}

/** Whether a rate is changed to a lower one while training; the epoch after which it is, and both rates. */
export function lowered(
  experiment: Experiment,
): { readonly epoch: number; readonly from: number; readonly to: number } | null {
  for (const { epoch, field } of experiment.changes) {
    const [from, to] = [epoch - 1, epoch].map((e) => settingsAfter(experiment, e).learningRate);
    if (field === 'learningRate' && from !== undefined && to !== undefined && to < from)
      return { epoch, from, to };
  }
  return null;
}
