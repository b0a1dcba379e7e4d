import { sign } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';

/** Signals fade in many narrow layers. */
export const tooDeep: Cause = {
  kind: 'choice',
  suspect: ({ experiment: { layers } }) =>
    layers.length >= 4 ? sign({ layers: layers.length }) : null,
  remedies: () => [{ layers: { depth: 2 } }],
};
