import type { Data } from 'plotly.js';
import type { Figure, Range, Viewport } from '#src/charts/figure.ts';
import { baseLayout, fontFamily } from '#src/charts/figures/base-layout.ts';
import type { Table } from '#src/charts/table.ts';
import { type ChartTheme, chartColours } from '#src/charts/theme.ts';
import { formatNumber } from '#src/lib/number-format.ts';
import { words as texts } from '#words/charts/figures.ts';

/** One vertical axis of parallel coordinates. */
export interface ParallelAxis {
  readonly label: string;
  readonly scale: 'linear' | 'log' | 'category';
  /** [lines]: a number (±Infinity where a run diverged, NaN where nothing was measured) or the index of a category. */
  readonly values: readonly number[];
  /** Names of the categories. */
  readonly names?: readonly string[];
  /** The values that are named on the axis; evenly spaced ones where none are given. */
  readonly ticks?: readonly number[];
}

/** Lines over axes; all axes have a value for each line. */
export interface ParallelInput {
  readonly axes: readonly ParallelAxis[];
  /** The axis whose values colour the lines. */
  readonly colourBy: number;
  /** Of that axis: the best lines stand out. */
  readonly lowerIsBetter: boolean;
  readonly brush: Brush;
  readonly theme: ChartTheme;
}

/** What the reader brushed: by axis, ranges of positions any of which will do. */
export type Brush = ReadonlyMap<number, readonly Range[]>;

/** Share of an axis above its largest value that is left to what diverged. */
const divergedRoom = 0.12;

/** Where values stand on an axis: log10 on log axes; above all others for what diverged or was never measured. */
export function axisPositions({ scale, values }: ParallelAxis): {
  readonly positions: readonly number[];
  readonly range: Range;
  /** Where that is, or null where there is no such value. */
  readonly diverged: number | null;
} {
  const measured = values.map((value) => (scale === 'log' ? Math.log10(value) : value));
  const finite = measured.filter(Number.isFinite);
  const low = finite.length === 0 ? 0 : Math.min(...finite);
  const high = finite.length === 0 ? 1 : Math.max(...finite);
  const span = high - low || Math.abs(high) || 1;
  const lost = finite.length < measured.length;
  const diverged = lost ? high + divergedRoom * span : null;
  return {
    positions: measured.map((value) => (Number.isFinite(value) ? value : (diverged as number))),
    range: [
      low === high ? low - span / 2 : low,
      diverged ?? (low === high ? high + span / 2 : high),
    ],
    diverged,
  };
}

/** A line for each run over its settings and what it came to. */
export function parallelFigure(input: ParallelInput, viewport: Viewport): Figure {
  const { axes, colourBy, lowerIsBetter, brush, theme } = input;
  const colours = chartColours[theme];
  const layout = baseLayout(theme, viewport, 'parallel');
  const font = { family: fontFamily, size: 12, color: colours.text };
  const placed = axes.map(axisPositions);
  const colour = placed[colourBy];
  const trace: Data = {
    type: 'parcoords',
    uid: 'runs',
    // Plotly draws the brush that it is given, not the one that it remembers.
    uirevision: JSON.stringify([...brush]),
    labelfont: font,
    tickfont: { ...font, size: 11 },
    rangefont: { ...font, size: 1, color: 'rgba(0,0,0,0)' },
    line: {
      color: [...(colour?.positions ?? [])],
      colorscale: 'Viridis',
      reversescale: (theme === 'dark') === lowerIsBetter,
      cmin: colour?.range[0],
      cmax: colour?.range[1],
    },
    unselected: { line: { color: colours.muted, opacity: 0.08 } },
    dimensions: axes.map((axis, i) => {
      const { positions, range, diverged } = placed[i] as (typeof placed)[number];
      const ticks = ticksOf(axis, range, diverged);
      return {
        label: axis.label,
        values: [...positions],
        range: [range[0], range[1]] as [number, number],
        ...(brush.has(i) && { constraintrange: brush.get(i)?.map((ends) => [...ends]) }),
        tickvals: ticks.map(({ at }) => at),
        ticktext: ticks.map(({ text }) => text),
      };
    }),
  } as Data;
  return {
    data: [trace],
    layout: { ...layout, margin: { l: 64, r: 64, t: 44, b: 18, pad: 0 }, showlegend: false },
  };
}

/** Positions that can be told apart on an axis without categories. */
const brushSteps = 100;
/** How far a brush reaches beyond its ends, in steps: what is nearer to another step stays out. */
const brushSlack = 0.4;

/** An axis as something that is moved over in steps, 0 … steps. */
export interface BrushScale {
  readonly steps: number;
  /** What lies at a step, as a reader reads it. */
  textAt(step: number): string;
  /** The steps between which the brush lies; all of them where there is none. */
  stepsOf(ranges: readonly Range[] | undefined): Range;
  /** The brush between two steps, both included; null where that is the whole axis. */
  rangeBetween(from: number, to: number): Range | null;
}

/** How an axis is brushed without a mouse. */
export function brushScale(axis: ParallelAxis): BrushScale {
  const { range, diverged } = axisPositions(axis);
  const isCategory = axis.scale === 'category';
  const [low, high] = isCategory ? [0, Math.max((axis.names?.length ?? 1) - 1, range[1])] : range;
  const steps = isCategory ? Math.ceil(high) : brushSteps;
  const size = (high - low) / Math.max(steps, 1) || 1;
  const stepAt = (position: number) =>
    Math.min(Math.max(Math.round((position - low) / size), 0), steps);
  return {
    steps,
    textAt(step) {
      const position = low + step * size;
      if (diverged !== null && position > diverged - size / 2) return 'diverged';
      if (isCategory) return axis.names?.[step] ?? '';
      return formatNumber(axis.scale === 'log' ? 10 ** position : position, 3);
    },
    stepsOf(ranges) {
      const ends = ranges?.flat() ?? [];
      return ends.length === 0
        ? [0, steps]
        : [stepAt(Math.min(...ends)), stepAt(Math.max(...ends))];
    },
    rangeBetween(from, to) {
      if (from <= 0 && to >= steps) return null;
      return [low + (from - brushSlack) * size, low + (to + brushSlack) * size];
    },
  };
}

function ticksOf(
  { scale, names = [], ticks: wanted }: ParallelAxis,
  [low, high]: Range,
  diverged: number | null,
): readonly { readonly at: number; readonly text: string }[] {
  const lost = diverged === null ? [] : [{ at: diverged, text: texts.diverged }];
  if (scale === 'category') return [...names.map((text, at) => ({ at, text })), ...lost];
  const named = (at: number) => ({ at, text: formatNumber(scale === 'log' ? 10 ** at : at, 3) });
  if (wanted !== undefined)
    return [...wanted.map((value) => named(scale === 'log' ? Math.log10(value) : value)), ...lost];
  const top = diverged === null ? high : low + (high - low) / (1 + divergedRoom);
  const even = Array.from({ length: 5 }, (_, i) => low + ((top - low) * i) / 4);
  return [...even.map(named), ...lost];
}

/** Takes in what Plotly reported of a brush: `dimensions[2].constraintrange` with one range, several or none. */
export function brushAfter(brush: Brush, change: Readonly<Record<string, unknown>>): Brush {
  const next = new Map(brush);
  for (const [key, value] of Object.entries(change)) {
    const [, index] = /^dimensions\[(\d+)\]\.constraintrange$/.exec(key) ?? [];
    if (index === undefined) continue;
    const ranges = rangesOf(value);
    if (ranges.length === 0) next.delete(Number(index));
    else next.set(Number(index), ranges);
  }
  return next;
}

/** [a, b], [[a, b]] or [[[a, b], [c, d]]]: Plotly wraps what it reports. */
function rangesOf(value: unknown): Range[] {
  if (!Array.isArray(value)) return [];
  if (value.length === 2 && value.every((end) => typeof end === 'number'))
    return [[Number(value[0]), Number(value[1])]];
  return value.flatMap(rangesOf);
}

/** Which lines pass through every brush. */
export function brushedLines(axes: readonly ParallelAxis[], brush: Brush): readonly number[] {
  const placed = axes.map((axis) => axisPositions(axis).positions);
  const lines = Array.from({ length: placed[0]?.length ?? 0 }, (_, i) => i);
  return lines.filter((line) =>
    [...brush].every(([axis, ranges]) => {
      const at = placed[axis]?.[line] ?? Number.NaN;
      return ranges.some(([from, to]) => at >= from && at <= to);
    }),
  );
}

/** One row a line, in the units of the axes. */
export function parallelTable({ axes }: Pick<ParallelInput, 'axes'>): Table {
  return {
    rows: axes[0]?.values.length ?? 0,
    columns: axes.map(({ label, values, names }) => ({
      name: label,
      value: (row) => names?.[values[row] as number] ?? (values[row] as number),
    })),
  };
}
