import type { Range } from '#src/charts/figure.ts';
import type { Table } from '#src/charts/table.ts';
import { type ChartTheme, chartColours, mixColours } from '#src/charts/theme.ts';
import { formatNumber } from '#words/base/numbers.ts';
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

/** What the reader brushed: by axis, the range of positions that is kept. */
export type Brush = ReadonlyMap<number, Range>;

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

/** Parallel coordinates as they are drawn, in pixels. */
export interface ParallelDiagram {
  /** What is asked for, or more: axes have room for what is named on them. */
  readonly width: number;
  /** Top and bottom of every axis. */
  readonly top: number;
  readonly bottom: number;
  readonly axes: readonly {
    readonly x: number;
    readonly label: string;
    readonly labelY: number;
    /** `text` is `name`, or what of it ends before the axis to the left. */
    readonly ticks: readonly {
      readonly y: number;
      readonly name: string;
      readonly text: string;
    }[];
    /** Upper and lower end of what is brushed; null: nothing is. */
    readonly brushed: Range | null;
  }[];
  /** Lines of one colour, those that stand out last. */
  readonly lines: readonly {
    readonly colour: string;
    readonly opacity: number;
    readonly path: string;
  }[];
}

const margin = { side: 64, mostSide: 140, top: 44, bottom: 18 } as const;
/** Pixels between two axes at the least. */
const leastPitch = 96;
/** Width of a character of a label and of what is named on an axis, and room beside either; in pixels. */
const characterWidth = { label: 6.5, tick: 6.3 } as const;
const textGap = 13;
/** Viridis at even distances. */
const viridis = ['#440154', '#3b528b', '#21918c', '#5ec962', '#fde725'];
const colourSteps = 16;
const opacities = { kept: 0.8, left: 0.08 } as const;

/** A line for each run over its settings and what it came to. */
export function layoutParallel(
  { axes, colourBy, lowerIsBetter, brush, theme }: ParallelInput,
  width: number,
  height: number,
): ParallelDiagram {
  const placed = axes.map(axisPositions);
  const named = axes.map((axis, i) => {
    const { range, diverged } = placed[i] as (typeof placed)[number];
    return ticksOf(axis, range, diverged);
  });
  const labelWidths = axes.map(({ label }) => label.length * characterWidth.label);
  const longest = Math.max(0, ...(named[0] ?? []).map(({ text }) => text.length));
  const before = longest * characterWidth.tick + textGap;
  const left = Math.min(Math.max(margin.side, before, (labelWidths[0] ?? 0) / 2), margin.mostSide);
  const right = Math.max(margin.side, (labelWidths.at(-1) ?? 0) / 2);
  const pitch = Math.max(leastPitch, (width - left - right) / Math.max(axes.length - 1, 1));
  const isCrowded = Math.max(...labelWidths) + textGap > pitch;
  const [top, bottom] = [margin.top, height - margin.bottom];
  const xOf = (axis: number) => left + axis * pitch;
  const yOf = (position: number, [low, high]: Range) =>
    bottom - ((position - low) / (high - low)) * (bottom - top);
  const kept = new Set(brushedLines(axes, brush));
  const isReversed = (theme === 'dark') === lowerIsBetter;
  const paths = new Map<string, string>();
  for (const line of axes[0]?.values.keys() ?? []) {
    const points = placed.map(({ positions, range }, axis) => {
      const y = yOf(positions[line] as number, range);
      return `${xOf(axis).toFixed(1)} ${y.toFixed(1)}`;
    });
    const share = shareOf(placed[colourBy], line, lowerIsBetter);
    const colour = viridisAt(isReversed ? 1 - share : share);
    const key = kept.has(line) ? `1 ${colour}` : `0 ${chartColours[theme].muted}`;
    paths.set(key, `${paths.get(key) ?? ''}M${points.join('L')}`);
  }
  return {
    width: Math.max(width, xOf(axes.length - 1) + right),
    top,
    bottom,
    axes: axes.map((axis, i) => {
      const { range } = placed[i] as (typeof placed)[number];
      const room = (i === 0 ? left : pitch) - textGap;
      const ends = brush.get(i);
      return {
        x: xOf(i),
        label: axis.label,
        labelY: isCrowded && i % 2 === 0 ? top - 28 : top - 12,
        ticks: (named[i] ?? []).map(({ at, text }) => ({
          y: yOf(at, range),
          name: text,
          text: shortened(text, Math.floor(room / characterWidth.tick)),
        })),
        brushed:
          ends === undefined
            ? null
            : [Math.max(yOf(ends[1], range), top), Math.min(yOf(ends[0], range), bottom)],
      };
    }),
    lines: [...paths]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, path]) => ({
        colour: key.slice(2),
        opacity: key.startsWith('1') ? opacities.kept : opacities.left,
        path,
      })),
  };
}

function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

/** How far up its axis a line stands, 0 … 1; what diverged is the worst, wherever it is drawn. */
function shareOf(
  placed: ReturnType<typeof axisPositions> | undefined,
  line: number,
  lowerIsBetter: boolean,
): number {
  const [low, high] = placed?.range ?? [0, 1];
  const position = placed?.positions[line] ?? low;
  return position === placed?.diverged ? Number(lowerIsBetter) : (position - low) / (high - low);
}

function viridisAt(share: number): string {
  const place = (Math.round(share * colourSteps) / colourSteps) * (viridis.length - 1);
  const below = Math.min(Math.floor(place), viridis.length - 2);
  return mixColours(viridis[below] as string, viridis[below + 1] as string, place - below);
}

/** The brush after a drag along an axis between two heights in pixels; null: a click, which takes it away. */
export function brushAfter(
  brush: Brush,
  { axes }: Pick<ParallelInput, 'axes'>,
  { top, bottom }: Pick<ParallelDiagram, 'top' | 'bottom'>,
  axis: number,
  drag: Range | null,
): Brush {
  const next = new Map(brush);
  const dragged = axes[axis];
  if (drag === null || dragged === undefined) {
    next.delete(axis);
    return next;
  }
  const [low, high] = axisPositions(dragged).range;
  const positionAt = (y: number) => low + ((bottom - y) / (bottom - top)) * (high - low);
  return next.set(axis, [positionAt(Math.max(...drag)), positionAt(Math.min(...drag))]);
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
  stepsOf(range: Range | undefined): Range;
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
      if (diverged !== null && position > diverged - size / 2) return texts.diverged;
      if (isCategory) return axis.names?.[step] ?? '';
      return formatNumber(axis.scale === 'log' ? 10 ** position : position, 3);
    },
    stepsOf(kept) {
      return kept === undefined ? [0, steps] : [stepAt(kept[0]), stepAt(kept[1])];
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

/** Which lines pass through every brush. */
export function brushedLines(axes: readonly ParallelAxis[], brush: Brush): readonly number[] {
  const placed = axes.map((axis) => axisPositions(axis).positions);
  const lines = Array.from({ length: placed[0]?.length ?? 0 }, (_, i) => i);
  return lines.filter((line) =>
    [...brush].every(([axis, [from, to]]) => {
      const at = placed[axis]?.[line] ?? Number.NaN;
      return at >= from && at <= to;
    }),
  );
}

/** One row per line, in the units of the axes. */
export function parallelTable({ axes }: Pick<ParallelInput, 'axes'>): Table {
  return {
    rows: axes[0]?.values.length ?? 0,
    columns: axes.map(({ label, values, names }) => ({
      name: label,
      value: (row) => names?.[values[row] as number] ?? (values[row] as number),
    })),
  };
}
