import type { EngineId } from '#src/experiment/ids.ts';
import { escapeMarkdown } from '#src/export/markdown-text.ts';
import { fromBase64 } from '#src/lib/base64.ts';
import { utf8 } from '#src/lib/bytes.ts';
import { zipOf } from '#src/lib/zip.ts';
import type { RunFigures } from '#src/library/stored-run.ts';
import type { LossOf } from '#src/records/loss-unit.ts';
import type { MetricId } from '#src/records/metrics.ts';
import type { Difference } from '#src/words/differences.ts';
import { words } from '#words/export.ts';
import { fieldWords } from '#words/fields.ts';
import { locale } from '#words/forms.ts';
import { measuredText } from '#words/losses.ts';
import { metricWords } from '#words/metrics.ts';

/** What was asked, what differs, what came out: everything a report shows. */
export interface Report {
  readonly title: string;
  readonly asked: string;
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

interface Table {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

function differenceTable({ groups, differences }: Report): Table {
  return {
    header: [words.field, ...groups.map(({ name }) => name)],
    rows: differences.map(({ label, values }) => [label, ...values]),
  };
}

function figureTable({ runs }: Report): Table {
  return {
    header: [
      words.run,
      words.seedColumn,
      words.engine,
      ...figureColumns.map((id) => metricWords[id].label),
    ],
    rows: runs.map((run) => [
      run.name,
      String(run.seed),
      fieldWords.engine.options[run.engine],
      ...figureColumns.map((id) => measuredText(id, run.figures[id], run)),
    ]),
  };
}

/** The report as Markdown; pictures are data addresses, which most viewers of Markdown files show. */
export function reportMarkdown(report: Report): string {
  const { title, asked, findings, pictures, groups } = report;
  const sections = [
    `# ${escapeMarkdown(title)}`,
    escapeMarkdown(asked),
    ...findings.map(escapeMarkdown),
    `## ${words.whatDiffers}`,
    report.differences.length === 0
      ? words.nothingButTheSeed
      : markdownTable(differenceTable(report)),
    `## ${words.whatCameOut}`,
    markdownTable(figureTable(report)),
    ...pictures.map(
      (picture) =>
        `### ${escapeMarkdown(picture.title)}\n\n![${escapeMarkdown(picture.title)}](${picture.source})`,
    ),
    `## ${words.runItAgain}`,
    groups
      .map((group) => `- ${escapeMarkdown(group.name)}, ${seedsText(group)}: <${group.link}>`)
      .join('\n'),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

/** The report as light Markdown with its pictures as files beside it, in a ZIP file. */
export function reportZip(report: Report): Uint8Array<ArrayBuffer> {
  const files = report.pictures.map(({ source }, i) => ({
    name: `picture-${i + 1}.png`,
    content: fromBase64(source.slice(source.indexOf(',') + 1)) ?? new Uint8Array(),
  }));
  const pictures = report.pictures.map((picture, i) => ({
    ...picture,
    source: files[i]?.name ?? '',
  }));
  const text = reportMarkdown({ ...report, pictures });
  return zipOf([{ name: 'report.md', content: utf8(text) }, ...files]);
}

/** The report as one HTML file that needs nothing else. */
export function reportHtml(report: Report): string {
  const { title, asked, findings, pictures, groups } = report;
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
img { max-width: 100%; background: #fff; }
</style>
</head>
<body>
<h1>${escapeHtml(title)}</h1>
${asked === '' ? '' : `<p>${escapeHtml(asked)}</p>`}
${findings.map((finding) => `<p><strong>${escapeHtml(finding)}</strong></p>`).join('\n')}
<h2>${words.whatDiffers}</h2>
${report.differences.length === 0 ? `<p>${words.nothingButTheSeed}</p>` : htmlTable(differenceTable(report))}
<h2>${words.whatCameOut}</h2>
${htmlTable(figureTable(report))}
${pictures.map((picture) => `<figure><figcaption>${escapeHtml(picture.title)}</figcaption><img alt="${escapeHtml(picture.title)}" src="${escapeHtml(picture.source)}"></figure>`).join('\n')}
<h2>${words.runItAgain}</h2>
<ul>
${groups.map((group) => `<li><a href="${escapeHtml(group.link)}">${escapeHtml(group.name)}</a>, ${seedsText(group)}</li>`).join('\n')}
</ul>
</body>
</html>
`;
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
