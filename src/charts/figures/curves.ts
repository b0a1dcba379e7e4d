import type { ScatterData } from 'plotly.js';
import type { Figure, Range, Viewport } from '#src/charts/figure.ts';
import {
  baseAxis,
  baseLayout,
  legendAbove,
  legendNames,
  roomyWidth,
} from '#src/charts/figures/base-layout.ts';
import type { CurveInput, CurveKind, Level } from '#src/charts/figures/curve-input.ts';
import {
  curvePoints,
  ghostTrace,
  quantityKey,
  runsBefore,
  traces,
  zeroName,
  zeroTrace,
} from '#src/charts/figures/curve-traces.ts';
import { levelNames } from '#src/charts/figures/level-names.ts';
import { extentOf, type Scale, steadyRange } from '#src/charts/figures/ranges.ts';
import { phaseMarks, shownTimeMarks, timeAxis, timeRange } from '#src/charts/figures/time-axis.ts';
import { traceUid } from '#src/charts/figures/trace-uid.ts';
import { chartColours } from '#src/charts/theme.ts';
import { median } from '#src/lib/statistics.ts';
import { formatNumber } from '#words/base/numbers.ts';

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
      : steadyRange(null, extent && (view.y === 'log' ? extent : withZero(extent)), view.y);
  const switches = phaseMarks(runs, view.x, xScale, xRange, colours);
  const layout = baseLayout(theme, viewport, `${view.x} ${xScale} ${view.y}`);

  const zeros = view.y === 'log' ? lines.flatMap((line) => zeroTrace(input, line, yRange[0])) : [];
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
    ...ghosts.map((ghost) => ghostTrace(theme, ghost, viewport)),
    ...lines.flatMap((line) => traces(kind, input, line, viewport)),
    ...zeros,
  ];
  const above = legendAbove(layout, legendNames(data), switches.annotations.length > 0, viewport);
  const { l, r, t, b } = above.margin;
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
      xaxis: timeAxis(theme, view.x, xRange, xScale),
      yaxis: baseAxis(theme, kind.yTitle, yRange, view.y),
      shapes: [...switches.shapes, ...shownTimeMarks(runs, view.x, xRange, colours)],
      annotations: [
        ...switches.annotations,
        ...names,
        ...(zeros.length > 0 ? [zeroName(zeros, yRange[0], colours)] : []),
      ],
    },
  };
}

/** Heights are compared from 0 on; losses of numbers that they are not made for may lie below. */
function withZero([low, high]: Range): Range {
  return [Math.min(low, 0), Math.max(high, 0)];
}

/** From data to pixels from the lower end of an axis. @param zoom exponents where it is logarithmic */
function toPixels(scale: Scale, range: Range, zoom: Range | undefined, length: number) {
  const place = scale === 'log' ? Math.log10 : (value: number) => value;
  const [from, to] = zoom ?? [place(range[0]), place(range[1])];
  return (value: number): number => ((place(value) - from) / (to - from)) * length;
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
