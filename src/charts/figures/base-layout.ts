import type { Layout, LayoutAxis, Legend, ScatterData } from 'plotly.js';
import type { Range, Viewport } from '#src/charts/figure.ts';
import type { Scale } from '#src/charts/figures/ranges.ts';
import { type ChartTheme, chartColours } from '#src/charts/theme.ts';
import { separators } from '#words/base/numbers.ts';

export const fontFamily = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';
const fontSize = 12;

/** How Plotly writes a number on hover: so many digits, thousands apart. Those along axes are ours (`numberedFigure`). */
export const hoverFormat = (digits: number): string => `,.${digits}~g`;

/** Charts narrower than this, in pixels, spare room where they can. */
export const roomyWidth = 480;

/** Room around the axes, the same for all charts of a width, so that those stacked in a column line up. */
export function marginsFor(width: number) {
  return { l: width < roomyWidth ? 64 : 74, r: 14, t: 12, b: 44, pad: 0 } as const;
}

/** Height of a row of the legend, and width of its entries beside their names, in pixels. */
const legendRow = 20;
const legendSwatch = 44;
const characterWidth = 7;

/**
 * Room above the axes for a legend of these names, so that what is drawn in pixels knows where the axes are. Every
 * entry is a legend group of its own: Plotly then sets them one after another, like words in a line.
 *
 * @returns the top margin in pixels
 */
export function legendMargin(names: readonly string[], width: number): number {
  const margin = marginsFor(width);
  const room = width - margin.l - margin.r;
  let rows = 1;
  let used = 0;
  for (const name of names) {
    const needed = legendSwatch + name.length * characterWidth;
    if (used > 0 && used + needed > room) {
      rows++;
      used = 0;
    }
    used += needed;
  }
  return margin.t + rows * legendRow;
}

/** Names of the traces that have an entry in the legend. */
export function legendNames(data: readonly ScatterData[]): readonly string[] {
  return data.flatMap((trace) => (trace.showlegend === false ? [] : [trace.name ?? '']));
}

/** Height of a line of labels between axes and legend, and the legend's distance where there is none; in pixels. */
const labelHeight = 20;
const legendGap = 4;
/** A legend of more entries than fit this share of the chart is scrolled. */
const legendShare = 0.3;

interface LegendAbove {
  readonly margin: Record<keyof ReturnType<typeof marginsFor>, number>;
  readonly legend: Partial<Legend>;
}

/**
 * Legend and top margin of a chart over time. Their room is there from the start, whatever is drawn yet: axes that make
 * way for the second line of a legend are axes that jump.
 *
 * @param names of the legend's entries
 * @param hasLabels whether there are labels between axes and legend
 */
export function legendAbove(
  base: Partial<Layout>,
  names: readonly string[],
  hasLabels: boolean,
  { width, height }: Viewport,
): LegendAbove {
  const margin = marginsFor(width);
  const gap = hasLabels ? labelHeight : legendGap;
  const room = Math.min(legendMargin(names, width), legendShare * height);
  const top = gap + room;
  const plotHeight = Math.max(height - top - margin.b, 50);
  return {
    margin: { ...margin, t: top },
    legend: { ...base.legend, y: 1 + gap / plotHeight, maxheight: room },
  };
}

/**
 * What all charts share. The size is the viewport's; zoom survives updates until `uirevision` changes.
 *
 * @param uirevision names what the axes mean, e.g. "epoch log": another meaning forgets the zoom
 */
export function baseLayout(
  theme: ChartTheme,
  viewport: Viewport,
  uirevision: string,
): Partial<Layout> {
  const colours = chartColours[theme];
  return {
    width: viewport.width,
    height: viewport.height,
    autosize: false,
    margin: marginsFor(viewport.width),
    paper_bgcolor: colours.surface,
    plot_bgcolor: 'rgba(0,0,0,0)',
    font: { family: fontFamily, size: fontSize, color: colours.text },
    separators,
    uirevision,
    dragmode: 'zoom',
    hoverlabel: {
      bgcolor: colours.surface,
      bordercolor: colours.muted,
      font: { family: fontFamily, size: fontSize, color: colours.text },
      namelength: -1,
    },
    modebar: {
      bgcolor: 'rgba(0,0,0,0)',
      color: colours.muted,
      activecolor: colours.text,
      orientation: 'v',
    },
    showlegend: true,
    legend: {
      orientation: 'h',
      x: 0,
      xanchor: 'left',
      y: 1,
      yanchor: 'bottom',
      bgcolor: 'rgba(0,0,0,0)',
      font: { size: fontSize },
      tracegroupgap: 0,
      itemclick: 'toggle',
      itemdoubleclick: 'toggleothers',
    },
  };
}

/**
 * An axis with a title and a fixed range: ranges are ours to choose, so that they never jump.
 *
 * @param range in data units
 */
export function baseAxis(
  theme: ChartTheme,
  title: string,
  range: Range,
  scale: Scale = 'linear',
): Partial<LayoutAxis> {
  const colours = chartColours[theme];
  return {
    title: { text: title, font: { size: fontSize + 1 }, standoff: 6 },
    type: scale,
    range: scale === 'log' ? [Math.log10(range[0]), Math.log10(range[1])] : [...range],
    gridcolor: colours.grid,
    linecolor: colours.muted,
    tickcolor: colours.muted,
    showline: true,
    ticks: 'outside',
    ticklen: 4,
    zeroline: false,
    hoverformat: hoverFormat(7),
    tickfont: { size: fontSize },
  };
}
