import { sign } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';

/** Inputs far from 0, or of a spread far from 1. A sign only: many such experiments fit. */
export const xScale: Cause = {
  kind: 'choice',
  common: true,
  suspect({ data: { inputMeans, inputDeviations } }) {
    const mean = Math.max(...inputMeans.map(Math.abs));
    const deviation = Math.max(...inputDeviations);
    const far = Math.max(...inputMeans.map((m, i) => Math.abs(m) / (inputDeviations[i] || 1)));
    return deviation > 5 || deviation < 0.05 || far > 5 ? sign({ mean, deviation }) : null;
  },
  remedies: ({ inputScaling }) =>
    inputScaling === 'standardise' ? [] : [{ inputScaling: 'standardise' }],
};
