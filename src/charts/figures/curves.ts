import type { Annotation, Dash, Layout, ScatterData, Shape } from 'plotly.js';
import type { Figure, Range, Viewport } from '#src/charts/figure.ts';
import { baseAxis, baseLayout, marginsFor, roomyWidth } from '#src/charts/figures/base-layout.ts';
import { extentOf, growingEnd, type Scale, steadyRange } from '#src/charts/figures/ranges.ts';
import { traceUid } from '#src/charts/figures/trace-uid.ts';
import { formatNumber } from '#src/charts/format.ts';
import { type ChartColours, type ChartTheme, chartColours } from '#src/charts/theme.ts';
import { exponentialSmoothing } from '#src/lib/exponential-smoothing.ts';
import { lowerBound, minMaxDecimate } from '#src/lib/min-max-decimate.ts';
import type { RecordColumn } from '#src/runs/epoch-record.ts';
import type { RunHeader } from '#src/runs/run-header.ts';
import type { RunLog } from '#src/runs/run-log.ts';

/** A run as charts over time know it. */
export interface ChartRun {
  readonly id: string;
  readonly name: string;
  /** The run's own colour where several are overlaid. */
  readonly colour: string;
  readonly header: Pick<
    RunHeader,
    'epochs' | 'stepsPerEpoch' | 'phaseSwitches' | 'guessing' | 'lossFactor'
  >;
  readonly log: RunLog;
}

/** What the reader chose for a chart over time. */
export interface CurveView {
  readonly x: 'epoch' | 'step' | 'seconds';
  readonly y: Scale;
  /** Weight of the past in an exponential moving average, 0 (none) … 0.99; the raw line stays visible. */
  readonly smoothing: number;
}

/** One line of a chart over time. */
export interface Quantity {
  readonly column: RecordColumn;
  readonly name: string;
  /** Its colour where a single run is shown. */
  readonly colour: keyof ChartColours;
  /** What tells it from the others, whatever the colour. */
  readonly dash: Dash;
  readonly width: number;
}

/** What distinguishes one chart over time from another. */
export interface CurveKind {
  readonly yTitle: string;
  readonly quantities: readonly Quantity[];
  /** A fixed range of y on a linear axis; otherwise it follows the data. */
  readonly range?: Range;
  /** A level worth comparing with. */
  reference?(header: ChartRun['header']): { readonly value: number; readonly label: string } | null;
  /** A value's second reading, in the reader's units. */
  factor?(header: ChartRun['header']): number | null;
}

/** Everything a chart over time is drawn from. */
export interface CurveInput {
  readonly runs: readonly ChartRun[];
  readonly view: CurveView;
  readonly theme: ChartTheme;
}

export const curveXTitles = {
  epoch: 'Epoch',
  step: 'Optimiser steps',
  seconds: 'Time training (s)',
} as const satisfies Record<CurveView['x'], string>;

const hoverNames = { epoch: 'epoch', step: 'step', seconds: 'second' } as const;
/** Where the doublings of the x axis start, in epochs; in seconds for time. */
const firstEpochs = 500;
const firstSeconds = 1;
/** Lines of so few points show each of them. */
const fewPoints = 30;
/** Height of the labels between axes and legend, in pixels. */
const labelHeight = 20;

/** A chart over time: one line for each run and quantity, thinned to about two points a pixel. */
export function curvesFigure(kind: CurveKind, input: CurveInput, viewport: Viewport): Figure {
  const { runs, view, theme } = input;
  const colours = chartColours[theme];
  const xRange = timeRange(runs, view.x);
  const references = referenceLines(kind, runs, viewport.width >= roomyWidth);
  const lines = runs.flatMap((run) =>
    kind.quantities.map((quantity) => ({
      run,
      quantity,
      ...curvePoints(run.log, quantity.column, view, viewport, xRange),
    })),
  );
  const extent = extentOf([...lines.map((line) => line.y), references.map((r) => r.value)], view.y);
  const yRange =
    kind.range !== undefined && view.y === 'linear'
      ? kind.range
      : steadyRange(null, extent, view.y);
  const switches = phaseMarks(runs, view.x, xRange, colours);
  const layout = baseLayout(theme, viewport, `${view.x} ${view.y}`);
  const margin = marginsFor(viewport.width);
  const plotHeight = Math.max(viewport.height - margin.t - margin.b - 2 * labelHeight, 50);

  return {
    data: [
      ...references.map(
        (reference): ScatterData => ({
          type: 'scatter',
          mode: 'lines',
          uid: traceUid(reference.label),
          legendgroup: reference.label,
          name: reference.label,
          x: [...xRange],
          y: [reference.value, reference.value],
          line: { color: colours.muted, width: 1.5, dash: 'dash' },
          hoverinfo: 'skip',
        }),
      ),
      ...(runs.length > 1 && kind.quantities.length > 1 ? quantityKey(kind, colours) : []),
      ...lines.flatMap((line) => traces(kind, input, line)),
    ],
    layout: {
      ...layout,
      hovermode: 'x unified',
      legend: {
        ...layout.legend,
        y: 1 + (switches.annotations.length > 0 ? labelHeight : 4) / plotHeight,
      },
      xaxis: {
        ...baseAxis(theme, curveXTitles[view.x], xRange),
        unifiedhovertitle: { text: `${hoverNames[view.x]} %{x}` },
      },
      yaxis: baseAxis(theme, kind.yTitle, yRange, view.y),
      ...switches,
    },
  };
}

/** From the start to the furthest end of any run. */
function timeRange(runs: readonly ChartRun[], x: CurveView['x']): Range {
  const ends = runs.map(({ header, log }) => {
    const reached = log.column(x).at(-1) ?? 0;
    if (x === 'seconds') return growingEnd(reached, null, firstSeconds);
    const unit = x === 'step' ? header.stepsPerEpoch : 1;
    return growingEnd(reached, header.epochs * unit, firstEpochs * unit);
  });
  return [0, Math.max(1e-3, ...ends)];
}

/** A run's line as it is drawn: what is visible in full detail, with as much again on both sides for panning. */
function curvePoints(
  log: RunLog,
  column: RecordColumn,
  view: CurveView,
  viewport: Viewport,
  xRange: Range,
): Points {
  const x = log.column(view.x);
  const raw = log.column(column);
  const [from, to] = viewport.zoom.xaxis ?? xRange;
  const margin = marginsFor(viewport.width);
  const pixels = Math.max(viewport.width - margin.l - margin.r, 50);
  const kept = (y: Float64Array): Points => {
    const indices = minMaxDecimate(x, y, viewport.zoom.xaxis === undefined ? pixels : 3 * pixels, {
      from: lowerBound(x, from - (to - from)),
      to: lowerBound(x, to + (to - from)),
      positiveOnly: view.y === 'log',
    });
    return { x: pick(x, indices), y: pick(y, indices) };
  };
  if (view.smoothing === 0) return kept(raw);
  return { ...kept(exponentialSmoothing(raw, view.smoothing)), raw: kept(raw) };
}

interface Points {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** What was smoothed. */
  readonly raw?: Points;
}

function pick(values: Float64Array, indices: Uint32Array): Float64Array {
  return Float64Array.from(indices, (i) => values[i] as number);
}

function traces(
  kind: CurveKind,
  { runs, theme }: CurveInput,
  line: Points & { readonly run: ChartRun; readonly quantity: Quantity },
): ScatterData[] {
  const { run, quantity } = line;
  const alone = runs.length === 1;
  const color = alone ? chartColours[theme][quantity.colour] : run.colour;
  const factor = kind.factor?.(run.header) ?? null;
  const name = alone ? quantity.name : `${run.name}: ${quantity.name}`;
  const drawn: ScatterData = {
    type: 'scatter',
    mode: line.x.length <= fewPoints ? 'lines+markers' : 'lines',
    uid: traceUid(run.id, quantity.column),
    name: alone ? quantity.name : run.name,
    legendgroup: alone ? quantity.column : run.id,
    showlegend: alone || quantity === kind.quantities[0],
    x: line.x,
    y: line.y,
    line: { color, width: quantity.width, dash: quantity.dash },
    marker: { color, size: 5 },
    hovertemplate: `${name} <b>%{y:.7g}</b><extra></extra>`,
  };
  if (factor !== null && factor !== 1) {
    drawn.customdata = line.y.map((y) => y * factor);
    drawn.hovertemplate = `${name} <b>%{y:.7g}</b> (%{customdata:.5g} unscaled)<extra></extra>`;
  }
  if (line.raw === undefined) return [drawn];
  const raw: ScatterData = {
    type: 'scatter',
    mode: 'lines',
    uid: traceUid(run.id, quantity.column, 'raw'),
    x: line.raw.x,
    y: line.raw.y,
    opacity: 0.35,
    line: { color, width: 1 },
    showlegend: false,
    hoverinfo: 'skip',
    legendgroup: alone ? quantity.column : run.id,
  };
  return [raw, drawn];
}

/** Legend entries that say what the line styles mean where colours say which run. */
function quantityKey(kind: CurveKind, colours: ChartColours): ScatterData[] {
  return kind.quantities.map((quantity) => ({
    type: 'scatter',
    mode: 'lines',
    uid: traceUid('key', quantity.column),
    legendgroup: `key ${quantity.column}`,
    name: quantity.name,
    x: [null],
    y: [null],
    line: { color: colours.text, width: quantity.width, dash: quantity.dash },
    hoverinfo: 'skip',
  }));
}

/** The runs' reference levels, each once. */
function referenceLines(kind: CurveKind, runs: readonly ChartRun[], withValue: boolean) {
  const lines = new Map<string, { value: number; label: string }>();
  for (const { header } of runs) {
    const reference = kind.reference?.(header);
    if (reference == null) continue;
    const value = formatNumber(reference.value);
    const label = withValue ? `${reference.label} = ${value}` : reference.label;
    lines.set(value, { value: reference.value, label });
  }
  return [...lines.values()];
}

/** A vertical line with a label wherever the batch order changes, each once. */
function phaseMarks(
  runs: readonly ChartRun[],
  x: CurveView['x'],
  [start, end]: Range,
  colours: ChartColours,
): Required<Pick<Layout, 'shapes' | 'annotations'>> {
  const marks = new Map<string, { at: number; text: string }>();
  for (const run of runs) {
    for (const { epoch, from, to } of run.header.phaseSwitches) {
      const at = positionOf(run, epoch, x);
      if (at !== null && at <= end) marks.set(`${at}`, { at, text: `${from} → ${to}` });
    }
  }
  const shapes: Shape[] = [];
  const annotations: Annotation[] = [];
  for (const { at, text } of marks.values()) {
    shapes.push({
      type: 'line',
      xref: 'x',
      yref: 'paper',
      x0: at,
      x1: at,
      y0: 0,
      y1: 1,
      line: { color: colours.muted, width: 1.5, dash: 'dot' },
    });
    const place = (at - start) / (end - start);
    annotations.push({
      text,
      x: at,
      xref: 'x',
      xanchor: place < 0.2 ? 'left' : place > 0.8 ? 'right' : 'center',
      y: 1,
      yref: 'paper',
      yanchor: 'bottom',
      showarrow: false,
      font: { color: colours.muted },
    });
  }
  return { shapes, annotations };
}

/** Where an epoch ends on the x axis; null where that is not known yet. */
function positionOf({ header, log }: ChartRun, epoch: number, x: CurveView['x']): number | null {
  if (x === 'epoch') return epoch;
  if (x === 'step') return epoch * header.stepsPerEpoch;
  return log.record(epoch - 1)?.seconds ?? null;
}
