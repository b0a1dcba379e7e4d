import type { Data } from 'plotly.js';
import type { Figure, Viewport } from '#src/charts/figure.ts';
import { baseAxis, baseLayout, marginsFor } from '#src/charts/figures/base-layout.ts';
import { plainText } from '#src/charts/figures/plain-text.ts';
import {
  besideLine,
  cellWords,
  medianOf,
  type SweepCell,
  type SweepInput,
} from '#src/charts/figures/sweep.ts';
import { axisTicks } from '#src/charts/figures/ticks.ts';
import { traceUid } from '#src/charts/figures/trace-uid.ts';
import { type ChartTheme, chartColours } from '#src/charts/theme.ts';
import { formatNumber } from '#words/base/numbers.ts';
import { columnNames, words as texts } from '#words/charts/figures.ts';

export interface HeatMapInput extends SweepInput {
  readonly theme: ChartTheme;
}

/** Room for the colour bar and its numbers, and for the names of the rows, a character each. */
const colourBarRoom = 78;
const characterWidth = 7;
/** Numbers beside the colour bar, at the most. */
const colourBarTicks = 6;
/** A cell shows its number from this width on, in pixels. */
const numberWidth = 44;
const numberHeight = 18;
/** What is written on the bright and the dark half of the colours. */
const ink = { dark: '#111111', light: '#ffffff' } as const;
/** Diagonals in a hatched cell. */
const diagonals = 5;

/**
 * The median of each combination as a colour: columns are the first axis, rows the second (a sweep of one field has a
 * row for each seed below that of the medians). Combinations with failures are hatched.
 */
export function heatMapFigure(input: HeatMapInput, viewport: Viewport): Figure {
  const { axes, scale, metricName, lowerIsBetter, theme } = input;
  const colours = chartColours[theme];
  const grid = gridOf(input);
  const values = grid.rows.map((row) => row.cells.map((cell) => (cell ? cell.value : Number.NaN)));
  const measure = scale === 'log' ? Math.log10 : (value: number) => value;
  const z = values.map((row) =>
    row.map((value) => {
      const measured = measure(value);
      return Number.isFinite(measured) ? measured : null;
    }),
  );
  const finite = z.flat().filter((value) => value !== null);
  const [low, high] = finite.length === 0 ? [0, 1] : [Math.min(...finite), Math.max(...finite)];
  const columns = axes[0]?.values ?? [];
  const layout = baseLayout(theme, viewport, 'heat map');
  const longest = Math.max(...grid.rows.map((row) => row.name.length), 1);
  const left = Math.max(marginsFor(viewport.width).l, 30 + longest * characterWidth);
  const cellWidth = (viewport.width - left - colourBarRoom) / Math.max(columns.length, 1);
  const name = Math.max(...columns.map((column) => column.length), 1) * characterWidth;
  const isTilted = name > cellWidth;
  const bottom = isTilted ? 46 + Math.min(name, 120) * 0.8 : 46;
  const cellHeight = (viewport.height - bottom - 14) / Math.max(grid.rows.length, 1);
  // What is best stands out from the page: dark on light, bright on dark.
  const isReversed = (theme === 'dark') === lowerIsBetter;
  const inkAt = (row: number, column: number) => {
    const value = z[row]?.[column] ?? null;
    if (value === null) return colours.text;
    const share = high > low ? (value - low) / (high - low) : 0;
    return (isReversed ? 1 - share : share) > 0.5 ? ink.dark : ink.light;
  };
  const data: Data[] = [
    {
      type: 'heatmap',
      uid: 'medians',
      z,
      zmin: low,
      zmax: high > low ? high : low + 1,
      x: columns.map((_, i) => i),
      y: grid.rows.map((_, i) => i),
      xgap: 2,
      ygap: 2,
      colorscale: 'Cividis',
      reversescale: isReversed,
      colorbar: colourBar(low, high > low ? high : low + 1, scale, metricName),
      text: grid.rows.map((row) => row.cells.map((cell) => cell?.words ?? texts.notThereYet)),
      hovertemplate: '%{text}<extra></extra>',
      hoverongaps: true,
    } as unknown as Data,
    ...hatchings(grid, inkAt),
    ...(cellWidth < numberWidth || cellHeight < numberHeight ? [] : [numbers(grid, inkAt)]),
  ];
  const category = { showgrid: false, zeroline: false, ticks: '' } as const;
  return {
    data,
    layout: {
      ...layout,
      margin: { l: left, r: colourBarRoom, t: 10, b: bottom, pad: 0 },
      showlegend: false,
      hovermode: 'closest',
      dragmode: false,
      xaxis: {
        ...baseAxis(theme, axes[0]?.label ?? '', [-0.5, columns.length - 0.5]),
        ...category,
        fixedrange: true,
        tickvals: columns.map((_, i) => i),
        ticktext: columns.map(plainText),
        tickangle: isTilted ? -60 : 0,
      },
      yaxis: {
        ...baseAxis(theme, axes[1]?.label ?? '', [-0.5, grid.rows.length - 0.5]),
        ...category,
        fixedrange: true,
        tickvals: grid.rows.map((_, i) => i),
        ticktext: grid.rows.map((row) => plainText(row.name)),
      },
    },
  };
}

interface HeatCell {
  readonly value: number;
  readonly failed: boolean;
  readonly words: string;
}

interface HeatGrid {
  readonly rows: readonly { readonly name: string; readonly cells: readonly (HeatCell | null)[] }[];
}

/** Rows from the bottom up. */
function gridOf(input: SweepInput): HeatGrid {
  const { axes, cells, metricName } = input;
  const columns = axes[0]?.values.length ?? 0;
  const median = (cell: SweepCell | undefined): HeatCell | null =>
    cell === undefined || cell.values.length === 0
      ? null
      : { value: medianOf(cell), failed: cell.failures > 0, words: cellWords(cell, metricName) };
  const across = (pick: (x: number) => HeatCell | null) =>
    Array.from({ length: columns }, (_, x) => pick(x));
  const [, second] = axes;
  if (second !== undefined) {
    return {
      rows: second.values.map((name, y) => ({
        name,
        cells: across((x) => median(cells.find(({ at }) => at[0] === x && at[1] === y))),
      })),
    };
  }
  const at = (x: number) => cells.find((cell) => cell.at[0] === x);
  const seeds = [...new Set(cells.flatMap(({ values }) => values.map(({ seed }) => seed)))];
  const rows = seeds
    .sort((a, b) => b - a)
    .map((seed) => ({
      name: texts.seed(seed),
      cells: across((x) => {
        const cell = at(x);
        const found = cell?.values.find((value) => value.seed === seed);
        if (cell === undefined || found === undefined) return null;
        const failed = !Number.isFinite(found.value);
        const words =
          texts.seedCell(plainText(cell.name), seed, metricName, formatNumber(found.value, 5)) +
          besideLine(found.beside);
        return { value: found.value, failed, words };
      }),
    }));
  return { rows: [...rows, { name: columnNames.median, cells: across((x) => median(at(x))) }] };
}

/** Ticks in the figure's own units, even where the colours follow its logarithm. */
function colourBar(low: number, high: number, scale: 'linear' | 'log', title: string) {
  const base = {
    thickness: 12,
    len: 1,
    outlinewidth: 0,
    ticklabeloverflow: 'allow' as const,
    tickfont: { size: 11 },
    title: { text: title, side: 'right' as const },
  };
  if (scale === 'linear') return { ...base, ...axisTicks([low, high], scale, colourBarTicks) };
  const { tickvals, ticktext } = axisTicks([10 ** low, 10 ** high], scale, colourBarTicks);
  return { ...base, tickvals: tickvals.map(Math.log10), ticktext };
}

/** The cells that there are, from the bottom up. */
function placesOf({ rows }: HeatGrid) {
  return rows.flatMap((row, y) =>
    row.cells.flatMap((cell, x) => (cell === null ? [] : [{ cell, x, y }])),
  );
}

type InkAt = (row: number, column: number) => string;

/** Diagonals over the cells with failures: all of one ink are one line with gaps. */
function hatchings(grid: HeatGrid, inkAt: InkAt): readonly Data[] {
  const failed = placesOf(grid).filter(({ cell }) => cell.failed);
  const inks = [...new Set(failed.map(({ x, y }) => inkAt(y, x)))];
  return inks.map((color) => {
    const lines = failed.filter(({ x, y }) => inkAt(y, x) === color).flatMap(diagonalsOf);
    return {
      type: 'scatter',
      uid: traceUid(color, 'hatching'),
      mode: 'lines',
      x: lines.flatMap(({ x }) => [...x, null]),
      y: lines.flatMap(({ y }) => [...y, null]),
      line: { color, width: 1 },
      opacity: 0.55,
      hoverinfo: 'skip',
    };
  });
}

/** Diagonals over a cell, cut off at its edges. */
function diagonalsOf({ x, y }: { readonly x: number; readonly y: number }) {
  const half = 0.47;
  return Array.from({ length: diagonals }, (_, i) => {
    // x + y = c, within the square [−half, half]².
    const c = (2 * half * (2 * (i + 1))) / (diagonals + 1) - 2 * half;
    const [low, high] = [Math.max(-half, c - half), Math.min(half, c + half)];
    return { x: [x + low, x + high], y: [y + high, y + low] };
  });
}

/** The number of each cell, in ink that its colour lets be read. */
function numbers(grid: HeatGrid, inkAt: InkAt): Data {
  const places = placesOf(grid);
  return {
    type: 'scatter',
    uid: 'numbers',
    mode: 'text',
    x: places.map(({ x }) => x),
    y: places.map(({ y }) => y),
    text: places.map(({ cell: { value, failed } }) =>
      Number.isFinite(value) ? formatNumber(value, 2) : failed ? texts.diverged : '',
    ),
    textfont: { size: 12, color: places.map(({ x, y }) => inkAt(y, x)) },
    hoverinfo: 'skip',
  };
}
