import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axisTicks, numberedFigure } from '#src/charts/figures/ticks.ts';

describe('axisTicks', () => {
  it('writes round numbers as everywhere on the page', () => {
    expect(axisTicks([0, 1], 'linear', 5).ticktext).toEqual(['0', '0.2', '0.4', '0.6', '0.8', '1']);
    expect(axisTicks([0, 20_000], 'linear', 4).ticktext).toEqual([
      '0',
      '5\u202f000',
      '10\u202f000',
      '15\u202f000',
      '20\u202f000',
    ]);
    expect(axisTicks([-0.3, 0.3], 'linear', 3).ticktext).toEqual(['−0.2', '0', '0.2']);
  });

  it('gives the numbers of a linear axis one power of ten where they are large or small', () => {
    expect(axisTicks([0, 1.6e6], 'linear', 4).ticktext).toEqual(['0', '0.5e6', '1e6', '1.5e6']);
    expect(axisTicks([-6e-4, 6e-4], 'linear', 3).ticktext).toEqual(['−5e−4', '0', '5e−4']);
  });

  it('numbers nothing between what an axis counts, unless that alone is in sight', () => {
    const numbers = (range: readonly [number, number], scale: 'linear' | 'log' = 'linear') =>
      axisTicks(range, scale, 12, range, 1).tickvals;
    expect(numbers([0, 3])).toEqual([0, 1, 2, 3]);
    expect(numbers([0, 1])).toEqual([0, 1]);
    expect(numbers([0.5, 3], 'log')).toEqual([1, 2, 3]);
    expect(numbers([1.2, 1.8])).toContain(1.5);
  });

  it('numbers decades, and fewer of them where there are many', () => {
    expect(axisTicks([1e-6, 1], 'log', 7).ticktext).toEqual([
      '1e−6',
      '1e−5',
      '0.0001',
      '0.001',
      '0.01',
      '0.1',
      '1',
    ]);
    expect(axisTicks([1e-6, 1], 'log', 4).tickvals).toEqual([1e-6, 1e-4, 1e-2, 1]);
  });

  it('numbers what lies within a decade in full', () => {
    expect(axisTicks([0.27, 1.2], 'log', 5).ticktext).toEqual(['0.3', '0.5', '0.7', '1']);
    expect(axisTicks([0.04, 2], 'log', 5).ticktext).toEqual(['0.1', '0.3', '1']);
    expect(axisTicks([1.6e14, 2.5e14], 'log', 5).ticktext).toEqual([
      '1.6e14',
      '1.8e14',
      '2e14',
      '2.2e14',
      '2.4e14',
    ]);
  });

  it('has numbers, few enough for their room, on any axis of some width', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -9, max: 14, noNaN: true }),
        fc.double({ min: 0.3, max: 12, noNaN: true }),
        fc.integer({ min: 3, max: 12 }),
        (from, decades, most) => {
          const [low, high] = [10 ** from, 10 ** (from + decades)];
          const { tickvals, ticktext } = axisTicks([low, high], 'log', most);
          expect(tickvals.length).toBeGreaterThanOrEqual(1);
          expect(tickvals.length).toBeLessThanOrEqual(most + 1);
          expect(new Set(ticktext).size).toBe(tickvals.length);
          expect(Math.max(...ticktext.map((text) => text.length))).toBeLessThanOrEqual(7);
          for (const value of tickvals) {
            expect(value).toBeGreaterThanOrEqual(low * (1 - 1e-6));
            expect(value).toBeLessThanOrEqual(high * (1 + 1e-6));
          }
        },
      ),
      { seed: 4, numRuns: 500 },
    );
  });
});

describe('numberedFigure', () => {
  const layout = {
    width: 400,
    height: 300,
    margin: { l: 60, r: 14, t: 10, b: 40 },
    xaxis: { range: [0, 100] },
    yaxis: { type: 'log', range: [-2, 0] },
    xaxis2: { type: 'category', range: [-0.5, 2.5] },
    yaxis2: { range: [0, 1], tickvals: [0.5], ticktext: ['half'] },
  } as const;
  const numbered = () => numberedFigure({ data: [], layout: { ...layout } as object }).layout;

  it('numbers the axes, a little beyond what is seen', () => {
    const { xaxis, yaxis } = numbered();
    expect(xaxis?.ticktext).toEqual(expect.arrayContaining(['0', '50', '100', '150', '−50']));
    expect(yaxis?.tickvals).toEqual(expect.arrayContaining([0.01, 0.1, 1, 10]));
    expect(yaxis?.range).toEqual([-2, 0]);
  });

  it('leaves out a number that would not end within the chart', () => {
    const last = (r: number) => {
      const margin = { ...layout.margin, r };
      const wide = { ...layout, margin, xaxis: { range: [0, 8e5] } } as object;
      const { tickvals, ticktext } = numberedFigure({ data: [], layout: wide }).layout.xaxis ?? {};
      return ticktext?.[(tickvals as number[]).indexOf(8e5)];
    };
    expect([last(14), last(30)]).toEqual(['', '800\u202f000']);
  });

  it('leaves an axis alone that has numbers of its own, or names', () => {
    expect(numbered().yaxis2).toMatchObject(layout.yaxis2);
    expect(numbered().xaxis2).toEqual(layout.xaxis2);
  });

  it('has no more numbers than there is room for, nor than are asked for', () => {
    const shown = (axis: object) => {
      const { yaxis } = numberedFigure({
        data: [],
        layout: { ...layout, yaxis: { range: [0, 1], ...axis } } as object,
      }).layout;
      return ((yaxis?.tickvals ?? []) as number[]).filter((value) => value >= 0 && value <= 1)
        .length;
    };
    expect(shown({})).toBeGreaterThan(5);
    expect(shown({ nticks: 4 })).toBeLessThanOrEqual(5);
    expect(shown({ nticks: 4, domain: [0, 0.2] })).toBeLessThanOrEqual(3);
  });

  it('tells the size of what is seen by two numbers at least, however low the axis', () => {
    const signs = (reach: number) =>
      axisTicks([-reach, reach], 'linear', 2).tickvals.map(Math.sign);
    for (const reach of [0.11, 0.3, 0.49, 3, 70]) expect(signs(reach)).toEqual([-1, 0, 1]);
  });

  it('has a left margin that holds long numbers and the title beside them', () => {
    const marginOf = (range: readonly number[]) =>
      numberedFigure({ data: [], layout: { ...layout, yaxis: { type: 'log', range } } as object })
        .layout.margin?.l ?? 0;
    const digits = 7 * '0.0001'.length;
    expect(marginOf([-4, 0])).toBeGreaterThan(digits + 20);
    expect(marginOf([-2, 0])).toBe(layout.margin.l);
  });

  it('draws nothing anew but the axes', () => {
    expect(numbered()).toMatchObject({ width: 400, margin: layout.margin });
  });
});
