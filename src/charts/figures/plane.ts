import type { Layout } from 'plotly.js';
import type { Range, Viewport } from '#src/charts/figure.ts';
import { baseAxis, baseLayout, legendMargin, marginsFor } from '#src/charts/figures/base-layout.ts';
import type { PlotArea } from '#src/charts/figures/marks.ts';
import type { ChartTheme } from '#src/charts/theme.ts';

/** A square of the input plane in true proportions: its layout, and the pixels it has. */
export interface Plane {
  readonly layout: Partial<Layout>;
  readonly area: PlotArea;
}

/** Coordinates are short: the picture gets the room. */
const leftMargin = 50;

/**
 * The plane of both inputs, as large as fits.
 *
 * @param side the range of both axes
 * @param legend names of its entries; empty: none
 * @param right margin, for a colour bar
 */
export function planeLayout(
  theme: ChartTheme,
  viewport: Viewport,
  side: Range,
  legend: readonly string[],
  right: number = marginsFor(viewport.width).r,
): Plane {
  const margin = { ...marginsFor(viewport.width), l: leftMargin };
  const top = legend.length > 0 ? legendMargin(legend, viewport.width) : margin.t;
  const width = Math.max(viewport.width - margin.l - right, 20);
  const height = Math.max(viewport.height - top - margin.b, 20);
  const x = viewport.zoom.xaxis ?? side;
  const y = viewport.zoom.yaxis ?? side;
  const perPixel = Math.max((x[1] - x[0]) / width, (y[1] - y[0]) / height);
  const base = baseLayout(theme, viewport, 'plane');
  const axis = { constrain: 'domain', showgrid: false, nticks: 6 } as const;
  return {
    area: {
      x,
      y,
      width: (x[1] - x[0]) / perPixel,
      height: (y[1] - y[0]) / perPixel,
    },
    layout: {
      ...base,
      margin: { ...margin, t: top, r: right },
      hovermode: 'closest',
      showlegend: legend.length > 0,
      legend: { ...base.legend, itemclick: false, itemdoubleclick: false },
      xaxis: { ...baseAxis(theme, 'x0', side), ...axis },
      yaxis: {
        ...baseAxis(theme, 'x1', side),
        ...axis,
        constraintoward: 'top',
        scaleanchor: 'x',
        scaleratio: 1,
      },
    },
  };
}

/** The outer edges of cells that are centred on the positions of a grid. */
export function cellEdges(axis: Float64Array): Range {
  const first = axis[0] ?? 0;
  const last = axis.at(-1) ?? 1;
  const half = axis.length > 1 ? (last - first) / (axis.length - 1) / 2 : 0.5;
  return [first - half, last + half];
}

/** Values on a square grid as its rows, each [size]: views, not copies, which Plotly takes but its types do not know. */
export function gridRows(values: Float32Array | Float64Array, size: number): number[][] {
  return Array.from({ length: size }, (_, row) =>
    values.subarray(row * size, (row + 1) * size),
  ) as unknown as number[][];
}
