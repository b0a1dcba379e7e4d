import type { ComponentType } from 'react';
import { ActualChart } from '#src/charts/actual-chart.tsx';
import type { RunsChartProps, ViewChartProps } from '#src/charts/chart-props.ts';
import {
  ClassDataChart,
  ClassLineChart,
  ConfusionChart,
  RegionsChart,
} from '#src/charts/class-charts.tsx';
import {
  AccuracyChart,
  GradientNormChart,
  LearningRateChart,
  LossChart,
} from '#src/charts/curve-charts.tsx';
import { classLineFigure } from '#src/charts/figures/classes-1d.ts';
import { regionsFigure } from '#src/charts/figures/classes-2d.ts';
import { fit1dFigure, fit1dRanges } from '#src/charts/figures/fit-1d.ts';
import { surfaceFigure, surfaceRange } from '#src/charts/figures/regression-2d.ts';
import { Fit1dChart } from '#src/charts/fit-1d-chart.tsx';
import { DependenceChart, ImportanceChart } from '#src/charts/input-charts.tsx';
import { NetworkChart } from '#src/charts/network-chart.tsx';
import { firstOutput } from '#src/charts/output.ts';
import { ResidualsChart } from '#src/charts/residuals-chart.tsx';
import { learnTheSame, type ShownRun } from '#src/charts/shown-run.ts';
import { oneEach, type Still, type StillRun, type Stills, together } from '#src/charts/stills.ts';
import { ErrorChart, SurfaceChart, TargetChart } from '#src/charts/surface-chart.tsx';
import type { ChartTheme } from '#src/charts/theme.ts';
import { LineThumbnail, PixelThumbnail, type ThumbnailProps } from '#src/charts/thumbnail.tsx';
import { taskOf } from '#src/experiment/targets.ts';
import type { RunHeader } from '#src/records/run-header.ts';
import { words } from '#words/charts/charts.ts';

/** Where charts of runs stand: the run under way, one that is kept, several that are kept over one another. */
export type Place = 'live' | 'kept' | 'overlay';

/** One kind of chart of runs. */
export type Chart = {
  readonly id: string;
  readonly needs: Needs;
  readonly places: readonly Place[];
  /** Room in a row: a square picture, a curve, or nearly twice that. */
  readonly width: 'square' | 'curve' | 'wide';
  /** Whether it stands in the upper rows, which are higher. */
  readonly upper: boolean;
  /** What the network has learnt: the first chart where only one is in view. */
  readonly leads?: true;
  /** Figures of kept runs for a report. */
  readonly stills?: Stills;
  /** A kept run's answers, small. */
  readonly Thumbnail?: ComponentType<ThumbnailProps>;
} & (
  | { readonly View: ComponentType<ViewChartProps> }
  | { readonly Runs: ComponentType<RunsChartProps> }
);

/** What a run must have for a chart; of what is not named, anything. */
interface Needs {
  /** Records, or data and answers. */
  readonly of: 'records' | 'view';
  readonly answer?: 'numbers' | 'classes';
  /** How many inputs the probe varies: 1 on a line, 2 on a plane. */
  readonly along?: 1 | 2;
  /** The answer is known everywhere, not only at the points. */
  readonly truth?: true;
  /** So many inputs at least. */
  readonly inputs?: 3;
  /** The learning rate changes. */
  readonly schedule?: true;
}

/** All of them, in the order in which they are shown: what is learnt first, then how it went. */
const charts: readonly Chart[] = [
  {
    id: 'data',
    needs: { of: 'view', answer: 'classes', along: 2 },
    places: ['live'],
    width: 'square',
    upper: true,
    View: ClassDataChart,
  },
  {
    id: 'regions',
    needs: { of: 'view', answer: 'classes', along: 2 },
    places: ['live', 'kept'],
    width: 'square',
    upper: true,
    leads: true,
    View: RegionsChart,
    stills: oneEach(words.decisionRegions, 'square', (run, theme, viewport) =>
      regionsFigure({ ...run, set: 'train', theme }, viewport),
    ),
    Thumbnail: PixelThumbnail,
  },
  {
    id: 'class-line',
    needs: { of: 'view', answer: 'classes', along: 1 },
    places: ['live', 'kept'],
    width: 'wide',
    upper: true,
    leads: true,
    View: ClassLineChart,
    stills: oneEach(words.classProbabilities, 'wide', (run, theme, viewport) =>
      classLineFigure({ ...run, set: 'train', theme }, viewport),
    ),
    Thumbnail: PixelThumbnail,
  },
  {
    id: 'fit',
    needs: { of: 'view', answer: 'numbers', along: 1 },
    places: ['live', 'kept', 'overlay'],
    width: 'wide',
    upper: true,
    leads: true,
    Runs: Fit1dChart,
    stills: together(words.fit, (runs, theme, viewport) => {
      const [{ header }] = runs;
      const fits = runs
        .filter((run) => learnTheSame(run.header, header))
        .map((run) => ({ ...run, predictions: run.snapshot.predictions }));
      const input = { header, fits, showHeldOut: false, theme, previous: null };
      return fit1dFigure(input, fit1dRanges(input), viewport);
    }),
    Thumbnail: LineThumbnail,
  },
  {
    id: 'target',
    needs: { of: 'view', answer: 'numbers', along: 2, truth: true },
    places: ['live'],
    width: 'square',
    upper: true,
    View: TargetChart,
  },
  {
    id: 'surface',
    needs: { of: 'view', answer: 'numbers', along: 2 },
    places: ['live', 'kept'],
    width: 'square',
    upper: true,
    leads: true,
    View: SurfaceChart,
    stills: oneEach(words.fit, 'square', ({ header, snapshot }, theme, viewport) => {
      const { predictions } = snapshot;
      const input = { kind: 'fit', header, predictions, showPoints: false, theme } as const;
      return surfaceFigure(input, surfaceRange(input, null), viewport);
    }),
    Thumbnail: PixelThumbnail,
  },
  {
    id: 'error',
    needs: { of: 'view', answer: 'numbers', along: 2, truth: true },
    places: ['live', 'kept'],
    width: 'square',
    upper: true,
    View: ErrorChart,
  },
  {
    id: 'loss',
    needs: { of: 'records' },
    places: ['live', 'kept'],
    width: 'curve',
    upper: true,
    Runs: LossChart,
  },
  {
    id: 'network',
    needs: { of: 'view' },
    places: ['live'],
    width: 'square',
    upper: false,
    View: NetworkChart,
  },
  {
    id: 'actual',
    needs: { of: 'view', answer: 'numbers' },
    places: ['live', 'kept'],
    width: 'square',
    upper: false,
    View: ActualChart,
  },
  {
    id: 'residuals',
    needs: { of: 'view', answer: 'numbers', inputs: 3 },
    places: ['live', 'kept'],
    width: 'curve',
    upper: false,
    View: ResidualsChart,
  },
  {
    id: 'importance',
    needs: { of: 'view', inputs: 3 },
    places: ['live', 'kept'],
    width: 'curve',
    upper: false,
    View: ImportanceChart,
  },
  {
    id: 'dependence',
    needs: { of: 'view', inputs: 3 },
    places: ['live', 'kept'],
    width: 'curve',
    upper: false,
    View: DependenceChart,
  },
  {
    id: 'confusion',
    needs: { of: 'view', answer: 'classes' },
    places: ['live', 'kept'],
    width: 'square',
    upper: false,
    View: ConfusionChart,
  },
  {
    id: 'accuracy',
    needs: { of: 'records', answer: 'classes' },
    places: ['live', 'kept', 'overlay'],
    width: 'curve',
    upper: false,
    Runs: AccuracyChart,
  },
  {
    id: 'gradient-norm',
    needs: { of: 'records' },
    places: ['live'],
    width: 'curve',
    upper: false,
    Runs: GradientNormChart,
  },
  {
    id: 'learning-rate',
    needs: { of: 'records', schedule: true },
    places: ['live', 'overlay'],
    width: 'curve',
    upper: false,
    Runs: LearningRateChart,
  },
];

/** The charts of one place that a run, or any of several, has something for. */
export function chartsFor(place: Place, runs: readonly ShownRun[]): readonly Chart[] {
  return charts.filter(
    (chart) => chart.places.includes(place) && runs.some((run) => serves(run, chart)),
  );
}

/** Whether a run has what a chart needs. */
export function serves({ experiment, log, view }: ShownRun, { needs }: Chart): boolean {
  const scheduled = experiment.schedule !== 'constant';
  if (needs.schedule && !scheduled) return false;
  if (needs.of === 'records')
    return log !== null && isOneOf(taskOf(experiment).answer.kind, needs.answer);
  return view !== null && shows(view.header, needs);
}

/** Whether data and answers are of the kind that a chart needs. */
function shows({ task, probe, probeTruth }: RunHeader, needs: Needs): boolean {
  return (
    task.inputs.length >= (needs.inputs ?? 1) &&
    isOneOf(task.answer.kind, needs.answer) &&
    isOneOf(probe.along.length, needs.along) &&
    (probeTruth !== null || needs.truth !== true)
  );
}

function isOneOf<T>(value: T, needed: T | undefined): boolean {
  return needed === undefined || value === needed;
}

/** What shows a kept run's answers small; undefined where nothing does. */
export function thumbnailFor(header: RunHeader): ComponentType<ThumbnailProps> | undefined {
  return charts.find(({ needs, Thumbnail }) => Thumbnail && shows(header, needs))?.Thumbnail;
}

/** Figures of what some runs have learnt, by every chart that has any for them. */
export function stillsOf(runs: readonly StillRun[], theme: ChartTheme): readonly Still[] {
  return charts.flatMap(({ needs, stills }) => {
    const [first, ...others] = runs.filter(({ header }) => shows(header, needs)).map(firstOutput);
    return stills === undefined || first === undefined ? [] : stills([first, ...others], theme);
  });
}
