import { suitedInitialiser, withActivation } from '#src/doctor/causes/changes.ts';
import { failing, sign, typical } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';

/** The first layers get hardly any gradient. */
export const vanish: Cause = {
  kind: 'state',
  suspect(evidence) {
    const ratio = typical(failing(evidence), (run) => {
      const layers = run.start?.layers ?? [];
      return (layers[0]?.gradientNorm ?? 1) / (layers.at(-1)?.gradientNorm || 1);
    });
    return ratio < 1e-3 && evidence.experiment.layers.length > 1 ? sign({ ratio }) : null;
  },
  remedies: (experiment) => [
    { initialiser: suitedInitialiser(experiment) },
    { ...withActivation('tanh'), initialiser: 'glorot_uniform' },
    { ...withActivation('relu'), initialiser: 'he_normal' },
  ],
};
