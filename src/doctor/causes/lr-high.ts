import { withRate } from '#src/doctor/causes/changes.ts';
import { failing, sign, typical } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';
import { settingsIn } from '#src/doctor/rates.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { hasDiverged } from '#src/records/run-header.ts';

/** The rate is too high. */
export const lrHigh: Cause = {
  kind: 'choice',
  mistakenFor: ['x_scale', 'y_scale', 'init_large', 'explode'],
  common: true,
  suspect(evidence) {
    const runs = failing(evidence);
    const { experiment } = evidence;
    const [{ learningRate }, { learningRate: late }] = [1, experiment.epochs].map((epoch) =>
      settingsIn(experiment, epoch),
    ) as [Experiment, Experiment];
    const diverged = runs.filter(hasDiverged).length;
    if (diverged > 0) return sign({ diverged, learningRate: Math.max(learningRate, late) });
    const largestRate = typical(runs, (run) => run.start?.largestRate);
    if (largestRate < learningRate) return sign({ largestRate, learningRate });
    const largestLate = typical(runs, (run) => run.end?.largestRate);
    if (late > learningRate && largestLate < late) return sign({ largestLate, learningRate: late });
    const rises = typical(runs, (run) => run.curve.rises);
    return rises > 0.3 ? sign({ rises, learningRate }) : null;
  },
  remedies: (experiment) => [
    withRate(experiment, 0.1),
    withRate(experiment, 0.01),
    withRate(experiment, 0.001),
  ],
};
