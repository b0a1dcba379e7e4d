import { suitedInitialiser } from '#src/doctor/causes/changes.ts';
import { proof } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';

/** Units that begin alike stay alike: each layer is one unit. */
export const initSymmetry: Cause = {
  kind: 'fault',
  suspect: ({ experiment: { initialiser, layers } }) =>
    (initialiser === 'zeros' || initialiser === 'constant') && layers.length > 0
      ? proof({ layers: layers.length }, true)
      : null,
  remedies: (experiment) => [{ initialiser: suitedInitialiser(experiment) }],
};
