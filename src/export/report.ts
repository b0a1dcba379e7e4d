import type { EngineId } from '#src/experiment/ids.ts';
import { escapeMarkdown } from '#src/export/markdown-text.ts';
import { fromBase64 } from '#src/lib/base64.ts';
import { utf8 } from '#src/lib/bytes.ts';
import { zipOf } from '#src/lib/zip.ts';
import type { RunFigures } from '#src/library/stored-run.ts';
import type { LossOf } from '#src/records/loss-unit.ts';
import type { MetricId } from '#src/records/metrics.ts';
import { qualitiesOf, qualityOf } from '#src/records/quality.ts';
import type { Difference } from '#src/words/differences.ts';
import { words } from '#words/export.ts';
import { fieldWords } from '#words/fields.ts';
import { locale } from '#words/forms.ts';
import { measuredText } from '#words/losses.ts';
import { metricWords, qualityText, qualityWords } from '#words/metrics.ts';

/** What was asked, and what each of its questions came to: everything a report shows. */
export interface Report {
  readonly title: string;
  readonly asked: string;
  /** At least one; each has a page on paper. */
  readonly questions: readonly ReportQuestion[];
}

/** Experiments that were set against one another: what differs, what came out. */
export interface ReportQuestion {
  readonly title: string;
  readonly groups: readonly ReportGroup[];
  /** Group by group. */
  readonly runs: readonly ReportRun[];
  /** Between the groups, in their order. */
  readonly differences: readonly Difference[];
  /** Sentences that comparisons of groups support; may be empty. */
  readonly findings: readonly string[];
  readonly pictures: readonly ReportPicture[];
}

/** One experiment; its runs differ in the seed only. */
export interface ReportGroup {
  readonly name: string;
  /** Opens the experiment with the first of its seeds. */
  readonly link: string;
  readonly seeds: readonly number[];
}

export interface ReportRun extends LossOf {
  readonly name: string;
  readonly seed: number;
  readonly engine: EngineId;
  readonly figures: RunFigures;
}

export interface ReportPicture {
  readonly title: string;
  /** `data:image/png;base64,…`, or the name of a file beside the report. */
  readonly source: string;
}

const figureColumns = [
  'epochs',
  'steps',
  'runningLoss',
  'trainLoss',
  'heldOutLoss',
  'heldOutAccuracy',
  'seconds',
] as const satisfies readonly (MetricId & keyof RunFigures)[];

/** Groups beside one another that a page has room for. */
const mostColumns = 4;

interface Table {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Fields down and groups across; the other way round where that is narrower. */
function differenceTable({ groups, differences }: ReportQuestion): Table {
  const names = groups.map(({ name }) => name);
  const labels = differences.map(({ label }) => label);
  const values = (group: number) => differences.map((field) => field.values[group] ?? '');
  return groups.length <= differences.length || groups.length <= mostColumns
    ? {
        header: [words.field, ...names],
        rows: differences.map((field) => [field.label, ...field.values]),
      }
    : { header: [words.experiment, ...labels], rows: names.map((name, g) => [name, ...values(g)]) };
}

function figureTable({ runs }: ReportQuestion): Table {
  const qualities = qualitiesOf(['r2', 'rmse'], runs);
  return {
    header: [
      words.run,
      words.seedColumn,
      words.engine,
      ...figureColumns.map((id) => metricWords[id].label),
      ...qualities.map((id) => qualityWords[id].label),
    ],
    rows: runs.map((run) => [
      run.name,
      String(run.seed),
      fieldWords.engine.options[run.engine],
      ...figureColumns.map((id) => measuredText(id, run.figures[id], run)),
      ...qualities.map((id) => qualityText(id, qualityOf(id, run))),
    ]),
  };
}

/** The report as Markdown; pictures are data addresses, which most viewers of Markdown files show. */
export function reportMarkdown({ title, asked, questions }: Report): string {
  const isOne = questions.length === 1;
  return joined([
    `# ${escapeMarkdown(title)}`,
    escapeMarkdown(asked),
    ...questions.flatMap((question) => [
      isOne ? '' : `## ${escapeMarkdown(question.title)}`,
      questionMarkdown(question, isOne ? '##' : '###'),
    ]),
  ]);
}

/** @param level of its headings, as Markdown */
function questionMarkdown(question: ReportQuestion, level: string): string {
  const { findings, differences, pictures, groups } = question;
  const shown = pictures.map(({ title, source }) => {
    const name = escapeMarkdown(title);
    return `${level}# ${name}\n\n![${name}](${source})`;
  });
  const links = groups.map(
    (group) => `- ${escapeMarkdown(group.name)}, ${seedsText(group)}: <${group.link}>`,
  );
  return joined([
    ...findings.map(escapeMarkdown),
    `${level} ${words.whatDiffers}`,
    differences.length === 0 ? words.nothingButTheSeed : markdownTable(differenceTable(question)),
    `${level} ${words.whatCameOut}`,
    markdownTable(figureTable(question)),
    ...shown,
    `${level} ${words.runItAgain}`,
    links.join('\n'),
  ]).trimEnd();
}

function joined(sections: readonly string[]): string {
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

/** The report as light Markdown with its pictures as files beside it, in a ZIP file. */
export function reportZip(report: Report): Uint8Array<ArrayBuffer> {
  const files: { readonly name: string; readonly content: Uint8Array<ArrayBuffer> }[] = [];
  const beside = ({ title, source }: ReportPicture): ReportPicture => {
    const name = `picture-${files.length + 1}.png`;
    const content = fromBase64(source.slice(source.indexOf(',') + 1)) ?? new Uint8Array();
    files.push({ name, content });
    return { title, source: name };
  };
  const questions = report.questions.map((question) => ({
    ...question,
    pictures: question.pictures.map(beside),
  }));
  const text = reportMarkdown({ ...report, questions });
  return zipOf([{ name: 'report.md', content: utf8(text) }, ...files]);
}

/** The report as one HTML file that needs nothing else. */
export function reportHtml({ title, asked, questions }: Report): string {
  const isOne = questions.length === 1;
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>${escapeHtml(title)}</title>
<style>
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { border: 1px solid #8888; padding: 0.3rem 0.6rem; text-align: left; }
figure { margin-inline: 0; }
img { max-width: 100%; background: #fff; }
@media print {
  :root { color-scheme: light; }
  body { max-width: none; margin: 0; padding: 0; font-size: 11pt; }
  section + section { break-before: page; }
  h1, h2, h3 { break-after: avoid; }
  figure, tr { break-inside: avoid; }
  .scroll { overflow: visible; }
  table { max-width: 100%; font-size: 9pt; }
  th, td { padding: 0.15rem 0.3rem; overflow-wrap: anywhere; }
  img { max-height: 60vh; }
}
</style>
</head>
<body>
<h1>${escapeHtml(title)}</h1>
${asked === '' ? '' : `<p>${escapeHtml(asked)}</p>`}
${questions.map((question) => `<section>\n${isOne ? '' : `<h2>${escapeHtml(question.title)}</h2>\n`}${questionHtml(question, isOne ? 'h2' : 'h3')}\n</section>`).join('\n')}
</body>
</html>
`;
}

/** @param level of its headings */
function questionHtml(question: ReportQuestion, level: 'h2' | 'h3'): string {
  const { findings, differences, pictures, groups } = question;
  const heading = (text: string) => `<${level}>${text}</${level}>`;
  return [
    ...findings.map((finding) => `<p><strong>${escapeHtml(finding)}</strong></p>`),
    heading(words.whatDiffers),
    differences.length === 0
      ? `<p>${words.nothingButTheSeed}</p>`
      : htmlTable(differenceTable(question)),
    heading(words.whatCameOut),
    htmlTable(figureTable(question)),
    ...pictures.map(
      ({ title, source }) =>
        `<figure><figcaption>${escapeHtml(title)}</figcaption><img alt="${escapeHtml(title)}" src="${escapeHtml(source)}"></figure>`,
    ),
    heading(words.runItAgain),
    '<ul>',
    ...groups.map(
      (group) =>
        `<li><a href="${escapeHtml(group.link)}">${escapeHtml(group.name)}</a>, ${seedsText(group)}</li>`,
    ),
    '</ul>',
  ].join('\n');
}

function seedsText({ seeds }: ReportGroup): string {
  return words.seeds(seeds);
}

function markdownTable({ header, rows }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escapeMarkdown).join(' | ')} |`;
  return [line(header), `|${header.map(() => ' --- |').join('')}`, ...rows.map(line)].join('\n');
}

function htmlTable({ header, rows }: Table): string {
  const head = header.map((cell) => `<th scope="col">${escapeHtml(cell)}</th>`).join('');
  const body = rows.map(
    (row) => `<tr>${row.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`,
  );
  return `<div class="scroll"><table><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table></div>`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
