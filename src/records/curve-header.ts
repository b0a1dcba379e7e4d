import { changedTo } from '#src/experiment/fields/changes.ts';
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
    phaseSwitches: [...phaseSwitches(experiment), ...settingSwitches(experiment)],
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

/** Where settings change on the way. */
function settingSwitches(experiment: Experiment): RunHeader['phaseSwitches'] {
  const epochs = [...new Set(experiment.changes.map(({ epoch }) => epoch))];
  return epochs
    .filter((epoch) => epoch < experiment.epochs)
    .map((epoch) => {
      const own = experiment.changes.filter((change) => change.epoch === epoch);
      return { epoch, from: null, to: own.map(changedTo).join(', ') };
    });
}
