import type { ChartWords } from '#src/charts/chart-frame.tsx';
import type { RunView, ShownRun } from '#src/charts/shown-run.ts';

/** What a chart hands on to its frame. */
interface FrameProps extends ChartWords {
  /** Tells the chart from the others, in every language. */
  readonly id: string;
  /** Of the chart itself, as CSS. */
  readonly height: string;
}

/** What every chart of the table is given. */
interface ChartProps {
  readonly frame: FrameProps;
}

/** What a chart of one run's data and answers is given. */
export interface ViewChartProps extends ChartProps, RunView {}

/** What a chart of one or more runs is given. */
export interface RunsChartProps extends ChartProps {
  /** They have what the chart needs. Keep the same array while it is the same. */
  readonly runs: readonly ShownRun[];
}
