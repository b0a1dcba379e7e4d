import type { Config, PlotHoverEvent } from 'plotly.js';
import { useEffect, useRef, useState } from 'react';
import { cancelDraw, type DrawJob, requestDraw } from '#src/charts/draw-queue.ts';
import { type Figure, frameOf, type Source, type Viewport } from '#src/charts/figure.ts';
import { numberedFigure } from '#src/charts/figures/ticks.ts';
import classes from '#src/charts/plot.module.css';
import type * as plotlyModule from '#src/charts/plotly.ts';
import type { ChartTheme } from '#src/charts/theme.ts';
import { noZoom, type ZoomState, zoomAfter, zoomedFigure } from '#src/charts/zoom.ts';
import { nextTask } from '#src/lib/next-task.ts';
import { words as texts } from '#words/charts/charts.ts';

type Plotly = typeof plotlyModule;
type PlotlyApi = Plotly['api'];

/** Builds what is to be drawn for the room there is. A new function means new settings. */
export type Build = (viewport: Viewport, theme: ChartTheme) => Figure;

let plotly: Plotly | null = null;

let loading: Promise<Plotly> | null = null;

/** Fetches Plotly, once; most pages have a heat map, so that its code comes along. */
function load(): Promise<Plotly> {
  loading ??= fetchPlotly().catch((error: unknown) => {
    loading = null; // the next to ask tries again
    throw error;
  });
  return loading;
}

async function fetchPlotly(): Promise<Plotly> {
  await import('plotly.js/src/lib'); // a third of what there is to start
  await nextTask();
  await import('plotly.js/src/plots/cartesian'); // another
  await nextTask();
  const [fetched, { heatMap, warmUp }] = await Promise.all([
    import('#src/charts/plotly.ts'),
    import('#src/charts/plotly-heat-map.ts'),
  ]);
  fetched.api.register(heatMap);
  await fetched.warmUp();
  await nextTask();
  warmUp();
  plotly = fetched;
  return fetched;
}

/** A figure as SVG source, of the size that its layout names. */
export async function figureToSvg(figure: Figure): Promise<string> {
  const { data, layout } = numberedFigure(figure);
  const { api } = await load();
  const { width = 700, height = 450 } = layout;
  const address = await api.toImage({ data, layout }, { format: 'svg', width, height });
  return decodeURIComponent(address.slice(address.indexOf(',') + 1));
}

function plotConfig(api: PlotlyApi, resetZoom: () => void): Partial<Config> {
  return {
    displaylogo: false,
    showSendToCloud: false,
    plotlyServerURL: '',
    showTips: false,
    // Ranges are ours (see `Zoom`): Plotly must not put older ones back.
    doubleClick: false,
    modeBarButtons: [
      [
        'zoom2d',
        'pan2d',
        {
          name: 'resetZoom',
          title: texts.resetZoomDoubleClick,
          icon: api.Icons.home,
          click: resetZoom,
        },
      ],
    ],
  };
}

/** A chart that took d milliseconds rests for this many times d: training keeps the better part of the machine. */
const restFactor = 4;
/** Milliseconds that it rests at the most. */
const longestRest = 2000;
/** Milliseconds after which new settings show at the latest. */
const settingsWithin = 200;
/** Milliseconds between two draws for readers who asked for less motion. */
const calmInterval = 500;

/** Where the pointer is a finger. */
export const coarsePointer = '(pointer: coarse)';
const matches = (query: string) => window.matchMedia(query).matches;

/** What the pointer is over. */
export interface Hovered {
  /** In data units. */
  readonly x: number;
  readonly y: number;
  /** What a pixel is along each axis. */
  readonly pixel: readonly [x: number, y: number];
  /** What Plotly writes of it, the place first. */
  readonly lines: readonly string[];
}

/** What a reader does to a chart, beyond zooming. */
export interface PlotEvents {
  /** The pointer has come to something else, or (null) is gone. */
  readonly hover?: (hovered: Hovered | null) => void;
  /** A click on a point or a cell, at its place in data units. */
  readonly click?: (place: { readonly x: number; readonly y: number }) => void;
}

/** Axes under the pointer, which Plotly tells and its types leave out. */
interface HoverAxes {
  readonly xaxes?: readonly PixelAxis[];
  readonly yaxes?: readonly PixelAxis[];
}

interface PixelAxis {
  /** Data units of a pixel. */
  p2c(pixel: number): number;
}

/** One chart on the page: its element, what is zoomed to, and when it is drawn. */
class LivePlot {
  readonly #element: HTMLElement;
  readonly #zoom: ZoomState;
  readonly #events: { current: PlotEvents };
  readonly #onError: () => void;
  readonly #job: DrawJob = { draw: () => this.#draw(), notBefore: 0 };
  readonly #seen: IntersectionObserver;
  readonly #resized: ResizeObserver;
  readonly #unsubscribe: () => void;
  #build: Build | null = null;
  #theme: ChartTheme = 'light';
  #fingersZoom = false;
  #revision: unknown;
  #visible = false;
  #started = false;
  /** Plotly is being fetched for it, or draws it for the first time. */
  #isBusy = false;
  /** It is to be drawn again when it is no longer busy. */
  #isOutdated = false;
  #disposed = false;
  #size = '';
  /** Of the figure that is drawn; null: axes, legend and margins are to be drawn again. */
  #frame: string | null = null;

  constructor(
    element: HTMLElement,
    zoom: ZoomState,
    events: { current: PlotEvents },
    onError: () => void,
  ) {
    this.#element = element;
    this.#zoom = zoom;
    this.#events = events;
    this.#onError = onError;
    this.#seen = new IntersectionObserver((entries) => {
      this.#visible = entries.at(-1)?.isIntersecting ?? false;
      this.request();
    });
    this.#seen.observe(element);
    this.#resized = new ResizeObserver(() => this.#drawSoon());
    this.#resized.observe(element);
    this.#unsubscribe = zoom.subscribe(() => this.#drawSoon());
    window.addEventListener('beforeprint', this.#drawNow);
  }

  /** Draws what this builds from now on; a finger that drags zooms, or scrolls the page. */
  show(build: Build, theme: ChartTheme, fingersZoom: boolean): void {
    const within = fingersZoom === this.#fingersZoom ? settingsWithin : 0;
    this.#build = build;
    this.#theme = theme;
    this.#fingersZoom = fingersZoom;
    // New settings or, many times a second while a batch trains, new data; or what fingers do, who come at once.
    this.#job.notBefore = Math.min(this.#job.notBefore, performance.now() + within);
    this.request();
  }

  /** Draws again in a coming frame; a chart out of sight waits until it is seen. */
  request(): void {
    if (!this.#visible || this.#disposed) return;
    if (this.#isBusy) this.#isOutdated = true;
    else requestDraw(this.#job);
  }

  dispose(): void {
    this.#disposed = true;
    window.removeEventListener('beforeprint', this.#drawNow);
    cancelDraw(this.#job);
    this.#seen.disconnect();
    this.#resized.disconnect();
    this.#unsubscribe();
    if (this.#started) plotly?.api.purge(this.#element);
  }

  /** Paper shows what lies out of sight, too. */
  readonly #drawNow = (): void => this.#draw('whole');

  /** What the reader did shows at once. */
  #drawSoon(): void {
    this.#job.notBefore = 0;
    this.request();
  }

  #draw(how: 'pieces' | 'whole' = 'pieces'): void {
    const { clientWidth: width, clientHeight: height } = this.#element;
    if (this.#build === null || this.#isBusy || width === 0 || height === 0) return;
    if (plotly === null) {
      this.#isOutdated = true;
      this.#waitFor(load());
      return;
    }
    const start = performance.now();
    const figure = numberedFigure(this.#zoomed(this.#build, width, height));
    const size = `${width} ${height}`;
    const isResized = this.#started && size !== this.#size;
    const frame = frameOf(figure);
    const dataAlone = frame !== null && frame === this.#frame;
    this.#size = size;
    this.#frame = isResized ? null : frame;
    if (!this.#started) {
      this.#waitFor(this.#start(plotly, figure, how));
      return;
    }
    const way = dataAlone ? 'ofData' : how === 'pieces' ? 'inParts' : how;
    this.#waitFor(plotly.redraw(this.#element, figure, way).then(() => this.#rest(start)));
    // Plotly places the legend of a chart of another size by the height that it had before.
    if (isResized) this.request();
  }

  /** @param start when the drawing began that has ended */
  #rest(start: number): void {
    const end = performance.now();
    const calm = matches('(prefers-reduced-motion: reduce)') ? calmInterval : 0;
    this.#job.notBefore = end + Math.max(Math.min(restFactor * (end - start), longestRest), calm);
  }

  /** Puts off what is asked for until then. */
  #waitFor(work: Promise<unknown>): void {
    this.#isBusy = true;
    const end = () => {
      this.#isBusy = false;
      if (this.#isOutdated) this.request();
      this.#isOutdated = false;
    };
    work.then(end, () => {
      if (!this.#disposed) this.#onError(); // one that is gone meanwhile need not be drawn
    });
  }

  #start({ api, drawInPieces }: Plotly, { data, layout }: Figure, how: 'pieces' | 'whole') {
    this.#started = true;
    const resetZoom = () => this.#zoom.set(noZoom);
    const draw = () => api.newPlot(this.#element, data, layout, plotConfig(api, resetZoom));
    return (how === 'whole' ? draw() : drawInPieces(draw)).then((plot) => {
      plot.on('plotly_doubleclick', resetZoom);
      plot.on('plotly_relayout', (event) =>
        this.#zoom.set(zoomAfter(this.#zoom.current, event as Readonly<Record<string, unknown>>)),
      );
      plot.on('plotly_hover', (event) => this.#events.current.hover?.(this.#hovered(event)));
      plot.on('plotly_unhover', () => this.#events.current.hover?.(null));
      plot.on('plotly_click', ({ points: [point] }) => {
        const { x, y } = point ?? {};
        if (typeof x === 'number' && typeof y === 'number') this.#events.current.click?.({ x, y });
      });
    });
  }

  #hovered({ xvals, yvals, xaxes, yaxes }: PlotHoverEvent & HoverAxes): Hovered {
    const [x = Number.NaN] = xvals;
    const [y = Number.NaN] = yvals;
    const perPixel = (axis?: PixelAxis) =>
      axis === undefined ? Number.NaN : Math.abs(axis.p2c(1) - axis.p2c(0));
    const written = this.#element.querySelectorAll(
      '.hoverlayer .legendtitletext, .hoverlayer .legendtext, .hoverlayer .hovertext text',
    );
    const lines = [...written].flatMap((text) => {
      const parts = [...text.querySelectorAll('tspan.line')];
      return (parts.length > 0 ? parts : [text]).map((part) => part.textContent.trim());
    });
    return {
      x: Number(x),
      y: Number(y),
      pixel: [perPixel(xaxes?.[0]), perPixel(yaxes?.[0])],
      lines: lines.filter((line) => line !== ''),
    };
  }

  /** The figure in the range that the reader chose; axes with a new meaning forget it. */
  #zoomed(build: Build, width: number, height: number): Figure {
    let figure = build({ width, height, zoom: this.#zoom.current }, this.#theme);
    const meaning: unknown = figure.layout.uirevision;
    if (meaning !== this.#revision && this.#zoom.current !== noZoom) {
      this.#zoom.set(noZoom);
      figure = build({ width, height, zoom: this.#zoom.current }, this.#theme);
    }
    this.#revision = meaning;
    const zoomed = zoomedFigure(figure, this.#zoom.current);
    if (matches(coarsePointer) && !this.#fingersZoom) zoomed.layout.dragmode = false;
    return zoomed;
  }
}

export interface PlotProps {
  /** Keep it the same function (`useCallback`) while its settings are the same. */
  readonly build: Build;
  readonly theme: ChartTheme;
  /** What changes by itself; the chart is drawn again after each change. Keep the same array while they are the same. */
  readonly sources: readonly Source[];
  readonly zoom: ZoomState;
  /** Whether a finger that drags zooms; otherwise it scrolls the page. */
  readonly fingersZoom: boolean;
  readonly events?: PlotEvents | undefined;
}

const noEvents: PlotEvents = {};

/**
 * A live chart that fills its parent: drawn at most once per frame, only while it is seen, at the pace the machine can
 * hold. Where it is placed it is given a name and its data in words (see `ChartFrame`).
 */
export function Plot(props: PlotProps) {
  const { build, theme, sources, zoom, fingersZoom, events = noEvents } = props;
  const element = useRef<HTMLDivElement>(null);
  const live = useRef<LivePlot | null>(null);
  const heard = useRef(events);
  const [failed, setFailed] = useState(false);

  useEffect(() => {
    heard.current = events;
  }, [events]);

  useEffect(() => {
    if (element.current === null) return undefined;
    const plot = new LivePlot(element.current, zoom, heard, () => setFailed(true));
    live.current = plot;
    return () => {
      live.current = null;
      plot.dispose();
    };
  }, [zoom]);

  useEffect(() => live.current?.show(build, theme, fingersZoom), [build, theme, fingersZoom]);

  useEffect(() => {
    const stops = sources.map((source) => source.subscribe(() => live.current?.request()));
    live.current?.request();
    return () => {
      for (const stop of stops) stop();
    };
  }, [sources]);

  return (
    <>
      <div ref={element} className={classes.plot} hidden={failed} />
      {failed && <output>{texts.thisChartCouldNotBe}</output>}
    </>
  );
}
