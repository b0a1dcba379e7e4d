import { sign } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';

/** Every gradient is cut to a length far below its own. */
export const clipTight: Cause = {
  kind: 'choice',
  mistakenFor: ['lr_low', 'few_steps'],
  suspect: ({ experiment: { clipping, clipAt } }) =>
    clipping === 'none' ? null : sign({ clipAt }),
  remedies: () => [{ clipping: 'none' }],
};
