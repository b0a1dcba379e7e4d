import type { ScatterData } from 'plotly.js';
import type { Figure, Viewport } from '#src/charts/figure.ts';
import { baseAxis, baseLayout } from '#src/charts/figures/base-layout.ts';
import { plainText } from '#src/charts/figures/plain-text.ts';
import { extentOf, steadyRange } from '#src/charts/figures/ranges.ts';
import {
  besideLine,
  cellWords,
  medianOf,
  numbersOf,
  quantileOf,
  type SweepInput,
} from '#src/charts/figures/sweep.ts';
import { type ChartTheme, chartColours, runColour } from '#src/charts/theme.ts';
import { formatNumber } from '#words/base/numbers.ts';
import { words } from '#words/charts/figures.ts';

export interface SweepLineInput extends SweepInput {
  readonly theme: ChartTheme;
}

/**
 * A figure over one swept field: every seed as a point, the median as a line in the 10–90 % band. What diverged lies at
 * the edge of the chart as a cross.
 */
export function sweepLineFigure(input: SweepLineInput, viewport: Viewport): Figure {
  const { axes, cells, metricName, scale, theme } = input;
  const colours = chartColours[theme];
  const colour = runColour(0, theme);
  const names = axes[0]?.values ?? [];
  const positions = numbersOf(names) ?? names.map((_, i) => i);
  const isNumeric = numbersOf(names) !== null;
  const xScale = isNumeric && spansDecades(positions) ? 'log' : 'linear';
  const shown = cells.filter(({ values }) => values.length > 0);
  const xOf = (at: readonly number[]) => positions[at[0] as number] as number;
  const ordered = shown.toSorted((a, b) => xOf(a.at) - xOf(b.at));
  const points = ordered.flatMap((cell) =>
    cell.values.map((outcome) => ({ ...outcome, x: xOf(cell.at), name: cell.name })),
  );
  const extent = extentOf([points.map(({ value }) => value)], scale);
  const yRange = steadyRange(null, extent, scale);
  const worst = scale === 'log' ? yRange[1] : yRange[0];
  const drawable = (value: number) => (Number.isFinite(value) ? value : worst);
  const band = (q: number) => ordered.map((cell) => drawable(quantileOf(cell, q)));
  const edge = {
    type: 'scatter',
    mode: 'lines',
    showlegend: false,
    x: ordered.map(({ at }) => xOf(at)),
    hoverinfo: 'skip',
    line: { width: 0, color: colour },
  } as const;
  const data: ScatterData[] = [
    { ...edge, uid: 'low', y: band(0.1) },
    { ...edge, uid: 'high', y: band(0.9), fill: 'tonexty', fillcolor: `${colour}33` },
    {
      type: 'scatter',
      mode: 'markers',
      uid: 'seeds',
      name: words.eachSeed,
      legendgroup: 'seeds',
      x: points.map(({ x }) => x),
      y: points.map(({ value }) => drawable(value)),
      marker: {
        color: colours.muted,
        size: 6,
        opacity: 0.7,
        symbol: points.map(({ value }) => (Number.isFinite(value) ? 'circle' : 'x')),
      },
      text: points.map(
        ({ name, seed, value, beside }) =>
          words.seedPoint(
            plainText(name),
            seed,
            metricName,
            Number.isFinite(value),
            formatNumber(value, 5),
          ) + besideLine(beside),
      ),
      hovertemplate: '%{text}<extra></extra>',
    },
    {
      type: 'scatter',
      mode: 'lines+markers',
      uid: 'median',
      name: words.medianAndBand,
      legendgroup: 'median',
      x: ordered.map(({ at }) => xOf(at)),
      y: ordered.map((cell) => drawable(medianOf(cell))),
      line: { color: colour, width: 2.5 },
      marker: { color: colour, size: 7 },
      text: ordered.map((cell) => cellWords(cell, metricName)),
      hovertemplate: '%{text}<extra></extra>',
    },
  ];
  const [low, high] = [Math.min(...positions), Math.max(...positions)];
  const margin = 0.04 * (high - low || 1);
  return {
    data,
    layout: {
      ...baseLayout(theme, viewport, `sweep ${xScale} ${scale}`),
      hovermode: 'closest',
      xaxis: {
        ...baseAxis(
          theme,
          axes[0]?.label ?? '',
          xScale === 'log' ? [low / 1.2, high * 1.2] : [low - margin, high + margin],
          xScale,
        ),
        ...(isNumeric && names.length > 14
          ? {}
          : { tickvals: [...positions], ticktext: names.map(plainText) }),
      },
      yaxis: baseAxis(theme, metricName, yRange, scale),
    },
  };
}

function spansDecades(values: readonly number[]): boolean {
  const low = Math.min(...values);
  return low > 0 && Math.max(...values) / low >= 30;
}
