import type { Source } from '#src/charts/figure.ts';
import type { PlotArea } from '#src/charts/figures/marks.ts';
import type { Probe } from '#src/data/probe.ts';
import type { RunHeader, Snapshot } from '#src/records/run-header.ts';

/** Asks the network of a snapshot at other places; null where it cannot be asked. */
export type Ask = (
  header: RunHeader,
  snapshot: Snapshot,
  probe: Probe,
) => Promise<Snapshot['predictions'] | null>;

/** What a network answers in the part of a plane that is seen, about once per pixel. */
export interface Closer {
  readonly probe: Probe;
  readonly predictions: Snapshot['predictions'];
}

/** Milliseconds that the same must have been in view before it is looked at closely. */
const calm = 250;
/** Milliseconds in which a page that has just come, before any training, draws everything else first. */
const arrival = 2000;
/** Cells along an axis, and cells × parameters, at the most. */
const most = { cells: 480, multiplications: 1e9 } as const;

/** Samples a plane anew where the reader looks, as finely as it is drawn. */
export class CloserLook implements Source {
  readonly #ask: Ask;
  readonly #listeners = new Set<() => void>();
  #wanted = '';
  #found: (Closer & { readonly key: string; readonly of: Snapshot }) | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  /** The answers for this part of the plane; null until they are there, after which listeners hear of it. */
  at(header: RunHeader, snapshot: Snapshot, area: PlotArea): Closer | null {
    const ranges = [...area.x, ...area.y].join(' ');
    if (this.#found?.key === ranges && this.#found.of === snapshot) {
      if (this.#found.probe.positions[0]?.length === cellsOf(area, header)[0]) return this.#found;
      this.#look(header, snapshot, area, ranges);
      return this.#found;
    }
    this.#look(header, snapshot, area, ranges);
    return null;
  }

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #look(header: RunHeader, snapshot: Snapshot, area: PlotArea, key: string): void {
    const wanted = [header.runId, snapshot.step, key, area.width, area.height].join(' ');
    if (wanted === this.#wanted) return;
    const first = snapshot.step === 0 ? arrival : 0; // of what is kept nothing moves
    const wait = this.#wanted === '' ? first : calm;
    this.#wanted = wanted;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const probe = probeOf(header, area);
      const show = (predictions: Snapshot['predictions'] | null) => {
        if (predictions === null || wanted !== this.#wanted) return;
        this.#found = { key, of: snapshot, probe, predictions };
        for (const listener of this.#listeners) listener();
      };
      // Where it cannot be asked, the coarse answers stay.
      this.#ask(header, snapshot, probe).then(show, () => undefined);
    }, wait);
  }
}

function cellsOf({ width, height }: PlotArea, header: RunHeader): readonly [number, number] {
  const affordable = Math.sqrt(most.multiplications / header.parameterCount);
  const cells = (pixels: number) =>
    Math.max(Math.floor(Math.min(pixels, most.cells, affordable)), 2);
  return [cells(width), cells(height)];
}

/** The plane in view, asked in the middle of each cell. */
function probeOf(header: RunHeader, area: PlotArea): Probe {
  const [across, up] = cellsOf(area, header);
  const middles = ([from, to]: PlotArea['x'], cells: number) =>
    Float64Array.from({ length: cells }, (_, i) => from + ((i + 0.5) * (to - from)) / cells);
  const { along, held } = header.probe;
  return { along, held, positions: [middles(area.x, across), middles(area.y, up)] };
}
