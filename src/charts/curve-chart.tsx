import { Checkbox, NativeSelect } from '@mantine/core';
import { useCallback, useMemo, useState } from 'react';
import type { RunsChartProps } from '#src/charts/chart-props.ts';
import type { Viewport } from '#src/charts/figure.ts';
import type { CurveKind, CurveView } from '#src/charts/figures/curve-input.ts';
import { curveTable } from '#src/charts/figures/curve-table.ts';
import { beforeName } from '#src/charts/figures/curve-traces.ts';
import { curvesFigure } from '#src/charts/figures/curves.ts';
import type { Scale } from '#src/charts/figures/ranges.ts';
import type { TimeUnit } from '#src/charts/figures/time-axis.ts';
import { PlotFrame } from '#src/charts/plot-frame.tsx';
import { curvesOf } from '#src/charts/shown-run.ts';
import type { ChartTheme } from '#src/charts/theme.ts';
import { Segments } from '#src/ui/segments.tsx';
import { words } from '#words/charts/charts.ts';

interface Props extends RunsChartProps {
  readonly kind: CurveKind;
  readonly title: string;
  readonly description: string;
  readonly note?: string;
  /** The y axis until the reader chooses. */
  readonly y: CurveView['y'];
}

const smoothings = [
  { value: '0', label: words.noSmoothing },
  { value: '0.6', label: words.smoothing06 },
  { value: '0.9', label: words.smoothing09 },
  { value: '0.98', label: words.smoothing098 },
];

const timeUnits = {
  epoch: words.byEpoch,
  step: words.byStep,
  samples: words.bySamples,
  seconds: words.bySeconds,
} as const satisfies Record<TimeUnit, string>;

/** What the horizontal axis can count, linearly and logarithmically. */
const timeChoices = (['linear', 'log'] as const).flatMap((scale) =>
  Object.entries(timeUnits).map(([unit, label]) => ({
    value: `${unit} ${scale}`,
    label: scale === 'log' ? words.log(label) : label,
  })),
);

/**
 * A quantity over training time, with the axes in the reader's hands. Several runs are overlaid in their own colours;
 * one alone has a colour for each line.
 */
export function CurveChart(props: Props) {
  const { kind, title, description, note, y, frame } = props;
  const runs = useMemo(() => curvesOf(props.runs), [props.runs]);
  const [chosen, setChosen] = useState<Partial<CurveView>>({});
  const view = useMemo<CurveView>(() => ({ x: 'epoch', y, smoothing: 0, ...chosen }), [y, chosen]);
  const build = useCallback(
    (viewport: Viewport, theme: ChartTheme) => curvesFigure(kind, { runs, view, theme }, viewport),
    [kind, runs, view],
  );
  const sources = useMemo(
    () => runs.flatMap(({ log, shownTime }) => [log, ...(shownTime ? [shownTime] : [])]),
    [runs],
  );
  const hasFloors = kind.hasFloors === true && runs.some(({ floors = [] }) => floors.length > 1);
  const hasBefore = kind.hasBefore === true && runs.some(({ before }) => before != null);
  const choose = (change: Partial<CurveView>) => setChosen({ ...chosen, ...change });

  return (
    <PlotFrame
      {...frame}
      title={title}
      description={description}
      note={note}
      build={build}
      sources={sources}
      table={() => curveTable(kind, runs)}
      controls={
        <>
          {hasFloors && (
            <Checkbox
              label={words.allFloors}
              checked={view.allFloors ?? false}
              data-testid="all-floors"
              onChange={(event) => choose({ allFloors: event.currentTarget.checked })}
            />
          )}
          {hasBefore && (
            <Checkbox
              label={beforeName}
              checked={!view.hidesBefore}
              data-testid="run-before"
              onChange={(event) => choose({ hidesBefore: !event.currentTarget.checked })}
            />
          )}
          <NativeSelect
            aria-label={words.horizontalAxis(title)}
            data={timeChoices}
            value={`${view.x} ${view.xScale ?? 'linear'}`}
            onChange={(event) => {
              const [x, xScale] = event.currentTarget.value.split(' ') as [TimeUnit, Scale];
              choose({ x, xScale });
            }}
          />
          <NativeSelect
            aria-label={words.smoothing(title)}
            data={smoothings}
            value={String(view.smoothing)}
            onChange={(event) => choose({ smoothing: Number(event.currentTarget.value) })}
          />
          <Segments
            aria-label={words.verticalAxis(title)}
            data={[
              { value: 'linear', label: words.linear },
              { value: 'log', label: words.logarithmic },
            ]}
            value={view.y}
            onChange={(value) => choose({ y: value })}
          />
        </>
      }
    />
  );
}
