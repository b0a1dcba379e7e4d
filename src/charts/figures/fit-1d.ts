import type { ScatterData } from 'plotly.js';
import type { Figure, Range, Viewport } from '#src/charts/figure.ts';
import {
  baseAxis,
  baseLayout,
  hoverFormat,
  legendAbove,
  legendNames,
} from '#src/charts/figures/base-layout.ts';
import { beforeName } from '#src/charts/figures/curve-traces.ts';
import { legendKey } from '#src/charts/figures/legend-key.ts';
import { type Marks, marksImage } from '#src/charts/figures/marks.ts';
import { plainText } from '#src/charts/figures/plain-text.ts';
import { coordinate, shownRows } from '#src/charts/figures/points.ts';
import {
  heldOutOpacity,
  inputOf,
  placeColumns,
  rangeShades,
} from '#src/charts/figures/probe-input.ts';
import { extentOf, paddedRange, steadyRange } from '#src/charts/figures/ranges.ts';
import { traceUid } from '#src/charts/figures/trace-uid.ts';
import { arrayColumn, type Table } from '#src/charts/table.ts';
import { type ChartTheme, chartColours, runColour, runDash } from '#src/charts/theme.ts';
import type { Points } from '#src/data/dataset.ts';
import { probeRows } from '#src/data/probe.ts';
import type { RunHeader } from '#src/records/run-header.ts';
import { columnNames, words } from '#words/charts/figures.ts';

/** One run's answer along a line. */
interface Fit {
  readonly id: string;
  readonly name: string;
  /** Where several are overlaid; one alone has the theme's. */
  readonly colour: number;
  /** [positions]; null before the first snapshot. */
  readonly predictions: Float32Array | null;
}

export interface Fit1dInput {
  /** Its probe is a line. */
  readonly header: Pick<RunHeader, 'axes' | 'probe' | 'probeTruth' | 'train' | 'heldOut'>;
  readonly fits: readonly Fit[];
  /** What the run before answered, [positions]; absent or null: it is not shown. */
  readonly before?: Float32Array | null;
  readonly showHeldOut: boolean;
  readonly theme: ChartTheme;
  /** The vertical ranges drawn before, so that they stay where they can. */
  readonly previous: Fit1dRanges | null;
}

export interface Fit1dRanges {
  readonly value: Range;
  readonly residual: Range;
}

/** Share of the height that the residual takes, and of the gap above it. */
const residualShare = 0.24;
const gapShare = 0.07;
/** Share of what is shown that stays free above and below it: peaks must not lie on the frame. */
const valuePadding = 0.08;

/** Vertical ranges for the fits as they are now: of the target, the points and, within reason, the fits. */
export function fit1dRanges({ header, fits, previous }: Fit1dInput): Fit1dRanges {
  const { probeTruth, train } = header;
  const { positions, range } = inputOf(header, 0);
  const known = extentOf([probeTruth ?? [], train.y]) ?? [0, 1];
  const span = known[1] - known[0] || Math.abs(known[1]) || 1;
  const drawn = fits.flatMap((fit) => (fit.predictions === null ? [] : [fit.predictions]));
  const answered = extentOf(drawn) ?? known;
  // A fit far off the target is cut off rather than flattening the target.
  const value: Range = [
    Math.min(known[0], Math.max(answered[0], known[0] - span)),
    Math.max(known[1], Math.min(answered[1], known[1] + span)),
  ];
  const inside = drawn.map((predictions) =>
    residuals(predictions, probeTruth ?? noTruth).filter((_, i) => isWithin(positions[i], range)),
  );
  const residual = extentOf(inside) ?? [0, 0];
  const most = 1.05 * Math.max(-residual[0], residual[1]);
  const [, reach] = steadyRange(
    previous && [0, previous.residual[1]],
    most > 0 ? [0, most] : null,
    'linear',
  );
  return {
    value: paddedRange(previous?.value ?? null, value, valuePadding),
    residual: [-reach, reach],
  };
}

/**
 * Target, points and fits over the training range and beyond it; below, on the same axis, fit minus target. Where only
 * points are known, neither a target nor the difference from it is there to draw.
 */
export function fit1dFigure(input: Fit1dInput, ranges: Fit1dRanges, viewport: Viewport): Figure {
  const { header, fits, showHeldOut, theme } = input;
  const { probeTruth, train, heldOut } = header;
  const { index, name, positions, ...ranged } = inputOf(header, 0);
  const colours = chartColours[theme];
  const xRange: Range = [positions[0] ?? 0, positions.at(-1) ?? 1];

  const data = [
    ...targetTraces(input),
    ...beforeTraces(input),
    ...fits.flatMap((fit) => fitTraces(fit, input)),
    ...keyTraces(input),
  ];

  const layout = baseLayout(theme, viewport, 'fit');
  const { legend, margin } = legendAbove(layout, legendNames(data), false, viewport);
  const plotHeight = viewport.height - margin.t - margin.b;
  const upper = probeTruth === null ? 1 : 1 - residualShare - gapShare;
  const marks: Marks[] = [
    pointMarks(train, index, colours.train, 'circle'),
    ...(showHeldOut ? [pointMarks(heldOut, index, colours.heldOut, 'diamond')] : []),
  ];
  const area = {
    x: viewport.zoom.xaxis ?? xRange,
    y: viewport.zoom.yaxis ?? ranges.value,
    width: viewport.width - margin.l - margin.r,
    height: plotHeight * upper,
  };
  return {
    data,
    layout: {
      ...layout,
      margin,
      hovermode: 'x unified',
      hoversubplots: 'axis',
      legend: { ...legend, itemclick: false, itemdoubleclick: false },
      xaxis: {
        ...baseAxis(theme, name, xRange),
        anchor: probeTruth === null ? 'y' : 'y2',
        unifiedhovertitle: { text: `${name} = %{x:${hoverFormat(6)}}` },
      },
      yaxis: { ...baseAxis(theme, 'y', ranges.value), domain: [1 - upper, 1] },
      ...(probeTruth !== null && {
        yaxis2: {
          ...baseAxis(theme, words.residual, ranges.residual),
          domain: [0, residualShare],
          nticks: 4,
          zeroline: true,
          zerolinecolor: colours.target,
          zerolinewidth: 1,
        },
      }),
      shapes: [...rangeShades(ranged, theme)],
      images: [marksImage(marks, area, 'below')],
    },
  };
}

function targetTraces({ header, theme }: Fit1dInput): readonly ScatterData[] {
  if (header.probeTruth === null) return [];
  const { positions } = inputOf(header, 0);
  return [
    {
      ...lineTrace('target', words.target, positions, header.probeTruth),
      line: { color: chartColours[theme].target, width: 1.5, dash: 'dash' },
      hovertemplate: words.targetHover(hoverFormat(6)),
    },
  ];
}

function beforeTraces({ header, before, theme }: Fit1dInput): readonly ScatterData[] {
  if (!before) return [];
  const { positions } = inputOf(header, 0);
  return [
    {
      ...lineTrace(traceUid('fit', 'before'), beforeName, positions, before),
      line: { color: chartColours[theme].muted, width: 1.5, dash: 'dot' },
      hovertemplate: `${beforeName} <b>%{y:${hoverFormat(6)}}</b><extra></extra>`,
    },
  ];
}

/** The answer, and its difference from the target where that is known. */
function fitTraces(fit: Fit, { header, fits, theme }: Fit1dInput): readonly ScatterData[] {
  const { id, colour, predictions } = fit;
  if (predictions === null) return [];
  const { positions } = inputOf(header, 0);
  const name = plainText(fitName(fit, fits));
  const isAlone = fits.length === 1;
  const line = {
    color: isAlone ? chartColours[theme].fit : runColour(colour, theme),
    width: 2.5,
    dash: isAlone ? ('solid' as const) : runDash(colour),
  };
  const drawn: ScatterData = {
    ...lineTrace(traceUid(id, 'fit'), name, positions, predictions),
    line,
    hovertemplate: `${name} <b>%{y:${hoverFormat(6)}}</b><extra></extra>`,
  };
  if (header.probeTruth === null) return [drawn];
  const residual = residuals(predictions, header.probeTruth);
  return [
    drawn,
    {
      ...lineTrace(traceUid(id, 'residual'), words.minusTarget(name), positions, residual),
      line: { ...line, width: 1.5 },
      yaxis: 'y2',
      showlegend: false,
      hovertemplate: words.residualHover(name, hoverFormat(6)),
    },
  ];
}

/** The legend of points and ranges, which are drawn as an image and as shapes. */
function keyTraces({ header, showHeldOut, theme }: Fit1dInput): readonly ScatterData[] {
  const { train, heldOut } = chartColours[theme];
  const square = { symbol: 'square', size: 12 } as const;
  return [
    legendKey(words.trainingPoints, { color: train, symbol: 'circle', size: 7 }),
    ...(showHeldOut
      ? [legendKey(words.heldOutPoints, { color: heldOut, symbol: 'diamond', size: 7 })]
      : []),
    legendKey(words.trainingRange, { color: train, ...square }, 0.25),
    ...(inputOf(header, 0).heldOut === null
      ? []
      : [legendKey(words.heldOutRange, { color: heldOut, ...square }, heldOutOpacity)]),
  ];
}

/** Positions with the target, every fit and its residual. */
export function fit1dTable({ header, fits }: Pick<Fit1dInput, 'header' | 'fits'>): Table {
  const { probe, probeTruth } = header;
  return {
    rows: probeRows(probe),
    columns: [
      ...placeColumns(header),
      ...(probeTruth === null ? [] : [arrayColumn(columnNames.target, probeTruth)]),
      ...fits.flatMap((fit) => {
        if (fit.predictions === null) return [];
        const name = fitName(fit, fits);
        const drawn = arrayColumn(name, fit.predictions);
        return probeTruth === null
          ? [drawn]
          : [drawn, arrayColumn(words.minusTarget(name), residuals(fit.predictions, probeTruth))];
      }),
    ],
  };
}

/** One alone needs no run's name to tell it from others. */
function fitName({ name }: Fit, { length }: readonly Fit[]): string {
  return length === 1 ? 'fit' : name;
}

function residuals(predictions: Float32Array, truth: Float64Array): Float64Array {
  return truth.map((value, i) => (predictions[i] as number) - value);
}

const noTruth = new Float64Array();

function isWithin(value = Number.NaN, [from, to]: Range): boolean {
  return value >= from && value <= to;
}

function lineTrace(
  uid: string,
  name: string,
  x: Float64Array,
  y: Float32Array | Float64Array,
): ScatterData {
  return { type: 'scatter', mode: 'lines', uid, name, legendgroup: uid, x, y };
}

function pointMarks(points: Points, input: number, fill: string, symbol: Marks['symbol']): Marks {
  const rows = shownRows(points);
  return {
    x: coordinate(points, rows, input),
    y: rows.map((row) => points.y[row] as number),
    symbol,
    radius: 2.5,
    fill,
    stroke: 'none',
    strokeWidth: 0,
    opacity: rows.length > 300 ? 0.4 : 0.75,
  };
}
