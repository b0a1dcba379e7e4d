import type { Experiment } from '#src/experiment/fields.ts';
import { totalSteps } from '#src/experiment/steps.ts';
import type { RunHeader } from '#src/records/run-header.ts';

/** What charts over time need to know of a run, beside its records. */
export type CurveHeader = Pick<
  RunHeader,
  'epochs' | 'stepsPerEpoch' | 'phaseSwitches' | 'guessing' | 'lossFactor'
>;

/** As much of it as the experiment alone says: what needs its data is null. */
export function curveHeader(experiment: Experiment): CurveHeader {
  const { epochs, phases } = experiment;
  let until = 0;
  const phaseSwitches = phases.slice(1).map((phase, i) => {
    const before = phases[i] as (typeof phases)[number];
    until += before.epochs ?? 0;
    return { epoch: until, from: before.order, to: phase.order };
  });
  const stepsPerEpoch = totalSteps(experiment) / epochs;
  return { epochs, stepsPerEpoch, phaseSwitches, guessing: null, lossFactor: null };
}

/** Training rows that one epoch visits. */
export function samplesPerEpoch({ trainCount, batchSize, dropLast }: Experiment): number {
  return dropLast ? Math.floor(trainCount / batchSize) * batchSize : trainCount;
}
