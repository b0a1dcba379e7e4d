import type { StoredRun } from '#src/library/stored-run.ts';
import { type GroupRuns, type OutcomeFigure, outcomeOf } from '#src/studies/outcomes.ts';

/** The run of a combination whose outcome lies in the middle; undefined where none has ended. */
export function middleRun(group: GroupRuns, figure: OutcomeFigure): StoredRun | undefined {
  const ranked = group.runs
    .filter((run) => run !== null)
    .toSorted((a, b) => outcomeOf(a, figure) - outcomeOf(b, figure));
  return ranked[Math.floor((ranked.length - 1) / 2)];
}
