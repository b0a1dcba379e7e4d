import { sign } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';

/** Some seeds fit and some do not. */
export const seedLuck: Cause = {
  kind: 'limit',
  suspect({ runs }) {
    const fitting = runs.filter(({ fits }) => fits).length;
    return fitting > 0 && fitting < runs.length ? sign({ fitting, of: runs.length }) : null;
  },
  remedies: () => [],
};
