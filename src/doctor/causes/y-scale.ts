import { sign } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';
import { isAdaptive, reachOf } from '#src/doctor/rates.ts';

/** Targets that the optimiser cannot reach in time, or of a spread far from 1. */
export const yScale: Cause = {
  kind: 'choice',
  common: true,
  suspect({ experiment, data: { classes, targetMean, targetDeviation } }) {
    if (classes !== null) return null;
    const needed = Math.abs(targetMean) + targetDeviation;
    const reach = isAdaptive(experiment) ? reachOf(experiment) : Infinity;
    if (reach < needed) return sign({ reach, needed });
    return targetDeviation > 10 || targetDeviation < 0.02
      ? sign({ mean: targetMean, deviation: targetDeviation })
      : null;
  },
  remedies: ({ targetScaling }, { classes }) =>
    classes !== null || targetScaling === 'standardise' ? [] : [{ targetScaling: 'standardise' }],
};
