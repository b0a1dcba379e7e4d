import { describe, expect, it } from 'vitest';
import {
  type Report,
  type ReportQuestion,
  reportHtml,
  reportMarkdown,
  reportZip,
} from '#src/export/report.ts';
import { sumBin } from '../../support/sum-bin.ts';
import { unzipped } from '../../support/unzipped.ts';

const figures = {
  epochs: 500,
  steps: 50_000,
  seconds: 2.5,
  runningLoss: 1.23456e-5,
  trainLoss: 2e-5,
  heldOutLoss: Infinity,
  bestHeldOutLoss: 1e-5,
  trainAccuracy: NaN,
  heldOutAccuracy: 0.975,
};
const question: ReportQuestion = {
  title: 'Two orders',
  groups: [
    { name: '"><script>alert(2)</script>', link: 'https://example.org/#v=1&seed=3', seeds: [3, 4] },
  ],
  runs: [
    {
      name: '"><script>alert(1)</script>',
      seed: 3,
      engine: 'wasm',
      figures,
      experiment: sumBin,
      lossFactor: 1,
    },
  ],
  differences: [{ field: 'phases', label: 'Batch order', values: ['fixed:250,reshuffle'] }],
  findings: ['hybrid is 3× lower'],
  pictures: [{ title: 'Loss', source: 'data:image/png;base64,AAAA' }],
};
const report: Report = {
  title: 'Normal <b>against</b> hybrid',
  asked: 'Does it help to | fix the order?',
  questions: [question],
};

describe('reports', () => {
  it('say what was asked, what differs, what came out, and how to run it again', () => {
    const text = reportMarkdown(report);
    expect(text).toContain('| Batch order | fixed:250,reshuffle |');
    expect(text).toContain(
      '| 3 | WebAssembly | 500 | 50\u202f000 | 1.235e−5 nats | 2e−5 nats | ∞ | 97.5 % | 2.5 s |',
    );
    expect(text).toContain('hybrid is 3× lower');
    expect(text).toContain('![Loss](data:image/png;base64,AAAA)');
    expect(text).toContain('seeds 3, 4: <https://example.org/#v=1&seed=3>');
  });

  it('travel as light Markdown with their pictures as files', () => {
    const files = unzipped(reportZip(report));
    expect([...files.keys()]).toEqual(['report.md', 'picture-1.png']);
    expect(files.get('picture-1.png')).toEqual(new Uint8Array(3));
    const text = new TextDecoder().decode(files.get('report.md'));
    expect(text).toContain('![Loss](picture-1.png)');
    expect(text).not.toContain('base64');
  });

  it('keep names what they are: text', () => {
    expect(reportHtml(report)).not.toContain('<script>');
    expect(reportHtml(report)).toContain('&quot;&gt;&lt;script&gt;');
    expect(reportMarkdown(report)).toContain('Does it help to \\| fix the order?');
    expect(reportMarkdown(report)).not.toContain('<script>');
  });

  it('are one HTML file that loads nothing', () => {
    const html = reportHtml(report);
    expect(html).toContain("default-src 'none'");
    expect(html.match(/(src|href)="(?!data:|https:\/\/example\.org)/g)).toBeNull();
  });

  it('say so where only the seed differs', () => {
    const questions = [{ ...question, differences: [] }];
    expect(reportMarkdown({ ...report, questions })).toContain('Nothing but the seed.');
  });

  it('have a section with pictures of its own, and a page on paper, for each question', () => {
    const two = { ...report, questions: [question, { ...question, title: 'Two rates' }] };
    const files = unzipped(reportZip(two));
    expect([...files.keys()]).toEqual(['report.md', 'picture-1.png', 'picture-2.png']);
    const text = new TextDecoder().decode(files.get('report.md'));
    const parts = ['### What differs', '### What came out', '#### Loss', '### Run it again'];
    const [, ...headings] = text.match(/^#+ .*/gm) ?? [];
    expect(headings).toEqual(['## Two orders', ...parts, '## Two rates', ...parts]);
    expect(text).toMatch(/picture-1\.png[\s\S]*Two rates[\s\S]*picture-2\.png/);
    const html = reportHtml(two);
    expect(html.match(/<section>\n<h2>.*<\/h2>/g)).toHaveLength(2);
    expect(html).toContain('section + section { break-before: page; }');
  });

  it('name many groups below one another, few beside one another', () => {
    const header = (count: number) => {
      const groups = Array.from({ length: count }, (_, g) => ({
        name: `g${g}`,
        link: '',
        seeds: [],
      }));
      const values = groups.map(({ name }) => `order of ${name}`);
      const differences = [{ ...question.differences[0]!, values }];
      return reportMarkdown({ ...report, questions: [{ ...question, groups, differences }] });
    };
    expect(header(3)).toContain('| Field | g0 | g1 | g2 |');
    expect(header(33)).toContain('| Experiment | Batch order |');
    expect(header(33)).toContain('| g32 | order of g32 |');
  });
});
