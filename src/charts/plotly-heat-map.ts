import heatmap from 'plotly.js/lib/heatmap';
import plot, { type Cells } from 'plotly.js/src/traces/heatmap/plot';
import { cellColours } from '#src/charts/figures/cell-colours.ts';
import type { Pixels } from '#src/charts/figures/pixels.ts';

const xlink = 'http://www.w3.org/1999/xlink';

/** Plotly's heat map; cells of a plane are coloured here, as Plotly calls some ten functions for each of them. */
export const heatMap = {
  ...heatmap,
  plot: ((chart, subplot, traces, layer) => {
    const drawn = traces.map(([cells]) => [isPlane(cells.trace) ? asOne(cells) : cells] as const);
    plot(chart, subplot, drawn, layer);
    layer.selectAll('.hm>image').each(function ({ all }) {
      if (all !== undefined)
        this.setAttributeNS(xlink, 'xlink:href', pictureOf(cellColours(all.z, all.trace)));
    });
  }) satisfies typeof plot,
};

function isPlane({ zsmooth, _islinear, xgap = 0, ygap = 0, texttemplate = '' }: Cells['trace']) {
  return zsmooth === false && _islinear && xgap === 0 && ygap === 0 && texttemplate === '';
}

/** A cell where all of them are, of which Plotly makes the picture's place. */
function asOne(cells: Cells): Cells {
  const { x, y, z } = cells;
  const middle = z[z.length >> 1] ?? [];
  return { ...cells, x: ends(x), y: ends(y), z: [[middle[middle.length >> 1]]], all: cells };
}

const ends = (edges: readonly number[]) => [edges[0] as number, edges.at(-1) as number];

function pictureOf({ data, width, height }: Pixels): string {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  // Pixels that stay in memory wait for no graphics device.
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context?.putImageData(new ImageData(data, width, height), 0, 0);
  return canvas.toDataURL();
}

/** Has the browser compile it, and make a first picture, for which it readies itself. */
export function warmUp(): void {
  const z = Array.from({ length: 64 }, () => Array.from({ length: 64 }, (_, i) => i));
  const scale = ['#000000', '#888888', '#ffffff'].map((colour, i) => [i / 2, colour] as const);
  pictureOf(cellColours(z, { zmin: 0, zmax: 63, colorscale: scale }));
}
