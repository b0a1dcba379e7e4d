import type { Annotation, ScatterData } from 'plotly.js';
import type { Range, Viewport } from '#src/charts/figure.ts';
import { marginsFor } from '#src/charts/figures/base-layout.ts';
import { hoverLabel } from '#src/charts/figures/curve-hover.ts';
import type {
  ChartRun,
  CurveInput,
  CurveKind,
  CurveView,
  Quantity,
} from '#src/charts/figures/curve-input.ts';
import { plainText } from '#src/charts/figures/plain-text.ts';
import { type TimedRun, timePositions } from '#src/charts/figures/time-axis.ts';
import { traceUid } from '#src/charts/figures/trace-uid.ts';
import { thinnedRows } from '#src/charts/table.ts';
import {
  type ChartColours,
  type ChartTheme,
  chartColours,
  runColour,
  runDash,
} from '#src/charts/theme.ts';
import { exponentialSmoothing } from '#src/lib/exponential-smoothing.ts';
import { lowerBound, minMaxDecimate } from '#src/lib/min-max-decimate.ts';
import type { RecordColumn } from '#src/records/epoch-record.ts';
import { timeHoverNames, words } from '#words/charts/figures.ts';

/** What the run before is called in legends and controls. */
export const beforeName = words.runBefore;

/** Lines of so few points show each of them. */
const fewPoints = 30;

/** A run's line as it is drawn: what is visible in full detail, with as much again on both sides for panning. */
export function curvePoints(
  run: TimedRun,
  column: RecordColumn,
  view: CurveView,
  viewport: Viewport,
  xRange: Range,
): Points {
  const x = timePositions(run, view.x);
  const raw = run.log.column(column);
  // Thinned by where points lie on the screen: on a log axis by their exponents, as the zoom is given.
  const isLog = view.xScale === 'log';
  const place = isLog ? x.map(Math.log10) : x;
  const [from, to] = viewport.zoom.xaxis ?? (isLog ? logOf(xRange) : xRange);
  const margin = marginsFor(viewport.width);
  const pixels = Math.max(viewport.width - margin.l - margin.r, 50);
  const kept = (y: Float64Array): Points => {
    const indices = minMaxDecimate(
      place,
      y,
      viewport.zoom.xaxis === undefined ? pixels : 3 * pixels,
      {
        from: lowerBound(place, from - (to - from)),
        to: lowerBound(place, to + (to - from)),
        positiveOnly: view.y === 'log',
      },
    );
    return { x: pick(x, indices), y: pick(y, indices) };
  };
  if (view.smoothing === 0) return kept(raw);
  return { ...kept(exponentialSmoothing(raw, view.smoothing)), raw: kept(raw) };
}

/** A line in the units of its axes. */
export interface Points {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** What was smoothed. */
  readonly raw?: Points;
}

function logOf([from, to]: Range): Range {
  return [Math.log10(from), Math.log10(to)];
}

function pick(values: Float64Array, indices: Uint32Array): Float64Array {
  return Float64Array.from(indices, (i) => values[i] as number);
}

/** The traces of one line. */
export function traces(
  kind: CurveKind,
  { runs, view, theme }: CurveInput,
  line: Points & { readonly run: ChartRun; readonly quantity: Quantity },
  { width }: Viewport,
): ScatterData[] {
  const { run, quantity } = line;
  const alone = runs.length === 1;
  const color = alone ? chartColours[theme][quantity.colour] : runColour(run.colour, theme);
  // Of several quantities dashes tell which.
  const dash = alone || kind.quantities.length > 1 ? quantity.dash : runDash(run.colour);
  const factor = kind.factor?.(run.header) ?? null;
  const runName = plainText(run.name);
  const name = alone ? quantity.name : `${runName}: ${quantity.name}`;
  // The label's title names the place of the pointer; what is measured now and then was measured elsewhere.
  const isSparse = run.log.column(quantity.column).some(Number.isNaN);
  const where = isSparse ? words.atX(timeHoverNames[view.x]) : '';
  const drawn: ScatterData = {
    type: 'scatter',
    mode: line.x.length > 0 && line.x.length <= fewPoints ? 'lines+markers' : 'lines',
    uid: traceUid(run.id, quantity.column),
    name: alone ? quantity.name : runName,
    legendgroup: alone ? quantity.column : run.id,
    showlegend: alone || quantity === kind.quantities[0],
    // Before there is anything to draw it has its entry in the legend.
    x: line.x.length === 0 ? [null] : line.x,
    y: line.y.length === 0 ? [null] : line.y,
    line: { color, width: quantity.width, dash },
    marker: { color, size: 5 },
    ...hoverLabel({ name, run, column: quantity.column, factor, y: line.y, where, width }),
  };
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

/** A line of a run before. */
interface GhostLine extends Points {
  readonly run: TimedRun;
  readonly quantity: Quantity;
}

/** What the runs before have to show. */
export function runsBefore(
  kind: CurveKind,
  { runs, view }: CurveInput,
  viewport: Viewport,
  xRange: Range,
): readonly GhostLine[] {
  const [quantity] = kind.quantities;
  if (quantity === undefined || kind.hasBefore !== true || view.hidesBefore === true) return [];
  return runs.flatMap(({ before }) =>
    before
      ? [{ run: before, quantity, ...curvePoints(before, quantity.column, view, viewport, xRange) }]
      : [],
  );
}

/** The run before, behind all that is drawn of this one. */
export function ghostTrace(
  theme: ChartTheme,
  { x, y, run, quantity }: GhostLine,
  { width }: Viewport,
): ScatterData {
  return {
    type: 'scatter',
    mode: 'lines',
    uid: traceUid('before'),
    name: beforeName,
    legendgroup: beforeName,
    x,
    y,
    line: { color: chartColours[theme].muted, width: 1.25, dash: 'dot' },
    ...hoverLabel({
      name: `${beforeName}, ${quantity.name}`,
      run,
      column: quantity.column,
      factor: null,
      y,
      where: '',
      width,
    }),
  };
}

/** Marks at most that stand for zeros along an axis. */
const mostZeros = 150;

/** A logarithmic axis has no place for zero and less: triangles on its lower end say where a quantity is that. */
export function zeroTrace(
  { runs, view, theme }: CurveInput,
  { run, quantity }: { readonly run: ChartRun; readonly quantity: Quantity },
  bottom: number,
): ScatterData[] {
  const x = timePositions(run, view.x);
  const column = run.log.column(quantity.column);
  const zeros = [...column.keys()].filter((i) => (column[i] as number) <= 0);
  if (zeros.length === 0) return [];
  const shown = thinnedRows(zeros.length, mostZeros).map((i) => zeros[i] as number);
  const color =
    runs.length === 1 ? chartColours[theme][quantity.colour] : runColour(run.colour, theme);
  const name = runs.length === 1 ? quantity.name : `${plainText(run.name)}: ${quantity.name}`;
  return [
    {
      type: 'scatter',
      mode: 'markers',
      uid: traceUid(run.id, quantity.column, 'zero'),
      name,
      showlegend: false,
      x: shown.map((i) => x[i] as number),
      y: shown.map(() => bottom),
      marker: { color, size: 7, symbol: 'triangle-down' },
      cliponaxis: false,
      text: shown.map((i) => ((column[i] as number) < 0 ? words.belowZero : '0')),
      hovertemplate: `${name} <b>%{text}</b><extra></extra>`,
    },
  ];
}

/** Says what the triangles on the lower end of a logarithmic axis are. @param bottom that end */
export function zeroName(
  zeros: readonly ScatterData[],
  bottom: number,
  colours: ChartColours,
): Partial<Annotation> {
  const isBelow = zeros.some(({ text }) => Array.isArray(text) && text.includes(words.belowZero));
  return {
    text: isBelow ? words.zeroOrBelow : words.exactlyZero,
    xref: 'paper',
    x: 1,
    xanchor: 'right',
    y: Math.log10(bottom),
    yanchor: 'bottom',
    yshift: 4,
    showarrow: false,
    font: { size: 11, color: colours.text },
    bgcolor: colours.surface,
  };
}

/** Legend entries that say what the line styles mean where colours say which run. */
export function quantityKey(kind: CurveKind, colours: ChartColours): ScatterData[] {
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
