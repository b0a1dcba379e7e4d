import type { Experiment, FieldId } from '#src/experiment/fields.ts';
import type { Problem } from '#src/experiment/problem.ts';
import { err, ok, type Result } from '#src/lib/result.ts';
import { words as texts } from '#words/base/library.ts';

/** One experiment of a batch; its runs differ in the seed only. */
export interface BatchGroup {
  /** As its reader named it; empty: told from what it holds. */
  readonly name: string;
  readonly experiment: Experiment;
  /** Where it stands on each axis of a sweep: indices into the axes' values; empty elsewhere. */
  readonly at: readonly number[];
}

/** Runs of one experiment, one per seed. */
export interface SeededExperiment {
  readonly experiment: Experiment;
  readonly seeds: readonly number[];
}

/** One swept field with its values as links write them. */
export interface BatchAxis {
  readonly field: FieldId;
  /** Empty: the name of the field. */
  readonly label: string;
  readonly values: readonly string[];
}

export const batchOrigins = ['normal-hybrid', 'switch-point', 'stuck-seeds', 'claim'] as const;
export type BatchOrigin = (typeof batchOrigins)[number];

/**
 * Runs that belong together, as plain JSON that survives a reload: K seeds of one experiment, forks side by side, a
 * sweep, a claim that is run again. Every group is run with every seed.
 */
export interface Batch {
  readonly id: string;
  readonly createdAt: number;
  /** As its reader named it; empty: told from what it holds. */
  readonly title: string;
  /** What it was made for, where the page has words of its own for that. */
  readonly origin?: BatchOrigin;
  readonly groups: readonly BatchGroup[];
  readonly seeds: readonly number[];
  /** What a sweep varies, by name; empty where nothing is swept. */
  readonly axes: readonly BatchAxis[];
  /** Train all groups of a seed side by side, epoch by epoch, rather than one after another. */
  readonly lockStep: boolean;
  /** The loss that a success ends under. Absent: whatever is not stuck at chance is one. */
  readonly success?: LossBound;
}

export interface LossBound {
  readonly column: 'trainLoss' | 'heldOutLoss';
  readonly value: number;
}

/** A batch as it is kept: until it is `settled`, it offers to go on after a reload. */
export interface StoredBatch {
  readonly id: string;
  readonly batch: Batch;
  /** All runs are done, or the reader has cancelled the rest. */
  readonly settled: boolean;
}

/** One run of a batch. The id is the same each time it is derived, so that a finished run is known again. */
export interface BatchRun {
  readonly id: string;
  readonly group: number;
  readonly seed: number;
  readonly experiment: Experiment;
}

/** `values`: of a field that is swept. */
export const batchLimits = { seeds: 64, runs: 2000, values: 64 } as const;

/** All runs of a batch in the order in which they are taken: seed by seed, so that every group grows evenly. */
export function batchRuns(batch: Batch): readonly BatchRun[] {
  return batch.seeds.flatMap((seed) =>
    batch.groups.map(({ experiment }, group) => ({
      id: `${batch.id}/${group}/${seed}`,
      group,
      seed,
      experiment: { ...experiment, seed },
    })),
  );
}

/** Where a run stands in a batch, by their ids; null: it is none of its runs. */
export function placeInBatch(
  runId: string,
  batchId: string,
): Pick<BatchRun, 'group' | 'seed'> | null {
  if (!runId.startsWith(`${batchId}/`)) return null;
  const [group, seed] = runId.slice(batchId.length + 1).split('/');
  return { group: Number(group), seed: Number(seed) };
}

/** Whether a batch is small enough for one browser. */
export function checkBatch(batch: Batch): Result<Batch, readonly Problem[]> {
  const { seeds, groups } = batch;
  if (seeds.length < 1 || seeds.length > batchLimits.seeds) {
    return err([{ field: 'seed', message: texts.aBatchTakes1ToSeeds(batchLimits.seeds) }]);
  }
  const problem = tooManyRuns(groups.length * seeds.length);
  return problem === null ? ok(batch) : err([problem]);
}

/** What is wrong with so many runs; null: one browser can do them. */
export function tooManyRuns(total: number): Problem | null {
  const { runs } = batchLimits;
  return total > runs ? { field: 'seed', message: texts.runsAreTooManyForOne(total, runs) } : null;
}
