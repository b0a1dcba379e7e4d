import { knowsNothing, neighbourFigures, sign } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';

/** Neighbours know nothing of one another, and no wave does. */
export const noSignal: Cause = {
  kind: 'limit',
  mistakenFor: ['data_few', 'target_frequency', 'few_steps'],
  suspect(evidence) {
    const figures = neighbourFigures(evidence);
    if (!((figures['neighbours'] ?? 1) <= knowsNothing)) return null;
    const isFlat = evidence.data.wave === null && evidence.runs.every(({ skill }) => skill < 0.1);
    return isFlat ? sign(figures) : null;
  },
  remedies: () => [],
};
