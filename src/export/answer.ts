import type { Change, Trial, Verdict } from '#src/doctor/contract.ts';
import { escapeMarkdown } from '#src/export/markdown-text.ts';
import { headline, toldSections } from '#src/words/why.ts';
import { formatNumber } from '#words/base/numbers.ts';
import { words } from '#words/export.ts';
import { criterionText } from '#words/why.ts';

/** Where an answer leads, and what it shows. */
export interface AnswerLinks {
  /** Opens the reader's experiment with changes, and trains it. */
  open(changes: Change): string;
  /** Lays the experiment with changes over it as it stands. */
  overlay(changes: Change): string;
  /** Runs the proof again; null: there is none. */
  readonly proof: string | null;
}

/** A picture beside an answer: its caption, the name of its file, and the link that it opens. */
export interface AnswerPicture {
  readonly caption: string;
  readonly file: string;
  readonly link: string;
}

/** What an answer tells beside the experiment as it stands; null: nothing made it any better. */
export function bestChange({
  minimal,
  closest,
}: Pick<Verdict, 'minimal' | 'closest'>): Trial | null {
  return minimal[0] ?? closest;
}

/**
 * A verdict as an answer for a question-and-answer site, in Markdown that no formula can break out of.
 *
 * @param pictures files that lie beside the Markdown; none: it is whole without
 */
export function answerMarkdown(
  verdict: Verdict,
  { open, overlay, proof }: AnswerLinks,
  pictures: readonly AnswerPicture[] = [],
): string {
  const { runs, seconds, criterion } = verdict;
  const best = bestChange(verdict);
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
    ...(pictures.length === 0 ? [] : ['', pictures.map(pictureMarkdown).join('\n')]),
    ...sections,
    '',
    words.tryIt(
      {
        own: target(open({})),
        changed: best && target(open(best.changes)),
        overlay: best && target(overlay(best.changes)),
        proof: proof && target(proof),
      },
      runs,
      formatNumber(seconds, 2),
    ),
    '',
  ].join('\n');
}

/** A picture that opens what it shows. */
function pictureMarkdown({ caption, file, link }: AnswerPicture): string {
  return `[![${escapeMarkdown(caption)}](${target(file)})](${target(link)})`;
}

/** A link between the brackets of Markdown. */
function target(link: string): string {
  return link.replace(/[()<>\s\\]/g, (character) =>
    character === '(' || character === ')' || character === '\\'
      ? `%${character.charCodeAt(0).toString(16).toUpperCase()}`
      : encodeURIComponent(character),
  );
}
