import type { Batch, BatchGroup } from '#src/library/batch.ts';
import { batchRuns } from '#src/library/batch.ts';
import type { RunFigures, StoredRun } from '#src/library/stored-run.ts';
import type { SeedOutcome } from '#src/studies/comparison.ts';

/** What runs can be compared by; lower is better for all but the accuracies. */
export const outcomeFigures = {
  heldOutLoss: { label: 'Held-out loss', lowerIsBetter: true },
  trainLoss: { label: 'Training loss', lowerIsBetter: true },
  runningLoss: { label: 'Running loss', lowerIsBetter: true },
  heldOutAccuracy: { label: 'Held-out accuracy', lowerIsBetter: false },
  trainAccuracy: { label: 'Training accuracy', lowerIsBetter: false },
} as const satisfies Partial<
  Record<keyof RunFigures, { readonly label: string; readonly lowerIsBetter: boolean }>
>;
export type OutcomeFigure = keyof typeof outcomeFigures;
/** The figures of which ratios make sense. */
export type LossFigure = Extract<OutcomeFigure, `${string}Loss`>;

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

export function hasDiverged(run: StoredRun): boolean {
  return run.stopped?.kind === 'non_finite';
}

/** What a run came to: its last measured value. A run that diverged has the worst there is. */
export function outcomeOf(run: StoredRun, figure: OutcomeFigure): number {
  if (!hasDiverged(run)) return run.figures[figure];
  return outcomeFigures[figure].lowerIsBetter ? Number.POSITIVE_INFINITY : 0;
}

/** What each seed of a group came to; runs that are missing or never measured are left out. */
export function seedOutcomes({ runs }: GroupRuns, figure: OutcomeFigure): readonly SeedOutcome[] {
  return runs.flatMap((run) => {
    if (run === null) return [];
    const value = outcomeOf(run, figure);
    return Number.isNaN(value) ? [] : [{ seed: run.experiment.seed, value }];
  });
}

/** How many runs of a batch are kept, of how many. */
export function batchProgress(
  batch: Batch,
  kept: ReadonlyMap<string, StoredRun>,
): { readonly done: number; readonly total: number } {
  const runs = batchRuns(batch);
  return { done: runs.filter(({ id }) => kept.has(id)).length, total: runs.length };
}
