import type { Change, Trial, Verdict } from '#src/doctor/contract.ts';
import {
  headlineStatements,
  type LineStatement,
  type PartingStatement,
  type SectionId,
  verdictSections,
} from '#src/doctor/statements.ts';
import { circumstances } from '#src/experiment/differences.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { isRelevant } from '#src/experiment/relevance.ts';
import { messageText } from '#src/lib/message.ts';
import { differences } from '#src/words/differences.ts';
import { inSentence } from '#words/forms.ts';
import {
  criterionText,
  headlineTexts,
  lineTexts,
  partingTexts,
  sectionTitles,
  verdictTextWords,
} from '#words/why.ts';

/** "output activation Softmax → Linear, epochs 50 → 500"; without what has no effect once they are made. */
export function changeText(experiment: Experiment, changes: Change): string {
  const changed = { ...experiment, ...changes };
  return differences([experiment, changed], circumstances)
    .filter(({ field }) => isRelevant(field, changed))
    .map(({ label, values: [before, after] }) => `${inSentence(label)} ${before} → ${after}`)
    .join(', ');
}

/** The verdict in a few sentences. */
export function headline(verdict: Verdict): string {
  const texts = headlineTexts((changes) => changeText(verdict.experiment, changes));
  return headlineStatements(verdict)
    .map((statement) => messageText(texts, statement))
    .join(' ');
}

function lineText(experiment: Experiment, line: LineStatement): string {
  return messageText(
    lineTexts((changes) => changeText(experiment, changes)),
    line,
  );
}

/** What differs between seeds that fit and those that do not. */
export function partingText(statement: PartingStatement): string {
  return messageText(partingTexts, statement);
}

/** A trial with its counts: "epochs 50 → 500: 7 of 8 seeds, skill 0.98". */
export function trialText(experiment: Experiment, trial: Trial): string {
  return lineText(experiment, { id: 'trial', values: { trial } });
}

export interface ToldSection {
  readonly id: SectionId;
  readonly title: string;
  readonly lines: readonly ToldLine[];
}

interface ToldLine {
  readonly text: string;
  /** Null: it tells of no trial. */
  readonly trial: Trial | null;
}

/** All that a verdict says. */
export function toldSections(verdict: Verdict): readonly ToldSection[] {
  return verdictSections(verdict).map(({ id, lines }) => ({
    id,
    title: sectionTitles[id],
    lines: lines.map((line) => ({
      text: lineText(verdict.experiment, line),
      trial: 'trial' in line.values ? line.values.trial : null,
    })),
  }));
}

/** A verdict as plain text. @param link to an experiment with changes */
export function verdictText(verdict: Verdict, link: (changes: Change) => string): string {
  const { minimal, runs, seconds } = verdict;
  const [best] = minimal;
  return [
    headline(verdict),
    criterionText(verdict.criterion),
    ...toldSections(verdict).flatMap(({ title, lines }) => [
      '',
      title,
      ...lines.map(({ text }) => `  ${text}`),
    ]),
    '',
    ...(best === undefined ? [] : [verdictTextWords.withTheFirst(link(best.changes))]),
    verdictTextWords.spent(runs, seconds),
  ].join('\n');
}
