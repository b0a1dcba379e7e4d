import type { StoredRun } from '#src/library/stored-run.ts';
import { type GroupRuns, type OutcomeMetric, outcomeOf } from '#src/studies/outcomes.ts';

/** The run of a combination whose outcome lies in the middle; undefined where none has ended. */
export function middleRun(group: GroupRuns, metric: OutcomeMetric): StoredRun | undefined {
  const ranked = group.runs
    .filter((run) => run !== null)
    .toSorted((a, b) => outcomeOf(a, metric) - outcomeOf(b, metric));
  return ranked[Math.floor((ranked.length - 1) / 2)];
}
