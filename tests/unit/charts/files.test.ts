import { describe, expect, it } from 'vitest';
import { framedPicture } from '#src/charts/picture.ts';
import { fileName } from '#src/charts/save-file.ts';
import { arrayColumn, tableToCsv, thinnedRows } from '#src/charts/table.ts';

describe('tableToCsv', () => {
  it('writes numbers in full, quotes what needs it and leaves the unmeasured empty', async () => {
    const table = {
      rows: 2,
      columns: [
        arrayColumn('time (s)', [0.1 + 0.2, 1e-300]),
        { name: 'run, "named"', value: (row: number) => ['a\nb', 'plain'][row] ?? '' },
        arrayColumn('loss', [Number.NaN, Number.POSITIVE_INFINITY]),
      ],
    };
    const csv = await tableToCsv(table, () => Promise.resolve());
    expect(csv).toBe(
      'time (s),"run, ""named""",loss\r\n0.30000000000000004,"a\nb",\r\n1e-300,plain,Infinity\r\n',
    );
  });

  it('lets the page breathe while it writes a long table', async () => {
    let turns = 0;
    const table = { rows: 20_001, columns: [{ name: 'row', value: (row: number) => row }] };
    const csv = await tableToCsv(table, () => {
      turns++;
      return Promise.resolve();
    });
    expect(csv.split('\r\n')).toHaveLength(20_003);
    expect(turns).toBe(4);
  });
});

describe('thinnedRows', () => {
  it('keeps first and last and at most the limit', () => {
    expect(thinnedRows(3, 5)).toEqual([0, 1, 2]);
    expect(thinnedRows(101, 5)).toEqual([0, 25, 50, 75, 100]);
    expect(thinnedRows(0, 5)).toEqual([]);
  });
});

describe('framedPicture', () => {
  const drawing = { svg: '<svg><circle/></svg>', width: 300, height: 200 };
  const words = { title: 'Loss < 1 & falling', footer: 'sum-bin', theme: 'light' } as const;

  it('frames the drawing with its title and where it came from', () => {
    const { svg, width, height } = framedPicture(drawing, words);
    expect(svg).toContain(drawing.svg);
    expect(svg).toContain('Loss &lt; 1 &amp; falling');
    expect(svg).toContain('>sum-bin</text>');
    expect([width, height > 200]).toEqual([300, true]);
  });

  it('sets each line of where it came from on a line of its own', () => {
    const { svg } = framedPicture(drawing, {
      ...words,
      footer: 'sum-bin · seed 3\nhttps://x.org/',
    });
    expect(svg).toContain('>sum-bin · seed 3</text>');
    expect(svg).toContain('>https://x.org/</text>');
  });

  it('breaks long links into lines that fit, without losing a letter', () => {
    const link = `https://example.org/#v=1&${'layer=100:relu&'.repeat(20)}`;
    const { svg, height } = framedPicture(drawing, { ...words, footer: link });
    const lines = [...svg.matchAll(/font-size="12"[^>]*>([^<]*)</g)].map(([, text]) => text!);
    expect(lines.length).toBeGreaterThan(5);
    expect(lines.join('').replaceAll('&amp;', '&')).toBe(link);
    expect(height).toBeGreaterThan(300);
  });
});

describe('fileName', () => {
  it('is made of the title’s words', () => {
    expect(fileName('Gradient norm ‖g‖₂', 'csv')).toBe('fitscope-gradient-norm-g-₂.csv');
    const long = fileName(`Loss ${'word '.repeat(40)} · seed 3`, 'png');
    expect(long).toMatch(/^fitscope-loss(-word)+-seed-3\.png$/);
    expect(long.length).toBeLessThanOrEqual(84);
  });
});
