import { failing, isElsewhere, proof, typical } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';

/** Held-out points lie where no training point does. */
export const splitShift: Cause = {
  kind: 'limit',
  suspect(evidence) {
    if (!isElsewhere(evidence)) return null;
    const errors = typical(failing(evidence), (run) => run.edges?.outside);
    return proof({ outside: evidence.data.outside, ...(errors > 0 && { errors }) });
  },
  remedies: () => [],
};
