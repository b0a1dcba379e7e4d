import type { Criterion, RunEvidence } from '#src/doctor/contract.ts';
import { runEvidence } from '#src/doctor/examine.ts';
import type { Lab } from '#src/doctor/lab.ts';
import { settingsIn } from '#src/doctor/rates.ts';
import type { VitalSigns } from '#src/doctor/signs/signs.ts';
import { vitalSigns } from '#src/doctor/signs/vital-signs.ts';
import { runCost } from '#src/experiment/cost.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { phaseEnds, stepsPerEpoch } from '#src/experiment/steps.ts';

/** Share of the budget after which runs are not looked at in their middle. */
const switchShare = 0.6;
/** Further seeds, and the share of the budget that they may take beside it. */
const further = { seeds: 16, share: 0.4 } as const;

function isSplit(runs: readonly RunEvidence[]): boolean {
  return runs.some(({ fits }) => fits) && runs.some(({ fits }) => !fits);
}

/** The last epoch before the batch order changes for the first time; null: it never does. */
function switchOf(experiment: Experiment): number | null {
  return (experiment.phases.length > 1 && phaseEnds(experiment)[0]?.until) || null;
}

/** Where phases of batch order follow one another and seeds part: what is inside when the first of them ends. */
export async function withSwitch(
  lab: Lab,
  experiment: Experiment,
  runs: readonly RunEvidence[],
): Promise<readonly RunEvidence[]> {
  const epoch = switchOf(experiment);
  if (epoch === null || !isSplit(runs)) return runs;
  const cost = runs.length * runCost(experiment, epoch * stepsPerEpoch(experiment));
  if (!lab.affords(cost, switchShare)) return runs;
  const at = await signsAt(
    lab,
    experiment,
    runs.map(({ seed }) => seed),
    epoch,
  );
  return runs.map((run) => ({ ...run, atSwitch: at.get(run.seed) ?? null }));
}

/**
 * Where seeds part: what goes on in runs with further ones. What eight seeds have in common, chance may have given them.
 *
 * @param runs with the seeds so far
 */
export async function furtherRuns(
  lab: Lab,
  experiment: Experiment,
  criterion: Criterion,
  runs: readonly RunEvidence[],
): Promise<readonly RunEvidence[]> {
  if (!isSplit(runs) || experiment.layers.length === 0) return [];
  const epoch = runs.some(({ atSwitch }) => atSwitch !== null) ? switchOf(experiment) : null;
  const middle = epoch === null ? 0 : runCost(experiment, epoch * stepsPerEpoch(experiment));
  const affordable = Math.floor((further.share * lab.budget) / (runCost(experiment) + middle));
  const from = Math.max(...runs.map(({ seed }) => seed)) + 1;
  const seeds = Array.from({ length: Math.min(further.seeds, affordable) }, (_, i) => from + i);
  const found = await lab.measure(experiment, seeds);
  const at = epoch === null ? null : await signsAt(lab, experiment, seeds, epoch);
  const thorough = { withCurvature: false, withBatches: false };
  return found.map((run) => ({
    ...runEvidence(experiment, run, criterion, thorough),
    atSwitch: at?.get(run.seed) ?? null,
  }));
}

/** What is inside at the end of an epoch, by seed. */
async function signsAt(
  lab: Lab,
  experiment: Experiment,
  seeds: readonly number[],
  epoch: number,
): Promise<ReadonlyMap<number, VitalSigns | null>> {
  const steps = epoch * stepsPerEpoch(experiment);
  const found = await lab.measure(experiment, seeds, steps);
  return new Map(
    found.map(({ seed, data, trained }) => [
      seed,
      vitalSigns(settingsIn({ ...experiment, seed }, epoch), data, trained.parameters),
    ]),
  );
}
