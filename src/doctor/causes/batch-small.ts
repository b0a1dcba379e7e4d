import { withBatches } from '#src/doctor/causes/changes.ts';
import { failing, sign, typical } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';

/** Steps after single points are noisy. */
export const batchSmall: Cause = {
  kind: 'choice',
  suspect(evidence) {
    const { batchSize } = evidence.experiment;
    const rises = typical(failing(evidence), (run) => run.curve.rises);
    return batchSize <= 4 && rises > 0.2 ? sign({ batchSize, rises }) : null;
  },
  remedies: (experiment) => withBatches(experiment, 8 * experiment.batchSize),
};
