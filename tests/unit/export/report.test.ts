import { describe, expect, it } from 'vitest';
import { type Report, reportHtml, reportMarkdown, reportZip } from '#src/export/report.ts';
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
const report: Report = {
  title: 'Normal <b>against</b> hybrid',
  asked: 'Does it help to | fix the order?',
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
    expect(reportMarkdown({ ...report, differences: [] })).toContain('Nothing but the seed.');
  });
});
