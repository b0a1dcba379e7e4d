import { enlarged } from '#src/doctor/causes/changes.ts';
import { failing, sign } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';
import { parameterCount } from '#src/experiment/network-size.ts';

/** The network is too small. Proved by a larger one alone. */
export const capacity: Cause = {
  kind: 'choice',
  common: true,
  suspect(evidence) {
    const { experiment } = evidence;
    const units = Math.max(0, ...experiment.layers.map((layer) => layer.units));
    return units <= 4 && failing(evidence).length > 0
      ? sign({ units, parameters: parameterCount(experiment) })
      : null;
  },
  remedies: (experiment) => [enlarged(experiment)],
};
