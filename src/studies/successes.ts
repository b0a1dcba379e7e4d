import type { Guessing } from '#src/doctor/floors/guessing.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { hasHeldOut } from '#src/experiment/held-out.ts';
import type { StoredRun } from '#src/library/stored-run.ts';
import { hasDiverged } from '#src/records/run-header.ts';
import type { SeedSuccess } from '#src/studies/comparison.ts';
import { sharedMetric } from '#src/studies/outcomes.ts';
import { type Criterion, meets, notStuck } from '#src/studies/seed-statistics.ts';

/** What the seeds of one experiment came to. */
export interface SuccessCounts {
  readonly of: number;
  readonly successes: number;
  /** Of the others: no better than guessing. */
  readonly stuck: number;
  readonly diverged: number;
}

/** A criterion that all of some experiments can meet: on training points where one of them holds none out. */
export function sharedCriterion(
  criterion: Criterion,
  experiments: readonly Experiment[],
): Criterion {
  if (criterion.kind === 'under')
    return { ...criterion, column: sharedMetric(criterion.column, experiments) };
  return experiments.every(hasHeldOut) ? criterion : { ...criterion, column: 'trainAccuracy' };
}

/** Whether a run has come to its end within a criterion. */
export function succeeds(run: StoredRun, criterion: Criterion): boolean {
  return !hasDiverged(run) && meets(criterion, run.figures[criterion.column]);
}

/** Whether a run is no better than guessing, as far as that is known. */
export function isStuck(run: StoredRun, guessing: Guessing | null): boolean {
  return guessing !== null && !hasDiverged(run) && !succeeds(run, notStuck(guessing.loss));
}

/** Whether each seed succeeded. */
export function seedSuccesses(
  runs: readonly StoredRun[],
  criterion: Criterion,
): readonly SeedSuccess[] {
  return runs.map((run) => ({
    seed: run.experiment.seed,
    succeeded: succeeds(run, criterion),
  }));
}

export function successCounts(
  runs: readonly StoredRun[],
  criterion: Criterion,
  guessing: Guessing | null,
): SuccessCounts {
  const failed = runs.filter((run) => !succeeds(run, criterion));
  return {
    of: runs.length,
    successes: runs.length - failed.length,
    stuck: failed.filter((run) => isStuck(run, guessing)).length,
    diverged: runs.filter(hasDiverged).length,
  };
}
