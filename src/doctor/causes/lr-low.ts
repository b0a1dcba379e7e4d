import { withRate } from '#src/doctor/causes/changes.ts';
import { failing, sign, typical } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';
import { lowered } from '#src/doctor/rates.ts';
import { hasDiverged } from '#src/records/run-header.ts';

/** The rate is too low for so many steps. */
export const lrLow: Cause = {
  kind: 'choice',
  mistakenFor: ['few_steps', 'y_scale', 'vanish'],
  common: true,
  doses: true,
  suspect(evidence) {
    const runs = failing(evidence).filter((run) => !hasDiverged(run));
    const fall = typical(runs, (run) => run.curve.fall);
    const update = typical(runs, (run) => run.end?.layers[0]?.updateRatio);
    const { learningRate, schedule } = evidence.experiment;
    if (fall > 0.03) return sign({ fall, learningRate });
    const isLowered = schedule !== 'constant' || lowered(evidence.experiment) !== null;
    return !isLowered && update > 0 && update < 1e-5 ? sign({ update, learningRate }) : null;
  },
  remedies: (experiment) => [withRate(experiment, 10), withRate(experiment, 100)],
};
