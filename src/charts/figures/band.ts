import type { ScatterData } from 'plotly.js';
import type { Figure, Range, Viewport } from '#src/charts/figure.ts';
import {
  baseAxis,
  baseLayout,
  hoverFormat,
  legendAbove,
  legendNames,
  marginsFor,
} from '#src/charts/figures/base-layout.ts';
import { plainText } from '#src/charts/figures/plain-text.ts';
import { extentOf, type Scale, steadyRange } from '#src/charts/figures/ranges.ts';
import {
  phaseMarks,
  type TimedRun,
  type TimeUnit,
  timeAxis,
  timePositions,
  timeRange,
} from '#src/charts/figures/time-axis.ts';
import { traceUid } from '#src/charts/figures/trace-uid.ts';
import type { Table, TableColumn } from '#src/charts/table.ts';
import { type ChartTheme, chartColours, runColour } from '#src/charts/theme.ts';
import { lowerBound, minMaxDecimate } from '#src/lib/min-max-decimate.ts';
import type { RecordColumn } from '#src/records/epoch-record.ts';
import { besideLosses } from '#src/records/quality.ts';
import type { RunHeader } from '#src/records/run-header.ts';
import type { RunLog } from '#src/records/run-log.ts';
import { type Band, bandSeeds } from '#src/studies/seed-statistics.ts';
import { formatNumber } from '#words/base/numbers.ts';
import { columnNames, words } from '#words/charts/figures.ts';
import { guessingLabels, guessingOf } from '#words/guessing.ts';

/** Repetitions of one experiment as a band chart knows them. */
export interface BandGroup {
  readonly id: string;
  readonly name: string;
  readonly colour: number;
  /** Over the repetitions that have ended. */
  readonly band: Band;
  /** Each repetition, those under way included. */
  readonly runs: readonly BandRun[];
  /** What guessing scores, as it is shown; null where it is not known. */
  readonly guessing: RunHeader['guessing'];
}

export interface BandRun extends TimedRun {
  readonly seed: number;
  readonly log: RunLog;
}

export interface BandView {
  /** Seconds are not the same for two repetitions, so bands do not lie along them. */
  readonly x: Exclude<TimeUnit, 'seconds'>;
  readonly xScale: Scale;
  readonly y: Scale;
}

export interface BandInput {
  readonly groups: readonly BandGroup[];
  readonly column: RecordColumn;
  readonly yTitle: string;
  readonly view: BandView;
  readonly theme: ChartTheme;
}

/** Alpha of a band, as hexadecimal digits. */
const bandAlpha = '33';
/** Of single repetitions, behind a band and where there is none. */
const opacities = { behind: 0.3, alone: 0.6 } as const;

/** Median of each group over training, with every repetition behind and a 10–90 % band where there are enough of them. */
export function bandFigure(input: BandInput, viewport: Viewport): Figure {
  const { groups, view, theme, yTitle } = input;
  const colours = chartColours[theme];
  const runs = groups.flatMap((group) => group.runs);
  const xRange = timeRange(runs, view.x, view.xScale);
  const thin = thinner(view, xRange, viewport);
  const faint = groups.map((group) =>
    inOneTrace(
      group.runs.map((run) => thin(timePositions(run, view.x), run.log.column(input.column))),
    ),
  );
  const levels = guessingLevels(groups);
  const extent = extentOf([...faint.map(({ y }) => y), levels.map(({ value }) => value)], view.y);
  const yRange = steadyRange(null, extent, view.y);
  const switches = phaseMarks(runs, view.x, view.xScale, xRange, colours);
  const layout = baseLayout(theme, viewport, `${view.x} ${view.xScale} ${view.y}`);
  const references = levels.map((level) => referenceLine(level, xRange, colours.muted));
  const names = [...legendNames(references), ...groups.map((group) => group.name)];
  return {
    data: [
      ...references,
      ...groups.map(
        (group, g): ScatterData => ({
          type: 'scatter',
          mode: 'lines',
          uid: traceUid(group.id, 'seeds'),
          legendgroup: group.id,
          showlegend: false,
          ...faint[g],
          opacity: hasBand(group) ? opacities.behind : opacities.alone,
          line: { color: runColour(group.colour, theme), width: 1 },
          hoverinfo: 'skip',
        }),
      ),
      ...groups.flatMap((group) => bandTraces(group, { ...input, thin, yRange })),
    ],
    layout: {
      ...layout,
      hovermode: 'x unified',
      ...legendAbove(layout, names, switches.annotations.length > 0, viewport),
      xaxis: timeAxis(theme, view.x, xRange, view.xScale),
      yaxis: baseAxis(theme, yTitle, yRange, view.y),
      ...switches,
    },
  };
}

/** Lines as one, with gaps between: many traces are slow to draw. */
function inOneTrace(lines: readonly Points[]): Points {
  const length = lines.reduce((sum, { x }) => sum + x.length + 1, 0);
  const joined = (axis: keyof Points) => {
    const all = new Float64Array(length).fill(Number.NaN);
    let at = 0;
    for (const points of lines) {
      all.set(points[axis], at);
      at += points[axis].length + 1;
    }
    return all;
  };
  return { x: joined('x'), y: joined('y') };
}

/** Every epoch that was measured, with median and band of each group. */
export function bandTable({ groups }: Pick<BandInput, 'groups'>): Table {
  const longest = groups.reduce<Band | null>(
    (most, { band }) => (most === null || band.epoch.length > most.epoch.length ? band : most),
    null,
  );
  const at = (band: Band, values: Float64Array) => (row: number) => {
    const epoch = longest?.epoch[row] ?? Number.NaN;
    const index = lowerBound(band.epoch, epoch);
    return band.epoch[index] === epoch ? (values[index] as number) : Number.NaN;
  };
  return {
    rows: longest?.epoch.length ?? 0,
    columns: [
      { name: columnNames.epoch, value: (row) => longest?.epoch[row] ?? Number.NaN },
      ...groups.flatMap(({ name, band }): TableColumn[] => [
        { name: words.median(name), value: at(band, band.median) },
        { name: `${name}: 10 %`, value: at(band, band.low) },
        { name: `${name}: 90 %`, value: at(band, band.high) },
      ]),
    ],
  };
}

interface Points {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** Thins lines to what the screen can show of them, lowest and highest points kept. */
function thinner(view: BandView, xRange: Range, viewport: Viewport) {
  const margin = marginsFor(viewport.width);
  const pixels = Math.max(viewport.width - margin.l - margin.r, 50);
  const isLog = view.xScale === 'log';
  const [from, to] =
    viewport.zoom.xaxis ?? (isLog ? [Math.log10(xRange[0]), Math.log10(xRange[1])] : xRange);
  const visible = (x: Float64Array) => {
    const place = isLog ? x.map(Math.log10) : x;
    return {
      place,
      from: lowerBound(place, from - (to - from)),
      to: lowerBound(place, to + (to - from)),
    };
  };
  const indices = (x: Float64Array, y: Float64Array) => {
    const { place, ...range } = visible(x);
    const buckets = viewport.zoom.xaxis === undefined ? pixels : 3 * pixels;
    return minMaxDecimate(place, y, buckets, { ...range, positiveOnly: view.y === 'log' });
  };
  const thin = (x: Float64Array, y: Float64Array): Points => {
    const kept = indices(x, y);
    return { x: pick(x, kept), y: pick(y, kept) };
  };
  return Object.assign(thin, { indices });
}

function bandTraces(
  group: BandGroup,
  {
    column,
    view,
    thin,
    yRange,
    theme,
  }: Pick<BandInput, 'column' | 'view' | 'theme'> & {
    readonly thin: ReturnType<typeof thinner>;
    readonly yRange: Range;
  },
): ScatterData[] {
  const { id, band, runs } = group;
  const colour = runColour(group.colour, theme);
  const [first] = runs;
  const [lossOf] = runs.flatMap((run) => run.lossOf ?? []);
  const beside = lossOf && besideLosses(column, lossOf);
  const rmse = (loss: number) => beside?.(loss).rmse;
  const name = plainText(group.name);
  if (first === undefined || band.epoch.length === 0) return [];
  const x = view.x === 'step' ? band.step : band.epoch.map((e) => e * samplesOr1(first, view.x));
  // What diverged has no place on the axis: its edge leaves the chart.
  const far = (value: number) => {
    if (value === Number.POSITIVE_INFINITY) return yRange[1] * 1e3;
    return view.y === 'log' && value <= 0 ? yRange[0] / 1e3 : value;
  };
  const [low, median, high] = [band.low, band.median, band.high].map((line) => line.map(far)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  // All three lines keep the same points, or the band would not be where its edges are.
  const kept = Uint32Array.from(
    new Set([low, median, high].flatMap((line) => [...thin.indices(x, line)])),
  ).sort();
  const along = pick(x, kept);
  const [lower, upper] = [pick(low, kept), pick(high, kept)];
  const area: ScatterData = {
    type: 'scatter',
    mode: 'lines',
    uid: traceUid(id, 'band'),
    legendgroup: id,
    showlegend: false,
    // There along its upper edge, and back along its lower one.
    x: [...along, ...along.toReversed()],
    y: [...upper, ...lower.toReversed()],
    fill: 'toself',
    fillcolor: `${colour}${bandAlpha}`,
    line: { width: 0, color: colour },
    hoverinfo: 'skip',
  };
  return [
    ...(hasBand(group) ? [area] : []),
    {
      type: 'scatter',
      mode: 'lines',
      uid: traceUid(id, 'median'),
      legendgroup: id,
      name,
      x: along,
      y: pick(median, kept),
      text: Array.from(
        kept,
        (i) =>
          `${formatNumber(band.low[i] as number, 4)} … ${formatNumber(band.high[i] as number, 4)}`,
      ),
      line: { color: colour, width: 2.5 },
      // Of the median alone: the variance that R² is a share of is another for each seed's points.
      ...(rmse(1) === undefined
        ? { hovertemplate: words.bandHover(name, hoverFormat(5)) }
        : {
            customdata: Array.from(kept, (i) => rmse(band.median[i] as number) as number),
            hovertemplate: words.bandHover(name, hoverFormat(5), hoverFormat(4)),
          }),
    },
  ];
}

/** A band between two heaps of runs shows losses that no run has; a few are seen one by one. */
function hasBand({ runs }: BandGroup): boolean {
  return runs.length >= bandSeeds;
}

function samplesOr1({ samplesPerEpoch = 1 }: TimedRun, unit: BandView['x']): number {
  return unit === 'samples' ? samplesPerEpoch : 1;
}

interface Level {
  readonly id: string;
  readonly value: number;
  readonly label: string;
}

/** What guessing scores: one level for all groups where it is the same for them, else each with the names of its own. */
function guessingLevels(groups: readonly BandGroup[]): readonly Level[] {
  const found = groups.flatMap(({ id, name, guessing }) =>
    guessing ? [{ id, name, guessing }] : [],
  );
  const values = new Set(found.map(({ guessing }) => guessing.loss));
  return [...values].flatMap((value): readonly Level[] => {
    const own = found.filter(({ guessing }) => guessing.loss === value);
    const [first] = own;
    if (first === undefined) return [];
    const label = guessingLabels[first.guessing.answer];
    const names = own.map(({ name }) => name);
    return [{ id: first.id, value, label: values.size === 1 ? label : guessingOf(label, names) }];
  });
}

function referenceLine({ id, value, label }: Level, xRange: Range, color: string): ScatterData {
  return {
    type: 'scatter',
    mode: 'lines',
    uid: traceUid(id, 'reference'),
    legendgroup: `reference ${id}`,
    name: `${plainText(label)} = ${formatNumber(value)}`,
    x: [...xRange],
    y: [value, value],
    line: { color, width: 1.5, dash: 'dash' },
    hoverinfo: 'skip',
  };
}

function pick(values: Float64Array, indices: Uint32Array): Float64Array {
  return Float64Array.from(indices, (i) => values[i] as number);
}
