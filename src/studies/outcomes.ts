import { type Experiment, fieldsIn } from '#src/experiment/fields.ts';
import { hasHeldOut } from '#src/experiment/held-out.ts';
import type { Batch, BatchGroup } from '#src/library/batch.ts';
import { batchRuns } from '#src/library/batch.ts';
import type { StoredRun } from '#src/library/stored-run.ts';
import { isMeasured, type MetricId, type MetricOf, metrics } from '#src/records/metrics.ts';
import { besideLoss } from '#src/records/quality.ts';
import { hasDiverged } from '#src/records/run-header.ts';
import type { SeedOutcome } from '#src/studies/comparison.ts';

/** Losses that runs can be compared by. */
export const lossMetrics = [
  'heldOutLoss',
  'trainLoss',
  'runningLoss',
] as const satisfies readonly MetricOf<'loss'>[];
export type LossMetric = (typeof lossMetrics)[number];

/** What runs can be compared by. */
export const outcomeMetrics = [
  ...lossMetrics,
  'heldOutAccuracy',
  'trainAccuracy',
] as const satisfies readonly MetricId[];
export type OutcomeMetric = (typeof outcomeMetrics)[number];

const onTraining: Partial<Record<OutcomeMetric, OutcomeMetric>> = {
  heldOutLoss: 'trainLoss',
  heldOutAccuracy: 'trainAccuracy',
};

/** What experiments are compared by: the same on training points where one of them holds none out. */
export function sharedMetric(id: LossMetric, experiments: readonly Experiment[]): LossMetric;
export function sharedMetric(id: OutcomeMetric, experiments: readonly Experiment[]): OutcomeMetric;
export function sharedMetric(id: OutcomeMetric, experiments: readonly Experiment[]): OutcomeMetric {
  return experiments.every(hasHeldOut) ? id : (onTraining[id] ?? id);
}

/** Of these metrics, those that all experiments have. */
export function sharedMetrics<Id extends MetricId>(
  ids: readonly Id[],
  experiments: readonly Experiment[],
): readonly Id[] {
  return ids.filter((id) => experiments.every((experiment) => isMeasured(id, experiment)));
}

/** One experiment of a batch with the runs of it that are kept. */
export interface GroupRuns {
  readonly group: BatchGroup;
  /** One for each seed of the batch, in its order; null: not (yet) there. */
  readonly runs: readonly (StoredRun | null)[];
}

/** The runs of a batch, by group and seed. @param kept by id */
export function groupRuns(
  batch: Batch,
  kept: ReadonlyMap<string, StoredRun>,
): readonly GroupRuns[] {
  const groups = batch.groups.map((group) => ({ group, runs: [] as (StoredRun | null)[] }));
  for (const { id, group } of batchRuns(batch)) groups[group]?.runs.push(kept.get(id) ?? null);
  return groups;
}

/** Fields that tell what guessing scores. */
const guessedBy = (['target', 'data', 'inputs', 'loss'] as const).flatMap(fieldsIn);

/** For each group the run that says what guessing scores: the first of all of the same data and loss; null: none is there. */
export function tellingRuns(groups: readonly GroupRuns[]): readonly (StoredRun | null)[] {
  const keys = groups.map(({ group: { experiment } }) =>
    JSON.stringify(guessedBy.map((field) => experiment[field])),
  );
  const firsts = new Map<string, StoredRun>();
  for (const [g, { runs }] of groups.entries()) {
    const first = runs.find((run) => run !== null);
    const key = keys[g] as string;
    if (first && !firsts.has(key)) firsts.set(key, first);
  }
  return keys.map((key) => firsts.get(key) ?? null);
}

/** What a run came to: its last measured value. A run that diverged has the worst there is. */
export function outcomeOf(run: StoredRun, metric: OutcomeMetric): number {
  if (!hasDiverged(run)) return run.figures[metric];
  return metrics[metric].better === 'lower' ? Number.POSITIVE_INFINITY : 0;
}

/** What each seed of a group came to; runs that are missing or never measured are left out. */
export function seedOutcomes({ runs }: GroupRuns, metric: OutcomeMetric): readonly SeedOutcome[] {
  return runs.flatMap((run) => {
    if (run === null) return [];
    const outcome = runOutcome(run, metric);
    return Number.isNaN(outcome.value) ? [] : [outcome];
  });
}

/** What a run came to, with its seed and what stands beside it. */
export function runOutcome(run: StoredRun, metric: OutcomeMetric): SeedOutcome {
  const value = outcomeOf(run, metric);
  return { seed: run.experiment.seed, value, beside: besideLoss(metric, run, value) };
}

/** How many runs of a batch are kept, of how many. */
export function batchProgress(
  batch: Batch,
  kept: ReadonlyMap<string, StoredRun>,
): { readonly done: number; readonly total: number } {
  const runs = batchRuns(batch);
  return { done: runs.filter(({ id }) => kept.has(id)).length, total: runs.length };
}
