import { failing, sign } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';
import { lowered } from '#src/doctor/rates.ts';

/** The rate has fallen before the loss has. */
export const scheduleEarly: Cause = {
  kind: 'choice',
  suspect(evidence) {
    const { experiment } = evidence;
    if (failing(evidence).length === 0) return null;
    if (experiment.schedule !== 'constant') return sign({ factor: experiment.scheduleFactor });
    const change = lowered(experiment);
    return change === null ? null : sign({ ...change });
  },
  remedies: () => [{ schedule: 'constant' }],
};
