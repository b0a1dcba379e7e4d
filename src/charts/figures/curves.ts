import type { Dash, ScatterData } from 'plotly.js';
import type { Figure, Range, Source, Viewport } from '#src/charts/figure.ts';
import {
  baseAxis,
  baseLayout,
  hoverFormat,
  legendAbove,
  legendNames,
  marginsFor,
  roomyWidth,
} from '#src/charts/figures/base-layout.ts';
import { levelNames } from '#src/charts/figures/level-names.ts';
import { plainText } from '#src/charts/figures/plain-text.ts';
import { extentOf, type Scale, steadyRange } from '#src/charts/figures/ranges.ts';
import {
  phaseMarks,
  shownTimeMarks,
  type TimedRun,
  type TimeUnit,
  timeHoverNames,
  timePositions,
  timeRange,
  timeTitles,
} from '#src/charts/figures/time-axis.ts';
import { traceUid } from '#src/charts/figures/trace-uid.ts';
import { thinnedRows } from '#src/charts/table.ts';
import { type ChartColours, type ChartTheme, chartColours, runColour } from '#src/charts/theme.ts';
import type { Floor } from '#src/doctor/floors/floor.ts';
import { exponentialSmoothing } from '#src/lib/exponential-smoothing.ts';
import { lowerBound, minMaxDecimate } from '#src/lib/min-max-decimate.ts';
import { median } from '#src/lib/statistics.ts';
import type { CurveHeader } from '#src/records/curve-header.ts';
import type { RecordColumn } from '#src/records/epoch-record.ts';
import type { RunLog } from '#src/records/run-log.ts';
import { formatNumber } from '#words/base/numbers.ts';
import { words } from '#words/charts/figures.ts';

/** A run as charts over time know it. */
export interface ChartRun {
  readonly id: string;
  readonly name: string;
  /** The run's own colour where several are overlaid. */
  readonly colour: number;
  readonly header: CurveHeader;
  /** Undefined where samples are not counted. */
  readonly samplesPerEpoch?: number | undefined;
  readonly log: RunLog;
  /** What answers of limited kinds score on its data; absent or empty: not known. */
  readonly floors?: readonly Floor[] | undefined;
  /** The run that it took the place of, with losses in the same unit; absent or null: there is none to show. */
  readonly before?: TimedRun | null;
  /** Its state is shown as it was after so many steps; null or absent: as it is. */
  readonly shownTime?: TimedRun['shownTime'] & Source;
}

/** What the reader chose for a chart over time. */
export interface CurveView {
  readonly x: TimeUnit;
  /** Linear where nothing is said. */
  readonly xScale?: Scale;
  readonly y: Scale;
  /** Weight of the past in an exponential moving average, 0 (none) … 0.99; the raw line stays visible. */
  readonly smoothing: number;
  /** All floors are drawn, not only guessing and the one nearest to where the run is. */
  readonly allFloors?: boolean;
  /** The run before is not drawn. */
  readonly hidesBefore?: boolean;
}

/** One line of a chart over time. */
interface Quantity {
  readonly column: RecordColumn;
  readonly name: string;
  /** Its colour where a single run is shown. */
  readonly colour: keyof ChartColours;
  /** What tells it from the others, whatever the colour. */
  readonly dash: Dash;
  readonly width: number;
}

interface Level {
  readonly value: number;
  readonly label: string;
  /** Named on its line, and not in the legend. */
  readonly onLine?: true;
}

/** What distinguishes one chart over time from another. */
export interface CurveKind {
  readonly yTitle: string;
  /** Of every quantity, in brackets after a blank, for tables. */
  readonly unit?: string;
  readonly quantities: readonly Quantity[];
  /** A fixed range of y on a linear axis; otherwise it goes from 0 to what the data need. None of them is negative. */
  readonly range?: Range;
  /** Its levels are floors, which may be many. */
  readonly hasFloors?: true;
  /** It shows the run before, by its first quantity. */
  readonly hasBefore?: true;
  /** Levels worth comparing with. */
  references?(run: ChartRun, view: CurveView): readonly Level[];
  /** What a value of network units was multiplied by; those are its second reading. */
  factor?(header: ChartRun['header']): number | null;
}

/** Everything a chart over time is drawn from. */
export interface CurveInput {
  readonly runs: readonly ChartRun[];
  readonly view: CurveView;
  readonly theme: ChartTheme;
}

/** What the run before is called in legends and controls. */
export const beforeName = words.runBefore;

/** Lines of so few points show each of them. */
const fewPoints = 30;

/** A chart over time: one line for each run and quantity, thinned to about two points a pixel. */
export function curvesFigure(kind: CurveKind, input: CurveInput, viewport: Viewport): Figure {
  const { runs, view, theme } = input;
  const { xScale = 'linear' } = view;
  const colours = chartColours[theme];
  const xRange = timeRange(runs, view.x, xScale);
  const references = referenceLines(kind, input, viewport.width >= roomyWidth);
  const lines = runs.flatMap((run) =>
    kind.quantities.map((quantity) => ({
      run,
      quantity,
      ...curvePoints(run, quantity.column, view, viewport, xRange),
    })),
  );
  const ghosts = runsBefore(kind, input, viewport, xRange);
  const values = lines.flatMap(({ y, raw }) => (raw === undefined ? [y] : [y, raw.y]));
  // Of the run before, its lowest value: where it was worse than this one it may leave the axes at their top.
  const lowest = ghosts.map(({ y }) =>
    y.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY),
  );
  const extent = extentOf([...values, lowest, references.map((r) => r.value)], view.y);
  const yRange =
    kind.range !== undefined && view.y === 'linear'
      ? kind.range
      : steadyRange(null, extent && [view.y === 'log' ? extent[0] : 0, extent[1]], view.y);
  const switches = phaseMarks(runs, view.x, xScale, xRange, colours);
  const layout = baseLayout(theme, viewport, `${view.x} ${xScale} ${view.y}`);

  const data = [
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
        showlegend: !reference.onLine,
      }),
    ),
    ...(runs.length > 1 && kind.quantities.length > 1 ? quantityKey(kind, colours) : []),
    ...ghosts.map((ghost) => ghostTrace(kind, theme, ghost)),
    ...lines.flatMap((line) => traces(kind, input, line)),
    ...(view.y === 'log' ? lines.flatMap((line) => zeroTrace(input, line, yRange[0])) : []),
  ];
  const above = legendAbove(layout, legendNames(data), switches.annotations.length > 0, viewport);
  const { l = 0, r = 0, t = 0, b = 0 } = above.margin ?? {};
  const size = { width: viewport.width - l - r, height: viewport.height - t - b };
  const right = toPixels(xScale, xRange, viewport.zoom['xaxis'], size.width);
  const up = toPixels(view.y, yRange, viewport.zoom['yaxis'], size.height);
  const curves = lines.flatMap(({ raw, ...line }) => (raw === undefined ? [line] : [line, raw]));
  const unnamed = references.filter(({ onLine }) => !onLine);
  const names = levelNames(
    references
      .filter(({ onLine }) => onLine)
      .map(({ value, label }) => ({
        text: label,
        at: view.y === 'log' ? Math.log10(value) : value,
        height: up(value),
      })),
    [
      ...[...curves, ...ghosts].map(({ x, y }) => ({ x: x.map(right), y: y.map(up) })),
      ...unnamed.map(({ value }) => ({ x: [0, size.width], y: [up(value), up(value)] })),
    ],
    size,
    colours,
  );
  return {
    data,
    layout: {
      ...layout,
      hovermode: 'x unified',
      ...above,
      xaxis: {
        ...baseAxis(theme, timeTitles[view.x], xRange, xScale),
        unifiedhovertitle: { text: `${timeHoverNames[view.x]} %{x}` },
      },
      yaxis: baseAxis(theme, kind.yTitle, yRange, view.y),
      shapes: [...switches.shapes, ...shownTimeMarks(runs, view.x, xRange, colours)],
      annotations: [...switches.annotations, ...names],
    },
  };
}

/** A run's line as it is drawn: what is visible in full detail, with as much again on both sides for panning. */
function curvePoints(
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

interface Points {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** What was smoothed. */
  readonly raw?: Points;
}

/** From data to pixels from the lower end of an axis. @param zoom exponents where it is logarithmic */
function toPixels(scale: Scale, range: Range, zoom: Range | undefined, length: number) {
  const place = scale === 'log' ? Math.log10 : (value: number) => value;
  const [from, to] = zoom ?? [place(range[0]), place(range[1])];
  return (value: number): number => ((place(value) - from) / (to - from)) * length;
}

function logOf([from, to]: Range): Range {
  return [Math.log10(from), Math.log10(to)];
}

function pick(values: Float64Array, indices: Uint32Array): Float64Array {
  return Float64Array.from(indices, (i) => values[i] as number);
}

function traces(
  kind: CurveKind,
  { runs, view, theme }: CurveInput,
  line: Points & { readonly run: ChartRun; readonly quantity: Quantity },
): ScatterData[] {
  const { run, quantity } = line;
  const alone = runs.length === 1;
  const color = alone ? chartColours[theme][quantity.colour] : runColour(run.colour, theme);
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
    line: { color, width: quantity.width, dash: quantity.dash },
    marker: { color, size: 5 },
    hovertemplate: `${name} <b>%{y:${hoverFormat(7)}}</b>${where}<extra></extra>`,
  };
  if (factor !== null && factor !== 1) {
    drawn.customdata = line.y.map((y) => y / factor);
    drawn.hovertemplate = `${name} <b>%{y:${hoverFormat(7)}}</b> (%{customdata:${hoverFormat(5)}} scaled)${where}<extra></extra>`;
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

/** What the runs before have to show. */
function runsBefore(
  kind: CurveKind,
  { runs, view }: CurveInput,
  viewport: Viewport,
  xRange: Range,
): readonly Points[] {
  const [quantity] = kind.quantities;
  if (quantity === undefined || kind.hasBefore !== true || view.hidesBefore === true) return [];
  return runs.flatMap(({ before }) =>
    before ? [curvePoints(before, quantity.column, view, viewport, xRange)] : [],
  );
}

/** The run before, behind all that is drawn of this one. */
function ghostTrace(kind: CurveKind, theme: ChartTheme, { x, y }: Points): ScatterData {
  return {
    type: 'scatter',
    mode: 'lines',
    uid: traceUid('before'),
    name: beforeName,
    legendgroup: beforeName,
    x,
    y,
    line: { color: chartColours[theme].muted, width: 1.25, dash: 'dot' },
    hovertemplate: `${beforeName}, ${kind.quantities[0]?.name} <b>%{y:${hoverFormat(7)}}</b><extra></extra>`,
  };
}

/** Marks at most that stand for zeros along an axis. */
const mostZeros = 150;

/** A logarithmic axis has no place for zero: triangles on its lower end say where a quantity is exactly that. */
function zeroTrace(
  { runs, view, theme }: CurveInput,
  { run, quantity }: { readonly run: ChartRun; readonly quantity: Quantity },
  bottom: number,
): ScatterData[] {
  const x = timePositions(run, view.x);
  const column = run.log.column(quantity.column);
  const zeros = [...column.keys()].filter((i) => column[i] === 0);
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
      hovertemplate: `${name} <b>0</b><extra></extra>`,
    },
  ];
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

/** Levels of one name that lie this close are one: repetitions differ a little in their points. */
const sameLevel = 0.05;

/** The runs' reference levels, each once. */
function referenceLines(kind: CurveKind, { runs, view }: CurveInput, withValue: boolean) {
  const levels = runs
    .flatMap((run) => kind.references?.(run, view) ?? [])
    .sort((a, b) => a.label.localeCompare(b.label) || a.value - b.value);
  const groups: (Level & { readonly values: number[] })[] = [];
  for (const level of levels) {
    const { label, value } = level;
    const last = groups.at(-1);
    const isSame = last?.label === label && value <= (last.values[0] ?? 0) * (1 + sameLevel);
    if (isSame) last.values.push(value);
    else groups.push({ ...level, values: [value] });
  }
  return groups.map(({ label, values, ...level }): Level => {
    const value = median(values);
    return { ...level, value, label: withValue ? `${label} = ${formatNumber(value)}` : label };
  });
}
