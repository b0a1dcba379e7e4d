import fc from 'fast-check';
import type { ScatterData } from 'plotly.js';
import { describe, expect, it } from 'vitest';
import { type BandGroup, bandFigure, bandTable } from '#src/charts/figures/band.ts';
import { heatMapFigure } from '#src/charts/figures/heat-map.ts';
import {
  axisPositions,
  type BrushScale,
  brushAfter,
  brushedLines,
  brushScale,
  layoutParallel,
  type ParallelAxis,
} from '#src/charts/figures/parallel.ts';
import { ratiosFigure, ratiosTable } from '#src/charts/figures/ratios.ts';
import { type SweepInput, sweepTable } from '#src/charts/figures/sweep.ts';
import { sweepLineFigure } from '#src/charts/figures/sweep-line.ts';
import { RunLog } from '#src/records/run-log.ts';
import { compareGroups } from '#src/studies/comparison.ts';
import { band } from '#src/studies/seed-statistics.ts';
import { recordTable } from '../../support/record-tables.ts';

const viewport = { width: 600, height: 400, zoom: {} };
const traces = (figure: { readonly data: unknown[] }) => figure.data as ScatterData[];
const named = (figure: { readonly data: unknown[] }, uid: string) =>
  traces(figure).find((trace) => trace.uid === uid)!;
const numbers = (values: unknown) => Array.from(values as ArrayLike<number>);

function bandGroup(losses: readonly (readonly number[])[], diverged: readonly number[] = []) {
  const records = losses.map((run) => recordTable(run.map((heldOutLoss) => ({ heldOutLoss }))));
  const group: BandGroup = {
    id: 'a',
    name: 'A',
    colour: 0,
    band: band(
      records.map((table, seed) => ({
        seed,
        records: table,
        stopped: diverged.includes(seed)
          ? { kind: 'non_finite', epoch: 2, step: 5 }
          : { kind: 'epochs' },
      })),
      'heldOutLoss',
    ),
    runs: records.map((table, seed) => {
      const log = new RunLog();
      log.append(table);
      const switches = [{ epoch: 2, from: 'fixed', to: 'reshuffle' } as const];
      return {
        seed,
        log,
        samplesPerEpoch: 100,
        header: { epochs: losses[0]!.length, stepsPerEpoch: 10, phaseSwitches: switches },
      };
    }),
    guessing: null,
  };
  return group;
}

const bandInput = (group: BandGroup) => ({
  groups: [group],
  column: 'heldOutLoss' as const,
  yTitle: 'Held-out loss',
  view: { x: 'epoch' as const, xScale: 'linear' as const, y: 'log' as const },
  theme: 'light' as const,
});

describe('bands over seeds', () => {
  it('show a name as it is', () => {
    const group = { ...bandGroup([[1, 0.5]]), name: '<b>A</b>' };
    const { name, hovertemplate } = named(bandFigure(bandInput(group), viewport), 'a-median');
    expect([name, String(hovertemplate).slice(0, 18)]).toEqual([
      '&lt;b&gt;A&lt;/b&gt;',
      '&lt;b&gt;A&lt;/b&g',
    ]);
  });

  it('draw median, every seed and the switch', () => {
    const losses = [
      [4, 2, 1],
      [8, 4, 2],
      [2, 1, 0.5],
    ];
    const figure = bandFigure(bandInput(bandGroup(losses)), viewport);
    expect(numbers(named(figure, 'a-median').y)).toEqual([4, 2, 1]);
    expect(named(figure, 'a-band'), 'too few for a band').toBeUndefined();
    const seeds = losses.flatMap((own) => [...own, NaN]);
    expect(numbers(named(figure, 'a-seeds').y)).toEqual(seeds);
    expect(figure.layout.shapes).toMatchObject([{ x0: 2, x1: 2 }]);
  });

  it('are drawn between runs from ten seeds on', () => {
    const losses = Array.from({ length: 11 }, (_, seed) => [seed + 1, seed + 2]);
    const figure = bandFigure(bandInput(bandGroup(losses)), viewport);
    const band = named(figure, 'a-band');
    expect([numbers(band.x), numbers(band.y)], 'to its high edge and back by its low one').toEqual([
      [1, 2, 2, 1],
      [10, 11, 3, 2],
    ]);
    const behind = losses.flatMap((own) => [...own, NaN]);
    expect(numbers(named(figure, 'a-seeds').y)).toEqual(behind);
  });

  it('have a line of what guessing scores, one for each experiment where they differ', () => {
    const group = (id: string, loss: number | null): BandGroup => ({
      ...bandGroup([[1, 0.5]]),
      id,
      name: `<${id}>`,
      guessing: loss === null ? null : { loss, accuracy: null, answer: 'mean' },
    });
    const lines = (...groups: readonly BandGroup[]) =>
      traces(bandFigure({ ...bandInput(groups[0]!), groups }, viewport))
        .filter(({ uid }) => uid?.endsWith('reference'))
        .map(({ name, y }) => [name, numbers(y)]);
    expect(lines(group('a', 2), group('b', null), group('c', 2))).toEqual([
      ['guessing: training mean = 2', [2, 2]],
    ]);
    expect(lines(group('a', 2), group('b', 3), group('c', 2))).toEqual([
      ['guessing: training mean, &lt;a&gt;, &lt;c&gt; = 2', [2, 2]],
      ['guessing: training mean, &lt;b&gt; = 3', [3, 3]],
    ]);
  });

  it('never look better because runs diverged: their edge leaves the chart', () => {
    const figure = bandFigure(bandInput(bandGroup([[4, 2, 1], [8], [2]], [1, 2])), viewport);
    const top = 10 ** Number(figure.layout.yaxis?.range?.[1]);
    expect(numbers(named(figure, 'a-median').y).at(-1)).toBeGreaterThan(top);
  });

  it('count samples seen, and lie on a logarithmic axis by exponents', () => {
    const input = bandInput(bandGroup([[4, 2, 1]]));
    const view = { x: 'samples' as const, xScale: 'log' as const, y: 'log' as const };
    const figure = bandFigure({ ...input, view }, viewport);
    expect(numbers(named(figure, 'a-median').x)).toEqual([100, 200, 300]);
    expect(figure.layout.xaxis?.range?.[0]).toBeCloseTo(2);
    expect(figure.layout.shapes).toMatchObject([{ x0: 200 }]);
    expect(figure.layout.annotations?.[0]?.x).toBeCloseTo(Math.log10(200));
  });

  it('keep the lowest and the highest point of the band at any number of epochs', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), {
          minLength: 1,
          maxLength: 5000,
        }),
        (losses) => {
          const figure = bandFigure(bandInput(bandGroup([losses])), viewport);
          const drawn = numbers(named(figure, 'a-median').y);
          expect(Math.min(...drawn)).toBe(Math.min(...losses));
          expect(Math.max(...drawn)).toBe(Math.max(...losses));
        },
      ),
      { numRuns: 30 },
    );
  });

  it('stand in a table, measured epochs only', () => {
    const table = bandTable({ groups: [bandGroup([[4, Number.NaN, 1]])] });
    expect(table.rows).toBe(2);
    expect(table.columns.map(({ value }) => value(1))).toEqual([3, 1, 1, 1]);
  });
});

describe('two groups seed by seed', () => {
  const outcomes = (values: readonly number[]) => values.map((value, seed) => ({ seed, value }));
  const a = { name: 'A', colour: 0, outcomes: outcomes([4, 6, 1, Infinity, Infinity]) };
  const b = { name: 'B', colour: 1, outcomes: outcomes([2, 2, 2, 2, Infinity]) };
  const input = {
    a,
    b,
    comparison: compareGroups(a.outcomes, b.outcomes),
    theme: 'light' as const,
  };

  it('show who is lower for each seed', () => {
    const figure = ratiosFigure(input, viewport);
    const top = 10 ** Number(figure.layout.yaxis?.range?.[1]);
    expect(numbers(named(figure, 'lower-in-b').y)).toEqual([2, 3, near(top)]);
    expect(named(figure, 'lower-in-b').marker?.symbol).toEqual(['circle', 'circle', 'triangle-up']);
    expect(numbers(named(figure, 'lower-in-a').y)).toEqual([0.5]);
    expect(ratiosTable(input).columns.map(({ value }) => value(1))).toEqual([1, 6, 2, 3]);
  });

  it('call neither lower where both are the same', () => {
    const [a, b] = [
      [1, 2],
      [1, 1],
    ].map((values, i) => ({ name: 'AB'[i]!, colour: i, outcomes: outcomes(values) }));
    const comparison = compareGroups(a!.outcomes, b!.outcomes);
    const figure = ratiosFigure({ a: a!, b: b!, comparison, theme: 'light' }, viewport);
    const drawn = ['lower-in-b', 'lower-in-a', 'equal'].map((uid) => numbers(named(figure, uid).y));
    expect(drawn).toEqual([[2], [], [1]]);
  });

  it('name as many seeds as fit beside one another', () => {
    const ticksOf = (count: number) => {
      const of = { name: 'A', colour: 0, outcomes: outcomes(Array(count).fill(1)) };
      const comparison = compareGroups(of.outcomes, of.outcomes);
      const { layout } = ratiosFigure({ a: of, b: of, comparison, theme: 'light' }, viewport);
      return layout.xaxis?.ticktext ?? [];
    };
    expect(ticksOf(4)).toEqual(['0', '1', '2', '3']);
    const [first, second, ...others] = ticksOf(300);
    expect([first, Number(second) > 1, others.length < 60]).toEqual(['0', true, true]);
  });
});

const sweep: SweepInput = {
  axes: [{ label: 'Learning rate', values: ['0.001', '0.01', '0.1'] }],
  metricName: 'Held-out loss',
  scale: 'log',
  lowerIsBetter: true,
  cells: [
    [0.5, 0.25],
    [0.1, 0.3],
    [0.2, Number.POSITIVE_INFINITY],
  ].map((values, i) => ({
    name: `lr ${i}`,
    at: [i],
    values: values.map((value, seed) => ({ seed, value })),
    failures: values.filter((value) => !Number.isFinite(value)).length,
  })),
};

describe('sweeps', () => {
  it('of one field have a row of medians over one of each seed, failures hatched', () => {
    const figure = heatMapFigure({ ...sweep, theme: 'dark' }, viewport);
    const [map] = figure.data as unknown as { z: (number | null)[][] }[];
    expect(figure.layout.yaxis?.ticktext).toEqual(['seed 1', 'seed 0', 'median']);
    expect(map!.z[1]!.map((value) => 10 ** Number(value))).toEqual([0.5, 0.1, 0.2].map(near));
    expect(map!.z[2]!.map((value) => 10 ** Number(value))).toEqual([0.25, 0.1, 0.2].map(near));
    expect(map!.z[0]![2]).toBeNull();
    const lines = figure.data.filter((trace) => 'mode' in trace && trace.mode === 'lines');
    const cells = lines.flatMap((trace) => {
      const { x, y } = trace as { x: (number | null)[]; y: (number | null)[] };
      return x.flatMap((at, i) =>
        at === null ? [] : [[Math.round(at), Math.round(y[i]!)].join()],
      );
    });
    expect([...new Set(cells)].sort()).toEqual(['2,0', '2,2']); // of the last column: its second seed, and the median
    const numbers = figure.data.find((trace) => 'mode' in trace && trace.mode === 'text');
    expect(numbers).toMatchObject({ text: expect.arrayContaining(['0.5', '0.25', 'diverged']) });
  });

  it('of two fields have a row for each value of the second', () => {
    const two: SweepInput = {
      ...sweep,
      axes: [...sweep.axes, { label: 'Batch size', values: ['1', '10'] }],
      cells: sweep.cells.map((cell) => ({ ...cell, at: [...cell.at, 1] })),
    };
    const [map] = heatMapFigure({ ...two, theme: 'light' }, viewport).data as unknown as {
      z: (number | null)[][];
    }[];
    expect(map!.z[0]).toEqual([null, null, null]);
    expect(map!.z[1]).toHaveLength(3);
    expect(sweepTable(two).columns[1]?.value(0)).toBe('10');
  });

  it('of numbers over decades lie on a logarithmic axis, what diverged at its edge', () => {
    const figure = sweepLineFigure({ ...sweep, theme: 'light' }, viewport);
    expect(figure.layout.xaxis?.type).toBe('log');
    const seeds = named(figure, 'seeds');
    const top = 10 ** Number(figure.layout.yaxis?.range?.[1]);
    expect(numbers(seeds.y).at(-1)).toBeCloseTo(top);
    expect((seeds.marker?.symbol as string[] | undefined)?.at(-1)).toBe('x');
    for (const uid of ['low', 'median', 'high'])
      expect(numbers(seeds.y), 'no value that no seed has').toContain(named(figure, uid).y?.[0]);
  });
});

it('sweeps and pairs tell what stands beside a loss', () => {
  const beside = (value: number) => ({ r2: 1 - value, rmse: Math.sqrt(value) });
  const cells = sweep.cells.map((cell) => ({
    ...cell,
    values: cell.values.map((outcome) => ({ ...outcome, beside: beside(outcome.value) })),
  }));
  const input = { ...sweep, cells, theme: 'light' } as const;
  const [map] = heatMapFigure(input, viewport).data as unknown as { text: string[][] }[];
  const cell = 'lr 0<br>Held-out loss: median 0.25 of 2 seeds<br>R² 0.75, RMSE 0.5';
  const seed = 'lr 0, seed 1<br>Held-out loss: 0.25<br>R² 0.75, RMSE 0.5';
  expect([map!.text[2]![0], map!.text[0]![0]]).toEqual([cell, seed]);
  const line = sweepLineFigure(input, viewport);
  expect([named(line, 'median').text?.[0], named(line, 'seeds').text?.[1]]).toEqual([
    cell,
    'lr 0, seed 1<br>Held-out loss 0.25<br>R² 0.75, RMSE 0.5',
  ]);
  // What diverged has no such figures.
  expect(map!.text[0]![2]).not.toContain('R²');
  expect(
    sweepTable(input)
      .columns.slice(-3, -1)
      .map(({ name, value }) => [name, value(0)]),
  ).toEqual([
    ['R²: median', 0.75],
    ['RMSE: median', 0.5],
  ]);
  const [a, b] = cells.map(({ name, values }) => ({ name, colour: 0, outcomes: values }));
  const comparison = compareGroups(a!.outcomes, b!.outcomes);
  const pairs = ratiosFigure({ a: a!, b: b!, comparison, theme: 'light' }, viewport);
  expect(named(pairs, 'lower-in-b').text).toEqual([
    'seed 0: lr 0 0.5 (R² 0.5, RMSE 0.7071), lr 1 0.1 (R² 0.9, RMSE 0.3162)',
  ]);
});

describe('parallel coordinates', () => {
  const axes: readonly ParallelAxis[] = [
    { label: 'Optimiser', scale: 'category', names: ['SGD', 'Adam'], values: [0, 1, 1] },
    { label: 'Loss', scale: 'log', values: [0.1, 0.001, Number.POSITIVE_INFINITY] },
  ];

  it('put what diverged above everything else', () => {
    const { positions, range, diverged } = axisPositions(axes[1]!);
    expect(positions.slice(0, 2)).toEqual([-1, -3].map(near));
    expect(positions[2]).toBe(diverged);
    expect(range[1]).toBe(diverged);
  });

  it('keep the lines that pass through every brush', () => {
    const place = { top: 0, bottom: 100 };
    const adam = brushAfter(new Map(), { axes }, place, 0, [30, -5]);
    expect(brushedLines(axes, adam)).toEqual([1, 2]);
    const both = brushAfter(adam, { axes }, place, 1, [20, 100]);
    expect(brushedLines(axes, both)).toEqual([1]);
    const loose = brushAfter(adam, { axes }, place, 0, null);
    expect(brushedLines(axes, loose)).toEqual([0, 1, 2]);
    expect(brushedLines(axes, new Map())).toEqual([0, 1, 2]);
  });

  it('are one path a colour, what is kept above the rest', () => {
    const input = { axes, colourBy: 1, lowerIsBetter: true, theme: 'light' } as const;
    const brush = new Map([[0, [0.5, 1] as const]]);
    const { axes: drawn, lines } = layoutParallel({ ...input, brush }, 328, 162);
    expect(drawn.map(({ x }) => x)).toEqual([64, 264]);
    expect(drawn[0]?.brushed).toEqual([44, 94]);
    expect(drawn[1]?.ticks.at(-1)).toEqual({ y: 44, name: 'diverged', text: 'diverged' });
    expect(lines.map(({ path }) => path)).toEqual([
      expect.stringMatching(/^M64.0 144.0L264.0 [\d.]+$/),
      'M64.0 44.0L264.0 144.0',
      'M64.0 44.0L264.0 44.0',
    ]);
    expect(lines.map(({ opacity }) => opacity < 0.5)).toEqual([true, false, false]);
  });

  it('have room for what is named on their axes, which ends before the axis to the left', () => {
    const long = 'cross-entropy of outputs';
    const losses: ParallelAxis = { label: 'Loss', scale: 'category', names: [long], values: [0] };
    const many = Array.from({ length: 6 }, () => losses);
    const input = { axes: many, colourBy: 0, lowerIsBetter: true, theme: 'light' } as const;
    const { width, axes: drawn } = layoutParallel({ ...input, brush: new Map() }, 328, 162);
    const [first, second] = drawn.map(({ x }) => x) as [number, number];
    expect(second - first).toBeGreaterThan(90);
    expect(width).toBeGreaterThan(first + 5 * (second - first));
    expect(drawn.map(({ ticks }) => ticks[0]?.name)).toEqual(many.map(() => long));
    expect(drawn.slice(1).map(({ ticks }) => ticks[0]?.text)).toEqual(
      many.slice(1).map(() => expect.stringMatching(/^cross-ent.{0,5}…$/)),
    );
  });

  it('have the colour of the worst where they diverged, whichever end is better', () => {
    const accuracies: ParallelAxis = {
      label: 'Accuracy',
      scale: 'linear',
      values: [0.5, 0.9, NaN],
    };
    const input = { axes: [accuracies], colourBy: 0, brush: new Map(), theme: 'light' } as const;
    const worst = layoutParallel({ ...input, lowerIsBetter: false }, 328, 162).lines[1];
    expect(worst?.path).toBe('M64.0 144.0M64.0 44.0');
    const lines = layoutParallel({ ...input, lowerIsBetter: true }, 328, 162).lines;
    expect(lines.find(({ path }) => path === 'M64.0 44.0')?.colour).toBe(worst?.colour);
  });

  it('are brushed in steps that are named, and by the whole axis not at all', () => {
    const [optimiser, loss] = axes.map(brushScale) as [BrushScale, BrushScale];
    expect([0, 1].map(optimiser.textAt)).toEqual(['SGD', 'Adam']);
    expect(optimiser.rangeBetween(0, 1)).toBeNull();
    const adam = new Map([[0, optimiser.rangeBetween(1, 1)!]]);
    expect(brushedLines(axes, adam)).toEqual([1, 2]);
    expect(optimiser.stepsOf(adam.get(0))).toEqual([1, 1]);
    expect(optimiser.stepsOf(undefined)).toEqual([0, 1]);

    expect([loss.textAt(0), loss.textAt(loss.steps)]).toEqual(['0.001', 'diverged']);
    const finite = new Map([[1, loss.rangeBetween(0, loss.steps - 1)!]]);
    expect(brushedLines(axes, finite)).toEqual([0, 1]);
    expect(loss.stepsOf(finite.get(1))).toEqual([0, loss.steps - 1]);
  });
});

function near(value: number): unknown {
  return expect.closeTo(value, 9);
}
