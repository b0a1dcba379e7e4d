import { formatNumber } from '#src/lib/number-format.ts';
import type { CriterionChoice } from '#src/store/library/compare-state.ts';
import { type LossMetric } from '#src/studies/outcomes.ts';
import { type Criterion, notStuck } from '#src/studies/seed-statistics.ts';
import { metricWords } from '#src/words/metrics.ts';

/** What the reader chose as a criterion on records; null where the loss of guessing is not known (yet). */
export function criterionOf(
  choice: CriterionChoice,
  figure: LossMetric,
  guessingLoss: number | null,
): Criterion | null {
  switch (choice.kind) {
    case 'not_stuck':
      return guessingLoss === null ? null : notStuck(guessingLoss);
    case 'loss_under':
      return { kind: 'under', column: choice.column ?? figure, value: choice.value };
    case 'accuracy_over':
      return { kind: 'over', column: 'heldOutAccuracy', value: choice.value };
  }
}

/** What a run that misses the criterion is called. */
export function failureWord({ kind }: CriterionChoice): string {
  return kind === 'not_stuck' ? 'stuck' : 'failed';
}

/** The criterion in words: "training loss under 0.989". */
export function criterionText({ kind, column, value }: Criterion): string {
  const name = metricWords[column].label.toLowerCase();
  return `${name} ${kind} ${formatNumber(value, 3)}`;
}
