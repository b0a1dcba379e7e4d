import { failing, isThrown, sign, typical } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';

/** Share of the measurements at which the loss is above the one before. */
const often = 0.2;

/** Steps that add up to many times the rate. */
export const momentum: Cause = {
  kind: 'choice',
  suspect(evidence) {
    const { optimizer, momentum: share } = evidence.experiment;
    if ((optimizer !== 'momentum' && optimizer !== 'nesterov') || share <= 0.97) return null;
    const runs = failing(evidence);
    const rises = typical(runs, (run) => run.curve.rises);
    return rises > often || runs.some(isThrown) ? sign({ momentum: share }) : null;
  },
  remedies: () => [{ momentum: 0.9 }],
};
