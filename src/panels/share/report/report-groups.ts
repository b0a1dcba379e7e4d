import { kindOfExperiment } from '#src/experiment/differences.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { placeInBatch, type StoredBatch } from '#src/library/batch.ts';
import type { StoredRun } from '#src/library/stored-run.ts';
import { runName } from '#src/panels/shared/run-words.ts';

/** Runs that differ in the seed only. */
export interface ReportGroup {
  readonly name: string;
  /** With the first of the seeds. */
  readonly experiment: Experiment;
  /** By seed. */
  readonly runs: readonly StoredRun[];
}

/** Runs of one batch, or those of none. */
export interface ReportQuestion {
  /** Null: of no batch. */
  readonly title: string | null;
  readonly runs: readonly StoredRun[];
}

/** What some runs answer, a question each batch, in the order of the runs. */
export function reportQuestions(
  runs: readonly StoredRun[],
  batches: readonly StoredBatch[],
): readonly ReportQuestion[] {
  const batchOf = ({ groupId }: StoredRun) => batches.find(({ id }) => id === groupId);
  return [...new Set(runs.map(batchOf))].map((stored) => ({
    title: stored?.batch.title ?? null,
    runs: runs.filter((run) => batchOf(run) === stored),
  }));
}

/** The groups of some runs, those of a batch in its order. */
export function reportGroups(
  runs: readonly StoredRun[],
  batches: readonly StoredBatch[],
): readonly ReportGroup[] {
  const groups = new Map<string, StoredRun[]>();
  for (const run of runs) {
    const kind = kindOfExperiment(run.experiment);
    groups.set(kind, [...(groups.get(kind) ?? []), run]);
  }
  return [...groups.values()]
    .map((own) => own.toSorted((a, b) => a.experiment.seed - b.experiment.seed))
    .flatMap((own) => {
      const [first] = own;
      if (first === undefined) return [];
      const { index, name } = placeOf(first, batches);
      return [{ index, group: { name, experiment: first.experiment, runs: own } }];
    })
    .toSorted((a, b) => a.index - b.index)
    .map(({ group }) => group);
}

/** A run's group in its batch, where it has one. */
function placeOf(
  run: StoredRun,
  batches: readonly StoredBatch[],
): { readonly index: number; readonly name: string } {
  const { groupId } = run;
  const stored = batches.find(({ id }) => id === groupId);
  const group = stored && placeInBatch(run.id, stored.id)?.group;
  const name = stored?.batch.groups[group ?? -1]?.name ?? runName(run);
  return { index: group ?? 0, name };
}

/**
 * Of some groups the runs that stand for them, group by group: at least one of each, the middle one first, and no more than
 * `most` where there are fewer groups.
 *
 * @param outcome of a run: lower is better
 */
export function representatives<R>(
  groups: readonly (readonly R[])[],
  outcome: (run: R) => number,
  most: number,
): readonly (readonly R[])[] {
  const each = Math.max(1, Math.floor(most / Math.max(groups.length, 1)));
  return groups.map((runs) => {
    const sorted = runs.toSorted((a, b) => compared(outcome(a), outcome(b)));
    const middle = Math.floor((sorted.length - 1) / 2);
    // The middle one, then the worst, the best and what is between them.
    const order = new Set([middle, sorted.length - 1, 0, ...sorted.keys()]);
    const chosen = new Set([...order].slice(0, each).map((i) => sorted[i]));
    return runs.filter((run) => chosen.has(run));
  });
}

function compared(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
