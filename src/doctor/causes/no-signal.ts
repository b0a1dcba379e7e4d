import {
  isElsewhere,
  isTooFast,
  knowsNothing,
  neighbourFigures,
  sign,
} from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';

/** Neighbours know nothing of one another, and no wave does. */
export const noSignal: Cause = {
  kind: 'limit',
  mistakenFor: ['data_few', 'target_frequency', 'few_steps'],
  suspect(evidence) {
    // Neighbours that are far away, or too few, say nothing of a signal.
    if (isElsewhere(evidence) || isTooFast(evidence)) return null;
    const figures = neighbourFigures(evidence);
    if ((figures['neighbours'] ?? 1) > knowsNothing) return null;
    const isFlat = evidence.data.wave === null && evidence.runs.every(({ skill }) => skill < 0.1);
    return isFlat ? sign(figures) : null;
  },
  remedies: () => [],
};
