import { type ReactNode, useMemo } from 'react';
import type { ChartWords } from '#src/charts/chart-frame.tsx';
import { type Chart, chartsFor, type Place, serves } from '#src/charts/charts.tsx';
import { taskKey } from '#src/charts/output.ts';
import type { ShownRun } from '#src/charts/shown-run.ts';
import classes from '#src/panels/shared/chart-cards.module.css';
import { Later } from '#src/ui/later.tsx';

interface ChartCardsProps extends ChartWords {
  readonly place: Place;
  /** One, or several to overlay. Keep the same array while it is the same. */
  readonly runs: readonly ShownRun[];
  /** Stands over the charts, or under the first one where charts stand one under another. */
  readonly children?: ReactNode;
}

/** Heights in which a row of pictures and a row of curves fit one screen. */
const heights = {
  upper: 'clamp(16rem, 38vh, 26rem)',
  lower: 'clamp(14rem, 30vh, 22rem)',
} as const;

/** Every chart that a place has of some runs, in rows that they fill. */
export function ChartCards({ place, runs, children, ...words }: ChartCardsProps) {
  const charts = chartsFor(place, runs);
  const row = (upper: boolean) =>
    charts
      .filter((chart) => chart.upper === upper)
      .map((chart) => {
        const height = upper ? heights.upper : heights.lower;
        const drawn = <ChartOf {...words} chart={chart} runs={runs} height={height} />;
        return (
          <section
            key={chart.id}
            className={`${classes.card} ${classes[chart.width]} ${chart.leads ? classes.leading : ''}`}
          >
            {chart.leads ? drawn : <Later>{drawn}</Later>}
          </section>
        );
      });
  return (
    <div className={classes.container}>
      <div className={classes.row}>
        {children && <div className={classes.aside}>{children}</div>}
        {row(true)}
      </div>
      <div className={classes.row}>
        <Later>{row(false)}</Later>
      </div>
    </div>
  );
}

interface ChartOfProps extends ChartWords {
  readonly chart: Chart;
  readonly runs: readonly ShownRun[];
  readonly height: string;
}

function ChartOf({ chart, runs, ...words }: ChartOfProps) {
  const served = useMemo(() => runs.filter((run) => serves(run, chart)), [runs, chart]);
  const view = served[0]?.view;
  // Inputs and outputs that are chosen are those of a task; what is chosen of records stays.
  const key = view && chart.needs.of === 'view' ? taskKey(view.header.task) : '';
  const frame = { ...words, id: chart.id };
  if ('Runs' in chart) return <chart.Runs key={key} frame={frame} runs={served} />;
  return view && <chart.View key={key} frame={frame} {...view} />;
}
