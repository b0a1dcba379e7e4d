import type { Change, Verdict } from '#src/doctor/contract.ts';
import { escapeMarkdown } from '#src/export/markdown-text.ts';
import { headline, toldSections } from '#src/words/why.ts';
import { formatNumber } from '#words/base/numbers.ts';
import { words } from '#words/export.ts';
import { criterionText } from '#words/why.ts';

/**
 * A verdict as an answer for a question-and-answer site, in Markdown that no formula can break out of.
 *
 * @param link to the reader's experiment with changes
 * @param proof link that runs the proof again; null: there is none
 */
export function answerMarkdown(
  verdict: Verdict,
  link: (changes: Change) => string,
  proof: string | null = null,
): string {
  const { minimal, closest, runs, seconds, criterion } = verdict;
  const best = minimal[0] ?? closest;
  const sections = toldSections(verdict).flatMap(({ title, lines }) => [
    '',
    `**${escapeMarkdown(title)}**`,
    '',
    ...lines.map(({ text }) => `- ${escapeMarkdown(text)}`),
  ]);
  return [
    escapeMarkdown(headline(verdict)),
    '',
    escapeMarkdown(criterionText(criterion)),
    ...sections,
    '',
    words.tryIt(
      target(link({})),
      best === null ? null : target(link(best.changes)),
      proof === null ? null : target(proof),
      runs,
      formatNumber(seconds, 2),
    ),
    '',
  ].join('\n');
}

/** A link between the brackets of Markdown. */
function target(link: string): string {
  return link.replace(/[()<>\s\\]/g, (character) =>
    character === '(' || character === ')' || character === '\\'
      ? `%${character.charCodeAt(0).toString(16).toUpperCase()}`
      : encodeURIComponent(character),
  );
}
