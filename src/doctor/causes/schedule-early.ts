import { sign } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';

/** The rate has fallen before the loss has. */
export const scheduleEarly: Cause = {
  kind: 'choice',
  mistakenFor: ['few_steps', 'lr_low', 'capacity'],
  suspect({ experiment: { schedule, scheduleFactor } }) {
    return schedule === 'constant' ? null : sign({ factor: scheduleFactor });
  },
  remedies: () => [{ schedule: 'constant' }],
};
