import { MantineProvider } from '@mantine/core';
import type { PlotlyHTMLElement } from 'plotly.js';
import Plotly from 'plotly.js/lib/core';
import drawing, { type DrawnPoint } from 'plotly.js/src/components/drawing';
import lib, { type Step } from 'plotly.js/src/lib';
import subroutines from 'plotly.js/src/plot_api/subroutines';
import plots from 'plotly.js/src/plots/plots';
import { type ReactNode, useLayoutEffect } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { RegionsChart } from '#src/charts/class-charts.tsx';
import { LossChart } from '#src/charts/curve-charts.tsx';
import { svgOf } from '#src/charts/drawn-apart.ts';
import { regionsFigure } from '#src/charts/figures/classes-2d.ts';
import { NetworkChart } from '#src/charts/network-chart.tsx';
import { ParallelChart } from '#src/charts/parallel-chart.tsx';
import { framedPicture } from '#src/charts/picture.ts';
import { PixelPicture } from '#src/charts/pixel-picture.tsx';
import { type Build, figureToSvg, Plot } from '#src/charts/plot.tsx';
import { drawInPieces, redraw } from '#src/charts/plotly.ts';
import { pngFile } from '#src/charts/save-file.ts';
import { chartColours } from '#src/charts/theme.ts';
import { ZoomState } from '#src/charts/zoom.ts';
import { nextTask } from '#src/lib/next-task.ts';
import { ChartCards } from '#src/panels/shared/chart-cards.tsx';
import type { RunHeader, Snapshot } from '#src/records/run-header.ts';
import { RunLog } from '#src/records/run-log.ts';
import '#src/app/styles.css';
import { cssVariables, theme } from '#src/ui/theme.ts';
import { words as chartWords } from '#words/charts/charts.ts';
import { sumBin } from '../../support/sum-bin.ts';

const axis = Float64Array.of(0, 0.5, 1);
const points = {
  rows: 2,
  x: Float64Array.of(0.1, 0.1, 0.9, 0.9),
  y: Float64Array.of(0, 1),
};
const experiment = { ...sumBin, epochs: 400 };
/** Two inputs, no hidden layer, two classes. */
const header: RunHeader = {
  runId: 'run',
  experiment,
  task: { inputs: ['x0', 'x1'], answer: { kind: 'classes', count: 2 } },
  train: points,
  heldOut: points,
  axes: [
    { name: 'x0', range: [0, 1] },
    { name: 'x1', range: [0, 1] },
  ],
  probe: { along: [0, 1], positions: [axis, axis], held: Float64Array.of(0.5, 0.5) },
  probeTruth: new Float64Array(9),
  parameterCount: 6,
  networkInputs: 2,
  layerUnits: [2],
  inputNames: ['x0', 'x1'],
  rows: 2,
  stepsPerEpoch: 2,
  epochs: 400,
  phaseSwitches: [],
  guessing: { loss: Math.LN2, accuracy: 0.5, answer: 'shares' },
  lossFactor: 1,
  scalingNotes: [],
};
const words = { id: 'chart', theme: 'light', footer: 'a test', height: '20rem' } as const;

function snapshotOf(sign: number): Snapshot {
  const first = Float32Array.from({ length: 9 }, (_, i) => 0.5 + (sign * (i - 4)) / 10);
  return {
    epoch: 1,
    step: 2,
    parameters: Float32Array.of(sign, -sign, 0.5, 1, 0, 0.25),
    predictions: Float32Array.from({ length: 18 }, (_, i) =>
      i % 2 === 0 ? first[i / 2]! : 1 - first[(i - 1) / 2]!,
    ),
    atTrain: Float32Array.of(0, 0),
    atHeldOut: Float32Array.of(0, 1),
  };
}

/** The latest snapshot, as a run on show has it. */
class Latest {
  snapshot: Snapshot | null = null;
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  show(snapshot: Snapshot): void {
    this.snapshot = snapshot;
    for (const listener of this.#listeners) listener();
  }
}

function appendEpochs(log: RunLog, count: number): void {
  const from = log.length;
  for (let epoch = from + 1; epoch <= from + count; epoch++) {
    const loss = 1 / epoch;
    log.push({ epoch, step: loss, runningLoss: loss, trainLoss: loss, heldOutLoss: loss });
  }
}

function show(chart: ReactNode) {
  return render(
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables}>
      <div style={{ width: 600 }}>{chart}</div>
    </MantineProvider>,
  );
}

function lossChart(log: RunLog) {
  const view = { header, snapshots: new Latest() };
  const run = { id: 'run', name: 'run', colour: 0, experiment, lossFactor: 1 };
  return <LossChart frame={words} runs={[{ ...run, log, view }]} />;
}

/** The Plotly element within a container, once it is drawn. */
async function plotIn(container: Element): Promise<PlotlyHTMLElement> {
  const plot = () => container.querySelector('.js-plotly-plot') as PlotlyHTMLElement | null;
  // The last step of its first drawing.
  await expect.poll(() => container.querySelector('.nsewdrag')).not.toBeNull();
  await frames(2);
  return plot() as PlotlyHTMLElement;
}

/** The data of a trace as it is drawn. */
function drawn(plot: PlotlyHTMLElement, trace: number): ArrayLike<number> {
  return (plot.data[trace] as { x: ArrayLike<number> }).x;
}

const frames = (count: number): Promise<void> =>
  new Promise((resolve) => {
    const next = (left: number) =>
      left === 0 ? resolve() : requestAnimationFrame(() => next(left - 1));
    next(count);
  });

describe('a live chart', () => {
  it('follows its log, in one draw a frame at most', async () => {
    const log = new RunLog();
    const { container } = await show(lossChart(log));
    const plot = await plotIn(container);
    let draws = 0;
    plot.on('plotly_afterplot', () => draws++);
    for (let epoch = 0; epoch < 50; epoch++) appendEpochs(log, 1);
    await expect.poll(() => drawn(plot, 1).length).toBe(50);
    expect(draws).toBeLessThan(10);
  });

  it('waits out of sight and draws when it is seen', async () => {
    const log = new RunLog();
    appendEpochs(log, 3);
    const { container } = await show(
      <>
        <div style={{ height: 5000 }} />
        {lossChart(log)}
      </>,
    );
    await frames(20);
    expect(container.querySelector('.main-svg')).toBeNull();
    container.querySelector('figure')?.scrollIntoView();
    const plot = await plotIn(container);
    expect(drawn(plot, 1)).toHaveLength(3);
  });

  it('keeps the zoom while the run goes on, until a double click', async () => {
    const log = new RunLog();
    appendEpochs(log, 10);
    const { container } = await show(lossChart(log));
    const plot = await plotIn(container);
    expect(plot.layout.xaxis?.range).toEqual([0, 400]);
    await Plotly.relayout(plot, { 'xaxis.range[0]': 2, 'xaxis.range[1]': 8 } as object);
    appendEpochs(log, 90);
    await expect.poll(() => drawn(plot, 1).length).toBeLessThan(100);
    await expect.poll(() => plot.layout.xaxis?.range).toEqual([2, 8]);

    const area = container.querySelector('.nsewdrag') as Element;
    await userEvent.dblClick(area);
    await expect.poll(() => plot.layout.xaxis?.range).toEqual([0, 400]);
    await expect.poll(() => drawn(plot, 1).length).toBe(100);
  });

  it('forgets the zoom with the meaning of its axes', async () => {
    const log = new RunLog();
    appendEpochs(log, 10);
    const screen = await show(lossChart(log));
    const plot = await plotIn(screen.container);
    await Plotly.relayout(plot, { 'yaxis.range[0]': 0.2, 'yaxis.range[1]': 0.3 } as object);
    await userEvent.click(screen.getByText(chartWords.logarithmic, { exact: true }));
    await expect.poll(() => plot.layout.yaxis?.type).toBe('log');
    expect(plot.layout.yaxis?.range?.[0]).toBeLessThan(0);
  });

  it('has a place for every axis whenever its margins change', async () => {
    let draws = 0;
    const build: Build = ({ width, height }) => ({
      data: [{ type: 'scatter', x: [0, 1], y: [0, 1] }],
      layout: {
        width,
        height,
        margin: { l: draws++ % 2 === 0 ? 20 : 120, r: 10, t: 10, b: 40 },
        xaxis: { range: [0, 1], showline: true, anchor: 'y2' },
        yaxis: { range: [0, 1], showline: true, domain: [0.5, 1] },
        yaxis2: { range: [0, 1], showline: true, domain: [0, 0.4] },
        images: [
          { source: 'data:image/svg+xml,', xref: 'x', yref: 'y2', x: 0, y: 1, sizex: 1, sizey: 1 },
        ],
      },
    });
    const lines: string[] = [];
    const observer = new MutationObserver((changes) => {
      for (const { oldValue } of changes) if (oldValue !== null) lines.push(oldValue);
    });
    const watched = { subtree: true, attributeFilter: ['d'], attributeOldValue: true };
    observer.observe(document.body, watched);
    const zoom = new ZoomState();
    const { container } = await show(
      <div style={{ height: 300 }}>
        <Plot build={build} theme="light" sources={[]} zoom={zoom} fingersZoom />
      </div>,
    );
    await plotIn(container);
    await frames(5);
    observer.disconnect();
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.filter((line) => line.includes('NaN'))).toEqual([]);
  });

  it('draws data alone where axes and legend stay the same', async () => {
    const source = new Latest();
    let [height, top] = [1, 1];
    const build: Build = (viewport) => ({
      data: [{ type: 'scatter', x: [0, 1], y: [0, height], name: 'a', showlegend: true }],
      layout: { ...viewport, xaxis: { range: [0, 1] }, yaxis: { range: [0, top] } },
    });
    const sources = [source];
    const { container } = await show(
      <div style={{ height: 300 }}>
        <Plot build={build} theme="light" sources={sources} zoom={new ZoomState()} fingersZoom />
      </div>,
    );
    await plotIn(container);
    const line = () => container.querySelector('.js-line')?.getAttribute('d');
    const isDrawn = async (before = line()) => {
      source.show(snapshotOf(1));
      await expect.poll(line).not.toBe(before);
    };
    let changes = 0;
    const observer = new MutationObserver((records) => {
      changes += records.length;
    });
    for (const part of container.querySelectorAll('.yaxislayer-above, .legend'))
      observer.observe(part, { subtree: true, childList: true, attributes: true });

    height = 0.5;
    await isDrawn();
    await frames(2);
    expect(changes).toBe(0);

    top = 4;
    await isDrawn();
    await frames(2);
    expect(changes).toBeGreaterThan(0);
    observer.disconnect();
  });

  it('lets the page be heard before and between the steps of its first drawing', async () => {
    const element = document.createElement('div');
    document.body.append(element);
    let heard = 0;
    const listener = new AbortController();
    const listen = async () => {
      for (; !listener.signal.aborted; heard++) await nextTask();
    };
    void listen();
    await drawInPieces(() =>
      Plotly.newPlot(element, [{ y: [1, 2], name: 'a', showlegend: true }], {
        width: 600,
        height: 400,
      }),
    );
    listener.abort();
    expect(element.querySelectorAll('.trace, .legendtext')).toHaveLength(2);
    expect(heard).toBeGreaterThan(2);
    element.remove();
  });

  it('is redrawn while the page is heard between legend and axes, and never between axes and data', async () => {
    const element = document.createElement('div');
    document.body.append(element);
    const figure = (name: string, y: number[]) => ({
      data: [{ y, name, showlegend: true }],
      layout: { width: 600, height: 400 },
    });
    const { data, layout } = figure('a', [1, 2]);
    await Plotly.newPlot(element, data, layout);
    let heard = 0;
    const listener = new AbortController();
    const listen = async () => {
      for (; !listener.signal.aborted; heard++) await nextTask();
    };
    const drawn = new Map<string, number>();
    const observer = new MutationObserver((changes) => {
      for (const { target } of changes)
        for (const part of ['.legend', '.yaxislayer-above', '.scatterlayer'])
          if (target instanceof Element && target.closest(part)) drawn.set(part, heard);
    });
    observer.observe(element, { subtree: true, childList: true, attributes: true });
    void listen();
    await redraw(element, figure('b', [1, 90]), 'inParts');
    listener.abort();
    observer.disconnect();
    expect(drawn.get('.legend')).toBeLessThan(drawn.get('.yaxislayer-above') ?? 0);
    expect(drawn.get('.yaxislayer-above')).toBe(drawn.get('.scatterlayer'));
    element.remove();
  });

  it('has the labels of its axes measured where they stand, as in copies', async () => {
    const element = document.createElement('div');
    document.body.append(element);
    await Plotly.newPlot(element, [{ x: [1e-3, 1e3], y: [-12345, 3] }], {
      width: 600,
      height: 400,
      xaxis: { type: 'log', tickangle: 45 },
    });
    const ticks = [...element.querySelectorAll<SVGGElement>('g.xtick, g.ytick')];
    expect(ticks.length).toBeGreaterThan(4);
    for (const tick of ticks) {
      const copy = tick.cloneNode(true) as SVGGElement;
      copy.removeAttribute('transform');
      tick.ownerSVGElement?.append(copy);
      const found = copy.getBoundingClientRect();
      copy.remove();
      const origin = (tick.ownerSVGElement as SVGElement).getBoundingClientRect();
      const box = drawing.bBox(tick);
      expect(box.left).toBeCloseTo(found.left - origin.left, 2);
      expect(box.right).toBeCloseTo(found.right - origin.left, 2);
      expect(box.top).toBeCloseTo(found.top - origin.top, 2);
      expect(box.bottom).toBeCloseTo(found.bottom - origin.top, 2);
    }
    const copies: Node[] = [];
    const observer = new MutationObserver((changes) =>
      copies.push(...changes.flatMap(({ addedNodes }) => [...addedNodes])),
    );
    observer.observe(document.querySelector('#js-plotly-tester') as Element, { childList: true });
    await Plotly.relayout(element, {
      yaxis: { title: { text: 'loss', standoff: 6 }, range: [-1.5, 2] },
    });
    observer.disconnect();
    expect(copies.length, 'the title is measured').toBeGreaterThan(0);
    expect(copies.filter((copy) => (copy as Element).matches('g.xtick, g.ytick'))).toEqual([]);
    element.remove();
  });

  it('draws a line with gaps as one path of its parts', async () => {
    const parts = [
      { x: [1, 2, 3, 4, 5], y: [1, 1e-3, 1e30, 2, 3] },
      { x: [], y: [] },
      { x: [1, 2, 3], y: [5, -1, 7] },
      { x: [2], y: [2] },
      { x: Array.from({ length: 300 }, (_, i) => 1 + i / 75), y: Array(300).fill(4) },
    ];
    const joined = (axis: 'x' | 'y') =>
      Float64Array.from(parts.flatMap((part) => [...part[axis], Number.NaN]));
    const element = document.createElement('div');
    document.body.append(element);
    const layout: Partial<Plotly.Layout> = {
      width: 600,
      height: 400,
      showlegend: false,
      xaxis: { range: [1, 5] },
      yaxis: { type: 'log', range: [-1, 1] },
    };
    const draw = async (lines: readonly Plotly.Data[]) => {
      const data = lines.map((line): Plotly.Data => ({ mode: 'lines', ...line }));
      await Plotly.react(element, data, layout);
      return [...element.querySelectorAll('.js-line')].map((path) => path.getAttribute('d'));
    };
    const apart = await draw(parts);
    expect(apart.length).toBeGreaterThan(parts.length - 2);
    const together = { x: joined('x'), y: joined('y') };
    expect(await draw([together])).toEqual([apart.join('')]);
    expect(await draw([{ x: [1, 2], y: [3, 4] }])).toHaveLength(1);
    expect(await draw([together, together])).toEqual([apart.join(''), apart.join('')]);
    // With marks or fills, its own or one up to it, it is Plotly's.
    expect(await draw([{ ...together, mode: 'lines+markers' }])).toEqual(apart);
    expect(await draw([{ ...together, fill: 'tozeroy' }])).toHaveLength(apart.length);
    const upToIt: Plotly.Data = { x: [1, 5], y: [1, 1], fill: 'tonexty' };
    expect(await draw([together, upToIt])).toHaveLength(apart.length + 1);
    element.remove();
  });

  it('draws points that differ in their symbol alone as Plotly does, each look made once', async () => {
    const element = document.createElement('div');
    document.body.append(element);
    const layout: Partial<Plotly.Layout> = { width: 600, height: 400, showlegend: false };
    const madeAnew = vi.spyOn(drawing, 'symbolNumber');
    const draw = async (lists: readonly Plotly.Data[]) => {
      madeAnew.mockClear();
      const data = lists.map((points): Plotly.Data => ({ mode: 'markers', ...points }));
      await Plotly.react(element, data, layout);
      const drawn = [...element.querySelectorAll('path.point')].map((path) =>
        ['d', 'transform', 'style'].map((name) => path.getAttribute(name)),
      );
      const { calcdata } = element as unknown as { calcdata: readonly (readonly DrawnPoint[])[] };
      const kept = calcdata.flat().map(({ mrc, om }) => ({ mrc, om }));
      return { drawn, kept, made: madeAnew.mock.calls.length };
    };
    const places = Array.from({ length: 40 }, (_, i) => i);
    const symbols = places.map((i) => ['circle', 'x', 'diamond-open'][i % 3] as string);
    const apart = (marker: object) =>
      places.map((i) => ({ x: [i], y: [i], marker: { ...marker, symbol: symbols[i] as string } }));
    const looks = [
      { color: '#123', size: 6, opacity: 0.7 },
      { color: 'rgb(200, 10, 10)', size: 9, opacity: 1, line: { color: '#fff', width: 2 } },
    ];
    for (const marker of looks) {
      const own = await draw(apart(marker));
      const together = await draw([
        { x: places, y: places, marker: { ...marker, symbol: symbols } },
      ]);
      expect(together.drawn).toHaveLength(places.length);
      expect({ ...together, made: 0 }).toEqual({ ...own, made: 0 });
      expect(own.made).toBeGreaterThanOrEqual(2 * places.length);
      expect(together.made, 'drawn and styled').toBe(2 * 3);
    }
    // What has more for each point is Plotly's: sizes, colours of a scale, a line around some.
    const each = (i: number) => ({ size: 4 + (i % 5), color: i, line: { width: i % 2 } });
    const marker = {
      size: places.map((i) => each(i).size),
      color: places.map((i) => each(i).color),
      line: { width: places.map((i) => each(i).line.width) },
    };
    const { drawn, made } = await draw([{ x: places, y: places, marker }]);
    expect(made).toBeGreaterThanOrEqual(2 * places.length);
    expect(new Set(drawn.map(([path]) => path)).size).toBe(5);
    expect(new Set(drawn.map(([, , style]) => style)).size).toBe(places.length);
    madeAnew.mockRestore();
    element.remove();
  });

  it('is drawn in the steps of Plotly that are taken apart, in this order', async () => {
    const named = Object.entries({ ...plots, ...subroutines });
    const nameOf = (step: Step) => named.find(([, own]) => own === step)?.[0] ?? step.name;
    const lists: string[][] = [];
    const runSteps = lib.syncOrAsync;
    lib.syncOrAsync = (steps, ...rest) => {
      if (steps.includes(subroutines.drawData)) lists.push(steps.map(nameOf));
      return runSteps(steps, ...rest);
    };
    const element = document.createElement('div');
    await Plotly.newPlot(element, [{ y: [1, 2] }], { width: 600, height: 400 });
    lib.syncOrAsync = runSteps;
    // `ofData` takes the first three, the one before the styles and all from the data on; `inPieces` takes the axes apart.
    expect(lists[0]?.slice(0, 11)).toEqual([
      'previousPromises',
      'addFrames',
      'drawFramework',
      'marginPushers',
      'marginPushersAgain',
      'positionAndAutorange',
      'layoutStyles',
      'drawAxes',
      'insideTickLabelsAutorange',
      'drawData',
      'finalDraw',
    ]);
  });

  it('leaves nothing behind', async () => {
    const log = new RunLog();
    const screen = await show(lossChart(log));
    const plot = await plotIn(screen.container);
    await screen.unmount();
    appendEpochs(log, 1);
    await frames(5);
    expect(plot.querySelector('.main-svg')).toBeNull();
  });
});

describe('the table view', () => {
  it('has the chart’s data in rows, thinned with a word', async () => {
    const log = new RunLog();
    appendEpochs(log, 1000);
    const screen = await show(lossChart(log));
    await userEvent.click(screen.getByTestId('table-chart'));
    const table = screen.getByRole('table');
    await expect.element(table).toHaveTextContent('200 of 1 000 rows');
    expect(table.element().querySelectorAll('tbody tr')).toHaveLength(200);
    await userEvent.click(screen.getByTestId('table-chart'));
    await expect.element(table).not.toBeInTheDocument();
    await plotIn(screen.container);
  });
});

describe('decision regions', () => {
  it('follow the network', async () => {
    const snapshots = new Latest();
    snapshots.show(snapshotOf(1));
    const { container } = await show(
      <RegionsChart frame={words} header={header} snapshots={snapshots} />,
    );
    const plot = await plotIn(container);
    const picture = new Image();
    picture.src = plot.querySelector('.hm image')?.getAttribute('href') ?? '';
    await picture.decode();
    expect([picture.width, picture.height], 'a pixel for each cell').toEqual([3, 3]);
    const corner = () => (plot.data[0] as unknown as { z: number[][] }).z[0]?.[0] ?? Number.NaN;
    expect(Math.floor(corner())).toBe(1);
    snapshots.show(snapshotOf(-1));
    await expect.poll(() => Math.floor(corner())).toBe(0);
  });
});

describe('charts beside one another', () => {
  it('fill cards that a taller one stretches', async () => {
    const snapshots = new Latest();
    snapshots.show(snapshotOf(1));
    const log = new RunLog();
    appendEpochs(log, 3);
    const container = await drawnCards(<Cards width={1000} log={log} snapshots={snapshots} />);
    const bottom = (element: Element | null | undefined) =>
      Math.round(element?.getBoundingClientRect().bottom ?? Number.NaN);
    const cards = [...container.querySelectorAll('section')];
    const tops = cards.map((card) => card.getBoundingClientRect().top);
    expect(new Set(tops).size, 'several share a row').toBeLessThan(cards.length);
    const below = cards.map(
      (card) => bottom(card) - bottom(card.querySelector('figure')?.lastElementChild),
    );
    expect(below).toEqual(below.map(() => Math.min(...below)));
  });

  it('come late without moving one another, where they stand one under another', async () => {
    const snapshots = new Latest();
    snapshots.show(snapshotOf(1));
    const log = new RunLog();
    appendEpochs(log, 3);
    const early: (readonly [top: number, isDrawn: boolean])[] = [];
    const seen = () => [...document.querySelectorAll('section')];
    const topOf = (card: Element) => card.getBoundingClientRect().top;
    function See() {
      useLayoutEffect(() => {
        early.push(...seen().map((card) => [topOf(card), card.childElementCount > 0] as const));
      }, []);
      return null;
    }
    await drawnCards(
      <Cards width={390} log={log} snapshots={snapshots}>
        <See />
      </Cards>,
    );
    expect(early.filter(([, isDrawn]) => isDrawn)).toHaveLength(1);
    expect(seen().map(topOf)).toEqual(early.map(([top]) => top));
  });
});

/** Every chart of a run of classes. */
function Cards(props: {
  readonly width: number;
  readonly log: RunLog;
  readonly snapshots: Latest;
  readonly children?: ReactNode;
}) {
  const { width, log, snapshots, children } = props;
  const run = { id: 'run', name: 'run', colour: 0, experiment, lossFactor: 1 };
  const runs = [{ ...run, log, view: { header, snapshots } }];
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables}>
      <div style={{ width }}>
        <ChartCards place="live" theme="light" footer="a test" runs={runs}>
          {children}
        </ChartCards>
      </div>
    </MantineProvider>
  );
}

/** Renders cards until each has its chart. */
async function drawnCards(cards: ReactNode): Promise<Element> {
  const { container } = await render(cards);
  const empty = () => container.querySelectorAll('section:not(:has(figure))').length;
  await expect.poll(empty).toBe(0);
  return container;
}

describe('what is chosen among inputs', () => {
  it('ends with a run of other inputs', async () => {
    const snapshots = new Latest();
    const cards = (inputs: number) => {
      const names = Array.from({ length: inputs }, (_, i) => `x${i}`);
      const rows = { rows: 2, x: new Float64Array(2 * inputs), y: Float64Array.of(0, 1) };
      const ofNumbers: RunHeader = {
        ...header,
        task: { inputs: names, answer: { kind: 'numbers', names: ['y'] } },
        axes: names.map((name) => ({ name, range: [0, 1] })),
        train: rows,
        heldOut: rows,
        probe: { ...header.probe, held: new Float64Array(inputs) },
      };
      const run = { id: 'run', name: 'run', colour: 0, experiment, lossFactor: 1 };
      const view = { header: ofNumbers, snapshots };
      return (
        <MantineProvider>
          <ChartCards
            place="live"
            theme="light"
            footer="a test"
            runs={[{ ...run, log: null, view }]}
          >
            {null}
          </ChartCards>
        </MantineProvider>
      );
    };
    const { rerender, getByTestId } = await render(cards(4));
    const against = getByTestId('against-residuals');
    await userEvent.selectOptions(against, 'x3');
    await rerender(cards(4));
    await expect.element(against).toHaveValue('3');
    await rerender(cards(3));
    await rerender(cards(4));
    await expect.element(against).toHaveValue('0');
  });
});

describe('the network', () => {
  it('is drawn with its weights and named in words', async () => {
    const snapshots = new Latest();
    const screen = await show(<NetworkChart frame={words} header={header} snapshots={snapshots} />);
    const drawing = screen.getByTestId('chart-chart').getByRole('img');
    await expect.element(drawing).toHaveAccessibleName(/2 inputs, no hidden layer, 2 outputs/);
    const lines = () => [...drawing.element().querySelectorAll('path[fill="none"]')];
    expect(lines()).toHaveLength(0);
    snapshots.show(snapshotOf(1));
    await expect.poll(() => lines().length).toBeGreaterThan(2);
    const before = lines().map((line) => line.getAttribute('d'));
    snapshots.show(snapshotOf(-1));
    await expect.poll(() => lines().map((line) => line.getAttribute('d'))).not.toEqual(before);
  });
});

describe('parallel coordinates', () => {
  it('are brushed by keyboard as by mouse', async () => {
    const axes = [
      { label: 'Rate', scale: 'log', values: [0.001, 0.01, 0.1] },
      { label: 'Loss', scale: 'linear', values: [3, 2, 1] },
    ] as const;
    const kept: (readonly number[])[] = [];
    const screen = await show(
      <ParallelChart
        {...words}
        axes={axes}
        colourBy={1}
        lowerIsBetter
        onBrush={(lines) => kept.push(lines)}
      />,
    );
    const brushed = () => screen.getByTestId('brushed').elements().length;
    await userEvent.click(screen.getByText(chartWords.keepARange));
    const from = screen.getByRole('slider', { name: chartWords.from('Rate') });
    (from.element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowRight}');
    expect(kept.at(-1)).toEqual([1, 2]);
    // The slider says its value itself; a live region would say it again at each key.
    await expect.element(from).toHaveAttribute('aria-valuetext');
    const controls = from.element().closest('details');
    expect(controls?.querySelector('output, [role="status"], [aria-live]')).toBeNull();
    await expect.poll(brushed).toBe(1);
    await userEvent.keyboard('{Home}');
    expect(kept.at(-1)).toEqual([0, 1, 2]);
    await expect.poll(brushed).toBe(0);
    await userEvent.selectOptions(screen.getByRole('combobox', { name: chartWords.axis }), 'Loss');
    (screen.getByRole('slider', { name: chartWords.to('Loss') }).element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowLeft}');
    expect(kept.at(-1)).toEqual([1, 2]);
  });
});

describe('a small picture', () => {
  const pixels = { data: new Uint8ClampedArray(4 * 6).fill(255), width: 3, height: 2 };

  it('is painted when it is seen, and again when it is of something else', async () => {
    const [first, second] = [vi.fn(() => pixels), vi.fn(() => pixels)];
    const at = (paint: () => typeof pixels) => (
      <div style={{ marginTop: '3000px' }}>
        <PixelPicture paint={paint} className={undefined} />
      </div>
    );
    const screen = await render(at(first));
    await frames(5);
    expect(first).not.toHaveBeenCalled();
    const canvas = screen.container.querySelector('canvas') as HTMLCanvasElement;
    canvas.scrollIntoView();
    await vi.waitFor(() => expect(first).toHaveBeenCalledOnce());
    expect([canvas.width, canvas.height]).toEqual([3, 2]);
    await screen.rerender(at(first));
    await screen.rerender(at(second));
    await vi.waitFor(() => expect(second).toHaveBeenCalledOnce());
    window.scrollTo(0, 0);
    expect(first).toHaveBeenCalledOnce();
  });

  it('is painted before the page is printed, and not when it is gone', async () => {
    const [kept, gone] = [vi.fn(() => pixels), vi.fn(() => pixels)];
    const at = (...paints: readonly (() => typeof pixels)[]) => (
      <div style={{ marginTop: '3000px' }}>
        {paints.map((paint, i) => (
          // oxlint-disable-next-line react/no-array-index-key
          <PixelPicture key={i} paint={paint} className={undefined} />
        ))}
      </div>
    );
    const screen = await render(at(kept, gone));
    await screen.rerender(at(kept));
    window.dispatchEvent(new Event('beforeprint'));
    expect(kept).toHaveBeenCalledOnce();
    expect(gone).not.toHaveBeenCalled();
  });
});

describe('pictures', () => {
  it('leave a dark page in light colours where the reader wants that, now and later', async () => {
    const files: string[] = [];
    const saving = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
      this: HTMLAnchorElement,
    ) {
      files.push(this.href);
    });
    const frame = { ...words, theme: 'dark' } as const;
    const chart = <NetworkChart frame={frame} header={header} snapshots={new Latest()} />;
    const screen = await show(chart);
    const save = async (...choices: readonly string[]) => {
      for (const id of ['save-chart', ...choices, 'save-as-svg'])
        await screen.getByTestId(id).click();
      await expect.poll(() => files.length).toBeGreaterThan(0);
      return (await fetch(files.pop() ?? '')).text();
    };
    const { light, dark } = chartColours;
    const dim = await save();
    expect([dim.includes(dark.surface), dim.includes(light.text)]).toEqual([true, false]);
    for (const choices of [['light-pictures'], []]) {
      const bright = await save(...choices);
      expect([bright.includes(light.text), bright.includes(dark.text)]).toEqual([true, false]);
    }
    saving.mockRestore();
    localStorage.clear();
  });

  it('are well-formed SVG with the regions in it, and PNG at twice the size', async () => {
    const input = { header, snapshot: snapshotOf(1), set: 'train', theme: 'dark' } as const;
    const viewport = { width: 500, height: 400, zoom: {} };
    const svg = await figureToSvg(regionsFigure(input, viewport));
    const drawing = framedPicture({ svg, width: 500, height: 400 }, { ...words, title: 'Regions' });
    const parsed = new DOMParser().parseFromString(drawing.svg, 'image/svg+xml');
    expect(parsed.querySelector('parsererror')).toBeNull();
    expect(parsed.querySelectorAll('image').length).toBeGreaterThanOrEqual(2);
    expect(parsed.documentElement.textContent).toContain('Regions');

    const png = await pngFile(drawing);
    const bitmap = await createImageBitmap(png);
    expect([bitmap.width, bitmap.height]).toEqual([1000, 2 * drawing.height]);
  });
});

it('a drawing is XML, whatever characters its names have', () => {
  const source = svgOf(
    <svg xmlns="http://www.w3.org/2000/svg">
      <text>{'a\u00a0& b'}</text>
    </svg>,
  );
  const read = new DOMParser().parseFromString(source, 'image/svg+xml');
  expect(read.querySelector('text')?.textContent).toBe('a\u00a0& b');
});
