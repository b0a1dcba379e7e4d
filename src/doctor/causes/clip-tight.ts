import { sign } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';
import { settingsAfter } from '#src/experiment/steps.ts';

/** Every gradient is cut to a length far below its own. */
export const clipTight: Cause = {
  kind: 'choice',
  mistakenFor: ['lr_low', 'few_steps'],
  suspect({ experiment }) {
    const epochs = [0, ...experiment.changes.map(({ epoch }) => epoch)];
    const bounds = epochs.flatMap((epoch) => {
      const { clipping, clipAt } = settingsAfter(experiment, epoch);
      return clipping === 'none' ? [] : [clipAt];
    });
    return bounds.length === 0 ? null : sign({ clipAt: Math.min(...bounds) });
  },
  remedies: () => [{ clipping: 'none' }],
};
