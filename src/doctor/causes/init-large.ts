import { suitedInitialiser } from '#src/doctor/causes/changes.ts';
import { failing, sign, typical } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';

/** The network as it is drawn answers far beyond the targets. */
export const initLarge: Cause = {
  kind: 'choice',
  suspect(evidence) {
    const spread = typical(failing(evidence), (run) => run.start?.outputSpread);
    return spread > 20 ? sign({ spread }) : null;
  },
  remedies: (experiment) => [{ initialiser: suitedInitialiser(experiment) }],
};
