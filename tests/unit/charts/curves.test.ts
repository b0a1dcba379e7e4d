import { describe, expect, it } from 'vitest';
import type { CurveView } from '#src/charts/figures/curve-input.ts';
import { accuracyKind, lossKind } from '#src/charts/figures/curve-kinds.ts';
import { curveTable } from '#src/charts/figures/curve-table.ts';
import { curvesFigure } from '#src/charts/figures/curves.ts';
import { numberedFigure } from '#src/charts/figures/ticks.ts';
import { chartColours, runColour } from '#src/charts/theme.ts';
import type { Floor, FloorId } from '#src/doctor/floors/floor.ts';
import type { LossOf } from '#src/records/loss-unit.ts';
import { smallExperiment } from '../../support/session-harness.ts';
import { sumBin } from '../../support/sum-bin.ts';
import { logOf, runOf, viewport } from './fixtures.ts';

const shown = [{ experiment: sumBin, lossFactor: 1 }];
const loss = lossKind(shown);
const accuracy = accuracyKind(shown);
const byEpoch: CurveView = { x: 'epoch', y: 'linear', smoothing: 0 };
const theme = 'light';

interface Line {
  readonly name: string;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly uid: string;
  readonly line: { readonly color: string; readonly dash: string };
  readonly customdata?: readonly (readonly number[])[];
  readonly showlegend?: boolean;
  readonly opacity?: number;
  readonly hovertemplate?: string;
}

function lines(...args: Parameters<typeof curvesFigure>): readonly Line[] {
  return curvesFigure(...args).data as unknown as Line[];
}

describe('curvesFigure', () => {
  const sparse = logOf(6, (epoch) => ({
    runningLoss: 2 / epoch,
    trainLoss: epoch % 3 === 0 ? 1 / epoch : Number.NaN,
  }));

  it('draws each quantity as a line of its own, over the epochs in which it was measured', () => {
    const drawn = lines(loss, { runs: [runOf(sparse)], view: byEpoch, theme }, viewport);
    expect(drawn.map(({ name }) => name)).toEqual(['running', 'training set', 'held-out']);
    expect([...drawn[0]!.x]).toEqual([1, 2, 3, 4, 5, 6]);
    expect([...drawn[1]!.x]).toEqual([3, 6]);
    expect([...drawn[1]!.y]).toEqual([1 / 3, 1 / 6]);
    // What was not measured yet has its place in the legend and nothing else.
    expect(drawn[2]!.x).toEqual([null]);
    expect(new Set(drawn.map(({ line }) => `${line.color} ${line.dash}`)).size).toBe(3);
    // Its label says when, where that is not where the pointer is.
    expect(drawn[0]!.hovertemplate).not.toContain('%{x}');
    expect(drawn[1]!.hovertemplate).toContain('at epoch %{x}');
  });

  it('goes by epoch, step or seconds', () => {
    const ends = (['epoch', 'step', 'seconds'] as const).map((x) => {
      const { data, layout } = curvesFigure(
        loss,
        { runs: [runOf(sparse)], view: { ...byEpoch, x }, theme },
        viewport,
      );
      return [(data[0] as unknown as Line).x.at(-1), layout.xaxis?.range, layout.xaxis?.title];
    });
    expect(ends).toMatchObject([
      [6, [0, 100], { text: 'Epoch' }],
      [60, [0, 1000], { text: 'Optimiser steps' }],
      [3, [0, 4], { text: 'Time training (s)' }],
    ]);
  });

  it('numbers whole epochs, steps and samples, but parts of seconds', () => {
    const whole = (['epoch', 'step', 'samples', 'seconds'] as const).map((x) => {
      const run = runOf(
        logOf(2, (epoch) => ({ seconds: epoch / 4 })),
        { epochs: 2 },
      );
      const shown = curvesFigure(loss, { runs: [run], view: { ...byEpoch, x }, theme }, viewport);
      const { xaxis } = numberedFigure(shown).layout;
      return Array.from((xaxis?.tickvals ?? [Number.NaN]) as number[]).every(Number.isInteger);
    });
    expect(whole).toEqual([true, true, true, false]);
  });

  it('holds losses below 0, which some have of numbers that they are not made for', () => {
    const log = logOf(3, (epoch) => ({ runningLoss: -2 * epoch, trainLoss: -2 * epoch }));
    const header = { guessing: { loss: -0.5, accuracy: null, answer: 'constant' } } as const;
    const input = { runs: [runOf(log, header)], view: byEpoch, theme } as const;
    const { layout } = curvesFigure(loss, input, viewport);
    const [bottom = 0, top = 0] = layout.yaxis?.range ?? [];
    expect(bottom).toBeLessThanOrEqual(-6);
    expect(top).toBe(0);
  });

  it('marks what guessing scores, in sight even where the loss is far off', () => {
    const run = runOf(
      logOf(3, () => ({ runningLoss: 0.2 })),
      { guessing: { loss: Math.log(3), accuracy: 1 / 3, answer: 'shares' } },
    );
    const { data, layout } = curvesFigure(loss, { runs: [run], view: byEpoch, theme }, viewport);
    expect(data[0]).toMatchObject({
      name: 'guessing: training class shares = 1.0986',
      y: [Math.log(3), Math.log(3)],
    });
    expect(layout.yaxis?.range?.[1]).toBeGreaterThan(Math.log(3));
  });

  it('marks one level of guessing for runs whose points differ a little, and each of others', () => {
    const ofGuessing = (loss: number, id: string) => {
      const guessing = { loss, accuracy: null, answer: 'mean' } as const;
      return runOf(
        logOf(1, () => ({})),
        { guessing },
        id,
      );
    };
    const runs = [ofGuessing(0.5, 'a'), ofGuessing(2, 'b'), ofGuessing(0.51, 'c')];
    const { data } = curvesFigure(loss, { runs, view: byEpoch, theme }, viewport);
    const levels = data.filter(({ name }) => name?.startsWith('guessing'));
    expect(levels.map(({ name }) => name)).toEqual([
      'guessing: training mean = 0.5',
      'guessing: training mean = 2',
    ]);
  });

  it('names the floor that is nearest to where the run is on its line, or all of them', () => {
    const floor = (id: FloorId, train: number): Floor => ({
      id,
      train,
      heldOut: train,
      skill: null,
      exact: true,
      proof: false,
    });
    const floors = [
      floor('guessing', 0.5),
      floor('straight_line', 0.2),
      floor('neighbours', 0.001),
      floor('noise', 0),
    ];
    const run = { ...runOf(logOf(2, (epoch) => ({ trainLoss: 0.4 / epoch }))), floors };
    const drawn = (view: CurveView) => {
      const { data, layout } = curvesFigure(loss, { runs: [run], view, theme }, viewport);
      const shown = (data as unknown as Line[]).filter(({ showlegend }) => showlegend === false);
      const names = layout.annotations?.map(({ text, y }) => [text, y]);
      return { heights: shown.map(({ y }) => y[0]), names };
    };
    expect(drawn(byEpoch)).toEqual({ heights: [0.2], names: [['a straight line = 0.2', 0.2]] });
    const all = drawn({ ...byEpoch, y: 'log', allFloors: true });
    expect(all.heights).toEqual([0.2, 0.001]);
    expect(all.names?.map(([, y]) => y)).toEqual([Math.log10(0.2), -3]);
  });

  it('draws the run before in dots behind this one, which may leave the axes only at their top', () => {
    const before = runOf(logOf(4, (epoch) => ({ runningLoss: 1e9 / 10 ** (3 * epoch) })));
    const run = { ...runOf(sparse), before };
    const figure = (view: CurveView, kind = loss) =>
      curvesFigure(kind, { runs: [run], view, theme }, viewport);
    const { data, layout } = figure({ ...byEpoch, y: 'log' });
    expect(data.map(({ name }) => name)).toEqual([
      'run before',
      'running',
      'training set',
      'held-out',
    ]);
    expect(data[0]).toMatchObject({ y: Float64Array.of(1e6, 1e3, 1, 1e-3), line: { dash: 'dot' } });
    const [bottom = 0, top = 0] = layout.yaxis?.range ?? [];
    expect(bottom).toBeLessThanOrEqual(-3);
    expect(top).toBeLessThan(3);
    for (const { name } of [
      ...figure({ ...byEpoch, hidesBefore: true }).data,
      ...figure(byEpoch, accuracy).data,
    ]) {
      expect(name).not.toBe('run before');
    }
  });

  it('names a floor where neither the run nor the upper edge is in the way', () => {
    const floors = [
      { id: 'squashed_twice', train: 0.5, heldOut: 0.5, skill: null, exact: true, proof: true },
    ] as const satisfies Floor[];
    const nameOf = (lossAt: (epoch: number) => number) => {
      const log = logOf(100, (epoch) => ({
        runningLoss: lossAt(epoch),
        trainLoss: lossAt(epoch),
      }));
      const run = { ...runOf(log), floors };
      const figure = curvesFigure(loss, { runs: [run], view: byEpoch, theme }, viewport);
      const [name] = figure.layout.annotations ?? [];
      return name;
    };
    expect(nameOf(() => 2)).toMatchObject({ x: 1, yanchor: 'bottom' });
    expect(nameOf(() => 0.51)).toMatchObject({ x: 1, yanchor: 'top' });
    expect(nameOf((epoch) => 0.5 + Math.sin(epoch) / 9 + (epoch < 50 ? 1 : 0))?.x).toBeLessThan(1);
    expect(nameOf(() => 0.1)).toMatchObject({ x: 1, yanchor: 'top' });
    expect(nameOf(() => 0.1)?.bgcolor).toBe(chartColours[theme].surface);
  });

  it('marks the time whose state is shown, in the unit of the axis', () => {
    const run = runOf(logOf(8, () => ({})));
    const lineAt = (step: number | null, x: CurveView['x']) => {
      const shownTime = { step, subscribe: () => () => undefined };
      const input = { runs: [{ ...run, shownTime }], view: { ...byEpoch, x }, theme } as const;
      return curvesFigure(loss, input, viewport).layout.shapes?.map(({ x0 }) => x0);
    };
    expect(lineAt(null, 'epoch')).toEqual([]);
    expect(lineAt(25, 'epoch')).toEqual([2.5]);
    expect(lineAt(25, 'step')).toEqual([25]);
    expect(lineAt(25, 'seconds')).toEqual([1]);
  });

  it('marks where the batch order switches, once for runs that agree', () => {
    const phaseSwitches = [{ epoch: 50, from: 'fixed', to: 'reshuffle' }] as const;
    const runs = ['a', 'b'].map((id) => runOf(sparse, { phaseSwitches }, id));
    const figure = (x: CurveView['x']) =>
      curvesFigure(loss, { runs, view: { ...byEpoch, x }, theme }, viewport).layout;
    expect(figure('epoch').shapes).toMatchObject([{ x0: 50, x1: 50 }]);
    expect(figure('epoch').annotations).toMatchObject([
      { text: 'fixed → reshuffled every epoch', x: 50 },
    ]);
    expect(figure('step').shapes).toMatchObject([{ x0: 500 }]);
    // When that will be, nobody knows before it was.
    expect(figure('seconds').shapes).toEqual([]);
  });

  it('has its room for legend and labels from the start', () => {
    const header = { phaseSwitches: [{ epoch: 50, from: 'fixed', to: 'reshuffle' }] } as const;
    const views = [viewport, { ...viewport, width: 340 }];
    for (const place of views) {
      const margins = [0, 1, 6].map((epochs) => {
        const log = logOf(epochs, (epoch) => ({ trainLoss: epoch > 1 ? 1 : Number.NaN }));
        const input = { runs: [runOf(log, header)], view: byEpoch, theme } as const;
        const { margin, legend } = curvesFigure(loss, input, place).layout;
        return [margin?.t, legend?.y];
      });
      expect(new Set(margins.map(String)).size).toBe(1);
    }
    const labelled = curvesFigure(
      loss,
      { runs: [runOf(sparse, header)], view: byEpoch, theme },
      viewport,
    );
    const bare = curvesFigure(loss, { runs: [runOf(sparse)], view: byEpoch, theme }, viewport);
    expect(labelled.layout.margin?.t).toBeGreaterThan(bare.layout.margin?.t as number);
  });

  it('marks zeros on the lower end of a log axis, on which they have no place', () => {
    const log = logOf(4, (epoch) => ({ runningLoss: epoch === 2 ? 0 : 10 ** -epoch }));
    const view = { ...byEpoch, y: 'log' } as const;
    const { data, layout } = curvesFigure(loss, { runs: [runOf(log)], view, theme }, viewport);
    expect([...(data[0] as unknown as Line).x]).toEqual([1, 3, 4]);
    const [from, to] = (layout.yaxis?.range ?? []) as [number, number];
    expect(layout.yaxis?.type).toBe('log');
    const zero = data.at(-1) as unknown as Line;
    expect([zero.x, (zero as { text?: unknown }).text]).toEqual([[2], ['0']]);
    expect(Math.log10(zero.y[0]!)).toBeCloseTo(from);
    const said = layout.annotations?.find(({ text }) => text?.includes('exactly 0'));
    expect(said?.y).toBeCloseTo(from);
    expect([Math.round(from), Math.round(to)]).toEqual([-4, -1]);
    expect(from).toBeLessThan(-4);
    expect(to).toBeGreaterThan(-1);
  });

  it('marks on a log axis what lies below 0, too, and says so', () => {
    const log = logOf(3, (epoch) => ({ runningLoss: 2 - epoch }));
    const view = { ...byEpoch, y: 'log' } as const;
    const { data, layout } = curvesFigure(loss, { runs: [runOf(log)], view, theme }, viewport);
    const marks = data.at(-1) as unknown as Line & { text: unknown };
    expect([marks.x, marks.text]).toEqual([
      [2, 3],
      ['0', 'below 0'],
    ]);
    expect(layout.annotations?.some(({ text }) => text?.includes('0 or below'))).toBe(true);
  });

  it('tells overlaid runs by colour, quantities by line style, with one legend entry each', () => {
    const runs = [runOf(sparse), { ...runOf(sparse, {}, 'b'), colour: 3 }];
    const drawn = lines(loss, { runs, view: byEpoch, theme }, viewport);
    const inLegend = drawn.filter(({ showlegend }) => showlegend !== false);
    expect(inLegend.map(({ name }) => name)).toEqual([
      'running',
      'training set',
      'held-out',
      'run a',
      'run b',
    ]);
    const own = drawn.filter(({ uid }) => uid.startsWith('b-'));
    expect(own.map(({ line }) => line.color)).toEqual(Array(3).fill(runColour(3, theme)));
    expect(new Set(drawn.map(({ uid }) => uid)).size).toBe(drawn.length);
  });

  it('thins a long run to about two points a pixel and keeps its spikes', () => {
    const log = logOf(16_000, (epoch) => ({ runningLoss: epoch === 12_345 ? 99 : 1 }));
    const input = { runs: [runOf(log, { epochs: 16_000 })], view: byEpoch, theme } as const;
    const [whole] = lines(loss, input, viewport);
    expect(whole!.x.length).toBeLessThan(2 * viewport.width + 2);
    expect(whole!.x[whole!.y.indexOf(99)]).toBe(12_345);
    const zoom = { xaxis: [12_300, 12_400] } as const;
    const [close] = lines(loss, input, { ...viewport, zoom });
    expect([...close!.x].filter((x) => x >= 12_300 && x <= 12_400)).toHaveLength(101);
  });

  it('smooths beside the raw line, never instead of it', () => {
    const log = logOf(50, (epoch) => ({ runningLoss: 1 + (epoch % 2) }));
    const view = { ...byEpoch, smoothing: 0.9 };
    const [raw, smooth] = lines(loss, { runs: [runOf(log)], view, theme }, viewport);
    expect(raw!.opacity).toBeLessThan(1);
    expect(Math.max(...raw!.y) - Math.min(...raw!.y)).toBe(1);
    const late = smooth!.y.slice(25);
    expect(Math.max(...late) - Math.min(...late)).toBeLessThan(0.2);
  });

  it('says what a loss is to the network that sees scaled targets, and what stands beside it', () => {
    const run = runOf(
      logOf(1, () => ({ runningLoss: 0.25, heldOutLoss: 4 })),
      { lossFactor: 1e6 },
    );
    const lossOf: LossOf = {
      experiment: smallExperiment,
      lossFactor: 1e6,
      answerVariance: { train: 1e-6, heldOut: 2e-6 },
    };
    const before = { ...run, lossOf: { ...lossOf, lossFactor: null } };
    const input = { runs: [{ ...run, lossOf, before }], view: byEpoch, theme } as const;
    const drawn = lines(loss, input, viewport);
    expect(drawn.map(({ customdata }) => customdata)).toEqual([
      [[expect.closeTo(1 - 0.25 / 1e-6)]],
      [[0.75, 0.5, 2.5e-7]],
      [],
      [[-1, 2, 4e-6]],
    ]);
    const [ghost, running] = drawn.map(({ hovertemplate }) => hovertemplate);
    expect(ghost).toMatch(/run before, running <b>.*<\/b>, R² %\{customdata\[0\]:,\.4~g\}<extra>/);
    expect(running).toMatch(/scaled\), R² .*, RMSE %\{customdata\[1\].*</);
    const narrow = lines(loss, input, { ...viewport, width: 390 });
    expect(narrow[1]?.hovertemplate).toContain('<br>R² ');
  });

  it('gives accuracy its whole range and the odds of guessing', () => {
    const log = logOf(2, () => ({ trainAccuracy: 0.5, heldOutAccuracy: 0.4 }));
    const guessing = { loss: 1, accuracy: 0.25, answer: 'shares' } as const;
    const input = { runs: [runOf(log, { guessing })], view: byEpoch, theme } as const;
    const { data, layout } = curvesFigure(accuracy, input, viewport);
    expect(layout.yaxis?.range).toEqual([0, 1.02]);
    expect(data[0]).toMatchObject({ name: 'guessing: largest training class = 0.25' });
  });

  it('has axes before there are epochs', () => {
    const empty = runOf(logOf(0, () => ({})));
    const { layout } = curvesFigure(loss, { runs: [empty], view: byEpoch, theme }, viewport);
    expect(layout.xaxis?.range).toEqual([0, 100]);
    expect(layout.yaxis?.range).toEqual([0, 1]);
  });
});

describe('curveTable', () => {
  it('lists every epoch of every run', () => {
    const runs = [
      runOf(logOf(2, (epoch) => ({ runningLoss: epoch }))),
      runOf(
        logOf(3, (epoch) => ({ runningLoss: 10 * epoch })),
        {},
        'b',
      ),
    ];
    const table = curveTable(loss, runs);
    runs[0]?.log.clear(); // a run that is trained again
    const rows = Array.from({ length: table.rows }, (_, row) =>
      table.columns.map((column) => column.value(row)),
    );
    expect(table.columns.map(({ name }) => name)).toEqual([
      'run',
      'epoch',
      'step',
      'time (s)',
      'running (nats)',
      'training set (nats)',
      'held-out (nats)',
    ]);
    expect(rows.map((row) => [row[0], row[1], row[4]])).toEqual([
      ['run a', 1, 1],
      ['run a', 2, 2],
      ['run b', 1, 10],
      ['run b', 2, 20],
      ['run b', 3, 30],
    ]);
    expect(curveTable(loss, runs.slice(0, 1)).columns[0]?.name).toBe('epoch');
  });

  it('has what stands beside losses', () => {
    const lossOf = { experiment: smallExperiment, lossFactor: 1 };
    const run = { ...runOf(logOf(1, () => ({ runningLoss: 4, heldOutLoss: 9 }))), lossOf };
    const { columns } = curveTable(loss, [run]);
    expect(columns.slice(3).map(({ name, value }) => [name, value(0)])).toEqual([
      ['running (nats)', 4],
      ['running: RMSE', 2],
      ['training set (nats)', NaN],
      ['training set: RMSE', NaN],
      ['held-out (nats)', 9],
      ['held-out: RMSE', 3],
    ]);
  });
});

it('has no line of held-out points where none are held out', () => {
  const runs = [{ experiment: { ...sumBin, heldOutFrom: 'none' }, lossFactor: 1 }] as const;
  const columns = [lossKind(runs), accuracyKind(runs)].map(({ quantities }) =>
    quantities.map(({ column }) => column),
  );
  expect(columns).toEqual([['runningLoss', 'trainLoss'], ['trainAccuracy']]);
});
