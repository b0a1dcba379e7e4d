import { messageText } from '#src/lib/message.ts';
import type { Criterion } from '#src/studies/seed-statistics.ts';
import { type ComparisonStatement, successStatements } from '#src/studies/statements.ts';
import type { SuccessCounts } from '#src/studies/successes.ts';
import { formatNumber } from '#words/base/numbers.ts';
import { comparisonTexts, criterionTexts, successTexts } from '#words/comparison.ts';
import { inSentence } from '#words/forms.ts';
import { metricWords } from '#words/metrics.ts';

/** What seeds say of two groups. */
export function comparisonText(statements: readonly ComparisonStatement[]): string {
  return statements.map((statement) => messageText(comparisonTexts, statement)).join(' ');
}

/** What the seeds of one experiment came to. */
export function successesText(counts: SuccessCounts, criterion: Criterion): string {
  const texts = successTexts(criterionText(criterion));
  return successStatements(counts)
    .map((statement) => messageText(texts, statement))
    .join(' ');
}

/** The criterion in words: "training loss under 0.989". */
export function criterionText({ kind, column, value }: Criterion): string {
  return criterionTexts[kind](inSentence(metricWords[column].label), formatNumber(value, 3));
}
