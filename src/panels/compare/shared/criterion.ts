import type { Guessing } from '#src/doctor/floors/guessing.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import type { StoredRun } from '#src/library/stored-run.ts';
import type { CriterionChoice } from '#src/store/library/compare-state.ts';
import type { LossMetric } from '#src/studies/outcomes.ts';
import { type Criterion, learnt, notStuck } from '#src/studies/seed-statistics.ts';
import { isStuck, sharedCriterion } from '#src/studies/successes.ts';

/**
 * What the reader chose as a criterion on the records of some experiments; null where it is not known (yet) what guessing
 * scores.
 */
export function chosenCriterion(
  choice: CriterionChoice,
  metric: LossMetric,
  guessing: Guessing | null,
  experiments: readonly Experiment[],
): Criterion | null {
  const criterion = chosen(choice, metric, guessing);
  return criterion && sharedCriterion(criterion, experiments);
}

function chosen(
  choice: CriterionChoice,
  metric: LossMetric,
  guessing: Guessing | null,
): Criterion | null {
  switch (choice.kind) {
    case 'learnt':
      return guessing === null ? null : learnt(guessing);
    case 'not_stuck':
      return guessing === null ? null : notStuck(guessing.loss);
    case 'loss_under':
      return { kind: 'under', column: choice.column ?? metric, value: choice.value };
    case 'accuracy_over':
      return { kind: 'over', column: 'heldOutAccuracy', value: choice.value };
  }
}

/** What a run that misses its criterion is called. @param guessing null where it is not known (yet) */
export function failureWord(run: StoredRun, guessing: Guessing | null): string {
  return isStuck(run, guessing) ? 'stuck' : 'failed';
}
