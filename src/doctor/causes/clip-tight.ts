import { failing, sign, typical } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';
import { settingsIn } from '#src/doctor/rates.ts';

/** Nearly all steps are cut, to a length below half their own. */
const tight = { share: 0.9, times: 2 } as const;

/** Every gradient is cut to a length far below its own. */
export const clipTight: Cause = {
  kind: 'choice',
  suspect(evidence) {
    const { experiment } = evidence;
    for (const moment of ['end', 'start'] as const) {
      const runs = failing(evidence);
      const clipped = typical(runs, (run) => run[moment]?.batches?.clipped);
      const gradient = typical(runs, (run) => run[moment]?.batches?.gradient);
      const { clipAt } = settingsIn(experiment, moment === 'start' ? 1 : experiment.epochs);
      if (clipped >= tight.share && gradient > tight.times * clipAt)
        return sign({ clipped, gradient, clipAt, ...(moment === 'start' && { start: 1 }) });
    }
    return null;
  },
  remedies: () => [{ clipping: 'none' }],
};
