import type { PreparedData } from '#src/data/prepare.ts';
import type { Criterion, Evidence, RunEvidence } from '#src/doctor/contract.ts';
import { dataFacts } from '#src/doctor/facts.ts';
import { floorsOf } from '#src/doctor/floors/floors.ts';
import type { Measured } from '#src/doctor/lab.ts';
import { fitsAt } from '#src/doctor/outcomes.ts';
import { settingsIn } from '#src/doctor/rates.ts';
import { curveFigures } from '#src/doctor/signs/curve.ts';
import { edgeErrors } from '#src/doctor/signs/edge-errors.ts';
import { vitalSigns } from '#src/doctor/signs/vital-signs.ts';
import { errorsOf, scoreOf } from '#src/doctor/skill.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { stepsPerEpoch, totalSteps } from '#src/experiment/steps.ts';
import { initialParameters } from '#src/network/initialisers.ts';
import { networkOf } from '#src/network/of-experiment.ts';

/** What is known of an experiment before any run of it. */
export function examine(experiment: Experiment, data: PreparedData): Evidence {
  return {
    experiment,
    data: dataFacts(experiment, data),
    floors: floorsOf({ experiment, data }),
    runs: [],
    dealt: null,
  };
}

/** What takes longer than all the rest. */
interface Thorough {
  readonly withCurvature: boolean;
  readonly withBatches: boolean;
}

/** What a run of an experiment shows. */
export function runEvidence(
  experiment: Experiment,
  { seed, skill, data, trained }: Measured,
  criterion: Criterion,
  thorough: Thorough,
): RunEvidence {
  const own = { ...experiment, seed };
  const { parameters, stopped, records } = trained;
  const curve = curveFigures(records, totalSteps(own));
  return {
    seed,
    skill,
    trainSkill: scoreOf(own, data, data.train, parameters).skill,
    fits: fitsAt(skill, criterion),
    stopped,
    curve,
    edges: edgesOf(own, data, parameters),
    ...signsOf(own, data, parameters, { ...thorough, steps: curve.steps }),
  };
}

function edgesOf(experiment: Experiment, data: PreparedData, parameters: Float32Array) {
  const errors = errorsOf(experiment, data, data.heldOut, parameters);
  return errors && edgeErrors(data, errors);
}

/** What went on in a run at its start and at its end. @param parameters at its end, after so many steps */
export function signsOf(
  experiment: Experiment,
  data: PreparedData,
  parameters: Float32Array,
  { withCurvature = false, withBatches = false, steps = totalSteps(experiment) } = {},
): Pick<RunEvidence, 'start' | 'atSwitch' | 'end'> {
  const network = networkOf(experiment, data.networkInputs);
  const { initialiser, initSeed, seed } = experiment;
  const start = initialParameters(network, initialiser, experiment, initSeed ?? seed);
  const last = Math.max(1, Math.ceil(steps / stepsPerEpoch(experiment)));
  const signsIn = (epoch: number, at: Float32Array) =>
    vitalSigns(settingsIn(experiment, epoch), data, at, {
      withCurvature,
      batchesOf: withBatches ? epoch : null,
    });
  return { start: signsIn(1, start), atSwitch: null, end: signsIn(last, parameters) };
}
