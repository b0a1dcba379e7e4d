import type { Layout } from 'plotly.js';
import type { Range, Viewport } from '#src/charts/figure.ts';
import {
  baseAxis,
  baseLayout,
  hoverFormat,
  legendMargin,
  marginsFor,
} from '#src/charts/figures/base-layout.ts';
import type { PlotArea } from '#src/charts/figures/marks.ts';
import { inputOf, type ProbeHeader, rangeFrames } from '#src/charts/figures/probe-input.ts';
import type { ChartTheme } from '#src/charts/theme.ts';

/** A probe's plane, as large as fits: its layout, and the pixels it has. */
export interface Plane {
  readonly layout: Partial<Layout>;
  readonly area: PlotArea;
  /** A place on it, for labels on hover. */
  readonly place: string;
}

/** Coordinates are short: the picture gets the room. */
const leftMargin = 56;

/**
 * Axes of the same range are shown in true proportions, others as a square.
 *
 * @param legend names of its entries; empty: none
 * @param right margin, for a colour bar
 */
export function planeLayout(
  theme: ChartTheme,
  viewport: Viewport,
  header: ProbeHeader,
  legend: readonly string[],
  right: number = marginsFor(viewport.width).r,
): Plane {
  const [across, up] = [inputOf(header, 0), inputOf(header, 1)];
  const [xRange, yRange] = [cellEdges(across.positions), cellEdges(up.positions)];
  const ratio = (xRange[1] - xRange[0]) / (yRange[1] - yRange[0]);
  const margin = { ...marginsFor(viewport.width), l: leftMargin };
  const top = legend.length > 0 ? legendMargin(legend, viewport.width) : margin.t;
  const width = Math.max(viewport.width - margin.l - right, 20);
  const height = Math.max(viewport.height - top - margin.b, 20);
  const x = viewport.zoom.xaxis ?? xRange;
  const y = viewport.zoom.yaxis ?? yRange;
  const perPixel = Math.max((x[1] - x[0]) / width, (ratio * (y[1] - y[0])) / height);
  const base = baseLayout(theme, viewport, 'plane');
  const axis = { constrain: 'domain', showgrid: false, nticks: 6 } as const;
  return {
    area: {
      x,
      y,
      width: (x[1] - x[0]) / perPixel,
      height: (ratio * (y[1] - y[0])) / perPixel,
    },
    layout: {
      ...base,
      margin: { ...margin, t: top, r: right },
      hovermode: 'closest',
      shapes: [...rangeFrames(header, theme)],
      showlegend: legend.length > 0,
      legend: { ...base.legend, itemclick: false, itemdoubleclick: false },
      xaxis: { ...baseAxis(theme, across.name, xRange), ...axis },
      yaxis: {
        ...baseAxis(theme, up.name, yRange),
        ...axis,
        constraintoward: 'top',
        scaleanchor: 'x',
        scaleratio: ratio,
      },
    },
    place: `${across.name} %{x:${hoverFormat(4)}}, ${up.name} %{y:${hoverFormat(4)}}`,
  };
}

/** The outer edges of cells that are centred on these positions. */
function cellEdges(positions: Float64Array): Range {
  const first = positions[0] ?? 0;
  const last = positions.at(-1) ?? 1;
  const half = positions.length > 1 ? (last - first) / (positions.length - 1) / 2 : 0.5;
  return [first - half, last + half];
}

/** Values on a plane as its rows: views, not copies, which Plotly takes but its types do not know. */
export function planeRows(
  values: Float32Array | Float64Array,
  { probe: { positions } }: Pick<ProbeHeader, 'probe'>,
): number[][] {
  const [width = 0, height = 0] = positions.map(({ length }) => length);
  return Array.from({ length: height }, (_, row) =>
    values.subarray(row * width, (row + 1) * width),
  ) as unknown as number[][];
}
