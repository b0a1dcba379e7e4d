import { withRate } from '#src/doctor/causes/changes.ts';
import { failing, sign, typical } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';
import { highestRate, settingsIn } from '#src/doctor/rates.ts';

/** The rate is too high. */
export const lrHigh: Cause = {
  kind: 'choice',
  common: true,
  doses: 3,
  suspect(evidence) {
    const runs = failing(evidence);
    const { experiment } = evidence;
    const rateIn = (epoch: number) => settingsIn(experiment, epoch).learningRate;
    const broken = runs.flatMap(({ stopped }) =>
      stopped?.kind === 'non_finite' ? [rateIn(stopped.epoch)] : [],
    );
    if (broken.length > 0)
      return sign({ diverged: broken.length, learningRate: Math.max(...broken) });
    const late = rateIn(experiment.epochs);
    const largestLate = typical(runs, (run) => run.end?.largestRate);
    if (late > rateIn(1) && largestLate < late) return sign({ largestLate, learningRate: late });
    const learningRate = highestRate(experiment);
    const largestRate = typical(runs, (run) => run.start?.largestRate);
    if (largestRate < learningRate) return sign({ largestRate, learningRate });
    const rises = typical(runs, (run) => run.curve.rises);
    return rises > 0.3 ? sign({ rises, learningRate }) : null;
  },
  remedies: (experiment) => [0.1, 0.01, 1e-3, 1e-4, 1e-5].map((dose) => withRate(experiment, dose)),
};
