import { suitedInitialiser } from '#src/doctor/causes/changes.ts';
import { failing, sign, typical } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';

/** Signals fade on their way through the network as it is drawn. */
export const initSmall: Cause = {
  kind: 'choice',
  suspect(evidence) {
    if (evidence.experiment.initialiser === 'siren') return null;
    const spread = typical(failing(evidence), (run) => run.start?.layers.at(-2)?.deviation);
    return evidence.experiment.layers.length > 0 && spread < 0.02 ? sign({ spread }) : null;
  },
  remedies: (experiment) => [{ initialiser: suitedInitialiser(experiment) }],
};
