import type { Experiment } from '#src/experiment/fields.ts';
import type { OptimizerId } from '#src/experiment/ids.ts';
import { settingsAfter, stepsPerEpoch } from '#src/experiment/steps.ts';
import { scheduleOf } from '#src/network/of-experiment.ts';
import { scheduleShare } from '#src/network/schedules.ts';

const adaptive: readonly OptimizerId[] = ['adam', 'adamw', 'rmsprop'];

/** Whether steps are as long as the rate, whatever the gradient: it is divided by the root of its mean square. */
export function isAdaptive({ optimizer }: Pick<Experiment, 'optimizer'>): boolean {
  return adaptive.includes(optimizer);
}

/**
 * An experiment as it is in an epoch, from 1: with what was changed before, and the rate that the schedule leaves in the
 * middle of it. What `plateau` leaves only the run knows: its rate is the base one.
 */
export function settingsIn(experiment: Experiment, epoch: number): Experiment {
  const settings = settingsAfter(experiment, epoch - 1);
  const share = shareIn(experiment, epoch);
  return share === 1 ? settings : { ...settings, learningRate: settings.learningRate * share };
}

/** What the schedule leaves of the rate. */
function shareIn(experiment: Experiment, epoch: number): number {
  return scheduleShare(scheduleOf(experiment), epoch - 0.5, experiment.epochs);
}

/** The rate of each epoch. */
function* ratesOf(experiment: Experiment): Generator<number> {
  const { changes, epochs } = experiment;
  const rates = changes.filter(({ field }) => field === 'learningRate');
  let rate = experiment.learningRate;
  for (let epoch = 1; epoch <= epochs; epoch++) {
    while (rates[0] !== undefined && rates[0].epoch < epoch) rate = Number(rates.shift()?.value);
    yield rate * shareIn(experiment, epoch);
  }
}

/** The sum of the rates of all steps: what a parameter can move by under an optimizer that scales its steps. */
export function reachOf(experiment: Experiment): number {
  let sum = 0;
  for (const rate of ratesOf(experiment)) sum += rate;
  return sum * stepsPerEpoch(experiment);
}

/** The rate of the epoch with the highest one. */
export function highestRate(experiment: Experiment): number {
  let highest = 0;
  for (const rate of ratesOf(experiment)) highest = Math.max(highest, rate);
  return highest;
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
