import type { Data } from 'plotly.js';
import type { Figure, Viewport } from '#src/charts/figure.ts';
import { baseAxis, baseLayout, marginsFor } from '#src/charts/figures/base-layout.ts';
import type { Table } from '#src/charts/table.ts';
import { type ChartTheme, chartColours } from '#src/charts/theme.ts';
import type { Importance } from '#src/network/explain.ts';
import { words } from '#words/charts/inputs.ts';

export interface ImportanceFigureInput {
  /** [inputs] */
  readonly names: readonly string[];
  readonly isClasses: boolean;
  /** Null before it is known. */
  readonly importance: Importance | null;
  readonly theme: ChartTheme;
}

/** Inputs that are drawn: those that tell most. */
const mostShown = 16;
const characterWidth = 7;

/** How much each input tells, the most first, as bars with their spread. */
export function importanceFigure(input: ImportanceFigureInput, viewport: Viewport): Figure {
  const { names, isClasses, importance, theme } = input;
  const colours = chartColours[theme];
  const shown = ranked(importance).slice(0, mostShown).toReversed();
  const at = (values: Float64Array | undefined) => shown.map((i) => values?.[i] ?? 0);
  const [mean, deviation] = [at(importance?.mean), at(importance?.deviation)];
  const most = Math.max(...mean.map((value, i) => value + (deviation[i] ?? 0)), 1e-12);
  const least = Math.min(...mean.map((value, i) => value - (deviation[i] ?? 0)), 0);
  const labels = shown.map((i) => names[i] ?? '');
  const margin = marginsFor(viewport.width);
  const room = Math.max(...labels.map(({ length }) => length), 4) * characterWidth + 16;
  const bars: Data[] = shown.map((index, i) => ({
    type: 'scatter',
    mode: 'lines',
    uid: `b${index}`,
    x: [0, mean[i] ?? 0],
    y: [i, i],
    line: { color: colours.train, width: 10 },
    hoverinfo: 'skip',
  }));
  return {
    data: [
      ...bars,
      {
        type: 'scatter',
        mode: 'markers',
        uid: 'importance',
        x: mean,
        y: shown.map((_, i) => i),
        error_x: { type: 'data', array: deviation, color: colours.text, thickness: 1.5, width: 4 },
        marker: { color: colours.train, size: 6 },
        text: labels,
        hovertemplate: '%{text}: %{x:.4~g}<extra></extra>',
      },
    ],
    layout: {
      ...baseLayout(theme, viewport, 'importance'),
      showlegend: false,
      hovermode: 'closest',
      margin: { ...margin, l: Math.min(room, viewport.width * 0.45) },
      xaxis: {
        ...baseAxis(theme, isClasses ? words.importance.classes : words.importance.numbers, [
          Math.min(least, 0) * 1.05,
          most * 1.1,
        ]),
        zeroline: true,
        zerolinecolor: colours.muted,
      },
      yaxis: {
        ...baseAxis(theme, '', [-0.7, Math.max(shown.length, 1) - 0.3]),
        tickmode: 'array',
        tickvals: shown.map((_, i) => i),
        ticktext: labels,
        showgrid: false,
      },
    },
  };
}

/** Every input, the most telling first. */
export function importanceTable({
  names,
  importance,
}: Pick<ImportanceFigureInput, 'names' | 'importance'>): Table {
  const order = ranked(importance);
  const value = (values: Float64Array | undefined) => (row: number) =>
    values?.[order[row] as number] ?? Number.NaN;
  return {
    rows: order.length,
    columns: [
      { name: words.importance.input, value: (row) => names[order[row] as number] ?? '' },
      { name: words.importance.rise, value: value(importance?.mean) },
      { name: words.importance.deviation, value: value(importance?.deviation) },
    ],
  };
}

function ranked(importance: Importance | null): readonly number[] {
  const mean = importance?.mean ?? new Float64Array(0);
  return [...mean.keys()].toSorted((a, b) => (mean[b] as number) - (mean[a] as number));
}
