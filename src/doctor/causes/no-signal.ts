import { isElsewhere, isTooFast, neighbourFigures, sign } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';

/**
 * Neighbours know no more of one another than with the answers dealt out anew, and no wave does; nor does the network, where
 * it was asked.
 */
export const noSignal: Cause = {
  kind: 'limit',
  suspect(evidence) {
    // Neighbours that are far away, or too few, say nothing of a signal.
    if (isElsewhere(evidence) || isTooFast(evidence)) return null;
    const { shuffled, wave } = evidence.data;
    if (shuffled === null || shuffled.own > shuffled.highest) return null;
    const { dealt } = evidence;
    // Three seeds all above three others: by chance once in twenty.
    if (dealt !== null && dealt.least > dealt.highest) return null;
    const isFlat = wave === null && evidence.runs.every(({ skill }) => skill < 0.1);
    return isFlat
      ? sign({
          ...neighbourFigures(evidence),
          ...shuffled,
          ...(dealt && { least: dealt.least, most: dealt.highest, seeds: dealt.seeds }),
        })
      : null;
  },
  remedies: () => [],
};
