interface ImportMetaEnv {
  /** Release and commit of the build, e.g. "0.2.0 (1a2b3c4)"; absent outside of a build. */
  readonly VITE_VERSION?: string;
}

/** How Plotly takes the steps of a drawing; it has no types for what is its own. */
declare module 'plotly.js/src/lib' {
  export type Step = (arg: unknown) => unknown;
  const lib: {
    /** Takes steps one after the other, waiting for those that return promises. */
    syncOrAsync(steps: Step[], arg?: unknown, finalStep?: Step): unknown;
  };
  export default lib;
}

declare module 'plotly.js/src/components/drawing' {
  export interface Box {
    readonly left: number;
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
    readonly width: number;
    readonly height: number;
  }

  export interface DrawnPoint {
    /** Its symbol where each point has its own. */
    readonly mx?: unknown;
    /** Radius in pixels, and whether the symbol is an open one: known once it is styled. */
    mrc?: number;
    om?: boolean;
  }

  export interface PointTrace {
    readonly type: string;
    readonly marker: { readonly symbol?: unknown };
    readonly selectedpoints?: unknown;
  }

  const drawing: {
    /** Pixels that something drawn takes, from the origin of its own coordinates. */
    bBox(node: SVGGraphicsElement, ...rest: readonly unknown[]): Box;
    /**
     * Styles a point, its element one of D3.
     *
     * @param styling of all points of the trace, made for each time they are styled
     */
    singlePointStyle(
      point: DrawnPoint,
      element: { node(): SVGElement | null },
      trace: PointTrace,
      styling: object,
      ...rest: readonly unknown[]
    ): void;
    /** Its number where it has one, open ones from 100 on. */
    symbolNumber(symbol: unknown): number;
  };
  export default drawing;
}

declare module 'plotly.js/src/traces/scatter' {
  /** A point of a trace; the first one has what all share. */
  export interface Point {
    /** Undefined: a gap. */
    readonly x: number | undefined;
    readonly y: number | undefined;
    readonly trace?: ScatterTrace;
    /** Where the trace is drawn, an element of D3. */
    node3?: { select(selector: string): { attr(name: string, value: string): void } };
  }

  /** Of a trace, with what Plotly has filled in. */
  export interface ScatterTrace {
    readonly visible: boolean | 'legendonly';
    readonly mode: string;
    readonly fill: string;
    readonly connectgaps: boolean;
    readonly line: { readonly width: number; readonly shape: string; readonly simplify: boolean };
  }

  export interface Subplot {
    readonly xaxis: object;
    readonly yaxis: object;
  }

  const scatter: {
    /** Draws traces, each a list of its points. */
    plot(
      chart: unknown,
      subplot: Subplot,
      traces: readonly (readonly Point[])[],
      ...rest: readonly unknown[]
    ): void;
  };
  export default scatter;
}

declare module 'plotly.js/src/traces/scatter/line_points' {
  import type { Point, ScatterTrace, Subplot } from 'plotly.js/src/traces/scatter';

  /** The parts of a line in pixels, each a list of [x, y], without what makes no difference there. */
  export default function linePoints(
    points: readonly Point[],
    options: Subplot & {
      readonly trace: ScatterTrace;
      /** Pixels by which a line may be off. */
      readonly baseTolerance: number;
      readonly shape: 'linear';
      readonly simplify: boolean;
    },
  ): readonly (readonly (readonly [x: number, y: number])[])[];
}

declare module 'plotly.js/src/plots/plots' {
  const plots: {
    /** Fills the second with what the first leaves out of the layout. */
    supplyLayoutGlobalDefaults(given: object, full: object, formats: object): void;
    /** Fills `_fullData` and `_fullLayout` of what a chart's element has. */
    supplyDefaults(chart: { data: object[]; layout: object; _context: object }): void;
  };
  export default plots;
}

declare module 'plotly.js/src/plots/cartesian';

declare module 'plotly.js/src/plot_api/subroutines' {
  import type { Step } from 'plotly.js/src/lib';

  const subroutines: { readonly layoutStyles: Step; readonly drawData: Step };
  export default subroutines;
}

declare module 'plotly.js/src/traces/heatmap/plot' {
  /** What Plotly has made of a heat map before it draws it. */
  export interface Cells {
    /** Edges of columns and rows, ascending. */
    readonly x: readonly number[];
    readonly y: readonly number[];
    /** [rows][columns], the lowest row first; undefined where nothing is known. */
    readonly z: readonly (readonly (number | undefined)[])[];
    readonly trace: HeatMapTrace;
    /** Of a single cell that stands for all: those. */
    readonly all?: Cells;
  }

  interface HeatMapTrace {
    readonly zmin: number;
    readonly zmax: number;
    readonly zsmooth: unknown;
    readonly xgap?: number;
    readonly ygap?: number;
    readonly texttemplate?: string;
    /** Shares of the way from `zmin` to `zmax`, ascending, with their colours: "#rrggbb" or "rgb(r, g, b)". */
    readonly colorscale: readonly (readonly [share: number, colour: string])[];
    /** All cells have one size. */
    readonly _islinear: boolean;
  }

  /** Draws traces, each a list of one, into a layer: an element of D3. */
  export default function plot(
    chart: unknown,
    subplot: unknown,
    traces: readonly (readonly [Cells])[],
    layer: {
      selectAll(selector: string): {
        each(act: (this: SVGImageElement, drawn: Cells) => void): void;
      };
    },
  ): void;
}
