import type { Data, Layout } from 'plotly.js';

/** What Plotly draws: a pure function's answer, never changed afterwards. */
export interface Figure {
  readonly data: Data[];
  readonly layout: Partial<Layout>;
}

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
