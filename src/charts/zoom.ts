import type { Figure, Source, Zoom } from '#src/charts/figure.ts';

/** The whole is in view. */
export const noZoom: Zoom = {};

/** What the reader of one chart zoomed to, for the chart and for what stands around it. */
export class ZoomState implements Source {
  #current = noZoom;
  #subject: string | undefined;
  readonly #listeners = new Set<() => void>();

  get current(): Zoom {
    return this.#current;
  }

  /** What is shown from now on; a zoom of something else ends. */
  showing(subject: string | undefined): void {
    if (subject === this.#subject) return;
    this.#subject = subject;
    this.set(noZoom);
  }

  set(zoom: Zoom): void {
    if (zoom === this.#current) return;
    this.#current = zoom;
    for (const listener of this.#listeners) listener();
  }

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}

/**
 * What is zoomed to after Plotly reported a change: it names ends of ranges one by one ("xaxis.range[0]") or whole
 * ranges ("xaxis.range"), among changes that are none of ours.
 *
 * @returns the same object where no range changed
 */
export function zoomAfter(zoom: Zoom, event: Readonly<Record<string, unknown>>): Zoom {
  const changed: Record<string, [number, number]> = {};
  for (const [key, value] of Object.entries(event)) {
    const [, axis, end] = /^([xy]axis\d*)\.range(?:\[([01])\])?$/.exec(key) ?? [];
    if (axis === undefined) continue;
    const range = (changed[axis] ??= [...(zoom[axis] ?? ([Number.NaN, Number.NaN] as const))]);
    if (end !== undefined) range[Number(end)] = Number(value);
    else if (Array.isArray(value)) changed[axis] = [Number(value[0]), Number(value[1])];
  }
  const complete = Object.entries(changed).filter(([, range]) => range.every(Number.isFinite));
  return complete.length === 0 ? zoom : { ...zoom, ...Object.fromEntries(complete) };
}

/** The figure in the ranges that the reader chose. */
export function zoomedFigure({ data, layout }: Figure, zoom: Zoom): Figure {
  const axes = Object.entries(zoom).map(([axis, range]) => {
    const own = (layout as Readonly<Record<string, object | undefined>>)[axis];
    return [axis, { ...own, range: [...range] }];
  });
  return { data, layout: { ...layout, ...Object.fromEntries(axes) } };
}
