import { isElsewhere, isTooFast, neighbourFigures, sign } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';

/** Neighbours know no more of one another than with the answers dealt out anew, and no wave does. */
export const noSignal: Cause = {
  kind: 'limit',
  mistakenFor: ['data_few', 'target_frequency', 'few_steps'],
  suspect(evidence) {
    // Neighbours that are far away, or too few, say nothing of a signal.
    if (isElsewhere(evidence) || isTooFast(evidence)) return null;
    const { shuffled, wave } = evidence.data;
    if (shuffled === null || shuffled.own > shuffled.highest) return null;
    const isFlat = wave === null && evidence.runs.every(({ skill }) => skill < 0.1);
    return isFlat ? sign({ ...neighbourFigures(evidence), ...shuffled }) : null;
  },
  remedies: () => [],
};
