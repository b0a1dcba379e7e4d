import type { Layout, LayoutAxis } from 'plotly.js';
import type { Range, Viewport } from '#src/charts/figure.ts';
import type { Scale } from '#src/charts/figures/ranges.ts';
import { type ChartTheme, chartColours } from '#src/charts/theme.ts';

export const fontFamily = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';
const fontSize = 12;

/** Room around the axes, the same for every chart, so that charts stacked in a column line up. */
export const margin = { l: 62, r: 14, t: 12, b: 44 } as const;

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
    margin: { ...margin, pad: 0 },
    paper_bgcolor: 'rgba(0,0,0,0)',
    plot_bgcolor: 'rgba(0,0,0,0)',
    font: { family: fontFamily, size: fontSize, color: colours.text },
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
    title: { text: title, font: { size: fontSize + 1 }, standoff: 8 },
    type: scale,
    range: scale === 'log' ? [Math.log10(range[0]), Math.log10(range[1])] : [...range],
    gridcolor: colours.grid,
    linecolor: colours.muted,
    tickcolor: colours.muted,
    showline: true,
    ticks: 'outside',
    ticklen: 4,
    zeroline: false,
    exponentformat: 'power',
    tickfont: { size: fontSize },
  };
}
