import type { Experiment } from '#src/experiment/fields.ts';
import { phaseEnds, stepsPerEpoch } from '#src/experiment/steps.ts';
import type { RunHeader } from '#src/records/run-header.ts';

/** What charts over time need to know of a run, beside its records. */
export type CurveHeader = Pick<
  RunHeader,
  'epochs' | 'stepsPerEpoch' | 'phaseSwitches' | 'guessing' | 'lossFactor'
>;

/** As much of it as the experiment alone says: what needs its data is null. */
export function curveHeader(experiment: Experiment): CurveHeader {
  return {
    epochs: experiment.epochs,
    stepsPerEpoch: stepsPerEpoch(experiment),
    phaseSwitches: [
      ...phaseSwitches(experiment),
      ...experiment.changes.filter(({ epoch }) => epoch < experiment.epochs),
    ],
    guessing: null,
    lossFactor: null,
  };
}

/** Where one batch order gives way to the next. */
function phaseSwitches(experiment: Experiment): RunHeader['phaseSwitches'] {
  const phases = phaseEnds(experiment);
  return phases.flatMap(({ order, until }, i) => {
    const next = phases[i + 1];
    return next === undefined ? [] : [{ epoch: until, from: order, to: next.order }];
  });
}
