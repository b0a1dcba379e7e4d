import { saveFile } from '#src/charts/save-file.ts';
import type { Verdict } from '#src/doctor/contract.ts';
import { type AnswerLinks, answerMarkdown, bestChange } from '#src/export/answer.ts';
import { utf8 } from '#src/lib/bytes.ts';
import { zipOf } from '#src/lib/zip.ts';
import type { PictureFile } from '#src/panels/why/save-pictures.ts';

/** Saves an answer in Markdown with its pictures as files beside it, in a ZIP file. @param pictures before, after */
export function saveAnswer(
  verdict: Verdict,
  links: AnswerLinks,
  pictures: readonly PictureFile[],
): void {
  const changes = [{}, bestChange(verdict)?.changes ?? {}];
  const files = pictures.map(({ caption, content }, i) => ({
    caption,
    content,
    file: `${['before', 'after'][i] ?? i}.png`,
    link: links.open(changes[i] ?? {}),
  }));
  const text = answerMarkdown(verdict, links, files);
  const entries = files.map(({ file, content }) => ({ name: file, content }));
  const zip = zipOf([{ name: 'answer.md', content: utf8(text) }, ...entries]);
  saveFile('fitscope-answer.zip', new Blob([zip], { type: 'application/zip' }));
}
