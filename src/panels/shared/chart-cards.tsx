import { type ReactNode, useMemo, useRef } from 'react';
import type { ChartWords } from '#src/charts/chart-frame.tsx';
import { type Chart, chartsFor, type Place, serves } from '#src/charts/charts.tsx';
import { taskKey } from '#src/charts/output.ts';
import type { ShownRun } from '#src/charts/shown-run.ts';
import classes from '#src/panels/shared/chart-cards.module.css';
import { useTurn } from '#src/ui/use-turn.ts';

interface ChartCardsProps extends ChartWords {
  readonly place: Place;
  /** One, or several to overlay. Keep the same array while it is the same. */
  readonly runs: readonly ShownRun[];
  /** Stands over the charts, or under the first one where charts stand one under another. */
  readonly children?: ReactNode;
}

/** Every chart that a place has of some runs, in rows that they fill. */
export function ChartCards({ place, runs, children, ...words }: ChartCardsProps) {
  const charts = chartsFor(place, runs);
  const row = (upper: boolean) =>
    charts
      .filter((chart) => chart.upper === upper)
      .map((chart) => <ChartCard key={chart.id} {...words} chart={chart} runs={runs} />);
  return (
    <div className={classes.container}>
      <div className={classes.row}>
        {children && <div className={classes.aside}>{children}</div>}
        {row(true)}
      </div>
      <div className={classes.row}>{row(false)}</div>
    </div>
  );
}

interface ChartOfProps extends ChartWords {
  readonly chart: Chart;
  readonly runs: readonly ShownRun[];
}

/** A chart in its room, which is there before it: what comes late moves nothing that is read. */
function ChartCard(props: ChartOfProps) {
  const { leads, upper, width } = props.chart;
  const place = useRef<HTMLElement>(null);
  const isDue = useTurn(place);
  const kinds = [classes[width], upper && classes.upper, leads && classes.leading];
  return (
    <section ref={place} className={[classes.card, ...kinds].filter(Boolean).join(' ')}>
      {(leads || isDue) && <ChartOf {...props} />}
    </section>
  );
}

function ChartOf({ chart, runs, ...words }: ChartOfProps) {
  const served = useMemo(() => runs.filter((run) => serves(run, chart)), [runs, chart]);
  const view = served[0]?.view;
  // Inputs and outputs that are chosen are those of a task; what is chosen of records stays.
  const key = view && chart.needs.of === 'view' ? taskKey(view.header.task) : '';
  const frame = { ...words, id: chart.id, height: 'var(--chart-height)' };
  if ('Runs' in chart) return <chart.Runs key={key} frame={frame} runs={served} />;
  return view && <chart.View key={key} frame={frame} {...view} />;
}
