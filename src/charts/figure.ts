import type { Data, Layout, LayoutAxis } from 'plotly.js';

/** What Plotly draws: a pure function's answer, never changed afterwards. */
export interface Figure {
  readonly data: Data[];
  readonly layout: Partial<Layout>;
}

/**
 * What a figure is beside its data and what is drawn over them: two of the same frame have the same axes, legend and
 * margins. Null where axes have the ranges that data give them.
 */
export function frameOf({ data, layout }: Figure): string | null {
  const frame = Object.entries(layout).filter(([name]) => !overData.has(name));
  const axes = frame.filter(([name]) => /^[xy]axis\d*$/.test(name));
  if (axes.some(([, axis]) => (axis as Partial<LayoutAxis>).range === undefined)) return null;
  const isList = (value: unknown): value is ArrayLike<unknown> =>
    Array.isArray(value) || ArrayBuffer.isView(value);
  const traces = data.map((trace) =>
    // A trace without data has no entry in the legend.
    Object.entries(trace).map(([key, value]) => [key, isList(value) ? value.length > 0 : value]),
  );
  return JSON.stringify([traces, frame]);
}

/** Of a layout, what is drawn with the data. */
const overData: ReadonlySet<string> = new Set(['images', 'shapes', 'annotations']);

export type Range = readonly [from: number, to: number];

/** What the reader zoomed to: axis by its name in the layout ("xaxis", "yaxis2") → its range, in powers of ten if log. */
export type Zoom = Readonly<Record<string, Range>>;

/** The room a figure has, and the part of it that the reader looks at. */
export interface Viewport {
  /** Of the whole chart, legend included, in CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** Axes that are not in it have the range that the figure gives them. */
  readonly zoom: Zoom;
}

/** Something that changes by itself and says so: a run log, the latest snapshot. */
export interface Source {
  /** @returns ends the subscription */
  subscribe(listener: () => void): () => void;
}
