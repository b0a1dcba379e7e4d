import type { Figure, Viewport } from '#src/charts/figure.ts';
import type { ChartTheme } from '#src/charts/theme.ts';
import type { RunHeader, Snapshot } from '#src/records/run-header.ts';

/** A run of which all is known. */
export interface StillRun {
  readonly id: string;
  readonly name: string;
  /** The number of its colour. */
  readonly colour: number;
  readonly header: RunHeader;
  readonly snapshot: Snapshot;
}

/** A figure of runs that change no more, of a fixed size. */
export interface Still {
  readonly title: string;
  readonly figure: Figure;
  readonly width: number;
  readonly height: number;
}

/** Figures of runs for paper. @param runs one or more that have what the chart needs */
export type Stills = (
  runs: readonly [StillRun, ...StillRun[]],
  theme: ChartTheme,
) => readonly Still[];

const wide = { width: 960, height: 520 } as const;
const square = { width: 560, height: 560 } as const;

/** One figure of all runs. */
export function together(
  title: string,
  figure: (
    runs: readonly [StillRun, ...StillRun[]],
    theme: ChartTheme,
    viewport: Viewport,
  ) => Figure,
): Stills {
  return (runs, theme) => [{ title, figure: figure(runs, theme, { ...wide, zoom: {} }), ...wide }];
}

/** A figure of each run. */
export function oneEach(
  title: string,
  shape: 'wide' | 'square',
  figure: (run: StillRun, theme: ChartTheme, viewport: Viewport) => Figure,
): Stills {
  const size = shape === 'wide' ? wide : square;
  return (runs, theme) =>
    runs.map((run) => ({
      title: `${title}: ${run.name}`,
      figure: figure(run, theme, { ...size, zoom: {} }),
      ...size,
    }));
}
