import { sign } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';

/** Neighbours know nothing of one another, and no wave does. */
export const noSignal: Cause = {
  kind: 'limit',
  mistakenFor: ['data_few', 'target_frequency', 'few_steps'],
  suspect({ floors, runs, data: { wave } }) {
    const neighbours = floors.find(({ id }) => id === 'neighbours')?.skill ?? null;
    if (neighbours === null || neighbours > 0.05) return null;
    return wave === null && runs.every(({ skill }) => skill < 0.1) ? sign({ neighbours }) : null;
  },
  remedies: () => [],
};
