import { failing, sign, typical } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';

/** Bounded units at their ends hardly learn. */
export const saturated: Cause = {
  kind: 'state',
  suspect(evidence) {
    const bounded = evidence.experiment.layers.flatMap(({ activation }, i) =>
      activation === 'tanh' || activation === 'sigmoid' || activation === 'softsign' ? [i] : [],
    );
    const share = typical(failing(evidence), (run) =>
      Math.max(0, ...bounded.map((i) => run.start?.layers[i]?.saturated ?? 0)),
    );
    return share > 0.5 ? sign({ share }) : null;
  },
  remedies: () => [{ initialiser: 'glorot_uniform' }, { inputScaling: 'standardise' }],
};
