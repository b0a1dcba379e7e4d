import { sign, typical } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';

/** One class is so frequent that it is an answer by itself. */
export const imbalance: Cause = {
  kind: 'limit',
  suspect({ runs, data: { shares } }) {
    const share = Math.max(...shares);
    if (shares.length < 2 || share < 0.8) return null;
    const rare = typical(runs, (run) => Math.min(...(run.end?.accuracies ?? [])));
    return rare < 0.5 ? sign({ share, rare }) : null;
  },
  remedies: () => [{ classWeighting: 'balanced' }],
};
