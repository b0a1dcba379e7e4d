import { Checkbox, NativeSelect, SegmentedControl } from '@mantine/core';
import { useCallback, useMemo, useState } from 'react';
import type { RunsChartProps } from '#src/charts/chart-props.ts';
import type { Viewport } from '#src/charts/figure.ts';
import { curveTable } from '#src/charts/figures/curve-table.ts';
import {
  beforeName,
  type CurveKind,
  type CurveView,
  curvesFigure,
} from '#src/charts/figures/curves.ts';
import type { Scale } from '#src/charts/figures/ranges.ts';
import type { TimeUnit } from '#src/charts/figures/time-axis.ts';
import { PlotFrame } from '#src/charts/plot-frame.tsx';
import { curvesOf } from '#src/charts/shown-run.ts';

interface Props extends RunsChartProps {
  readonly kind: CurveKind;
  readonly title: string;
  readonly description: string;
  readonly note?: string;
  /** The y axis until the reader chooses. */
  readonly y: CurveView['y'];
}

const smoothings = [
  { value: '0', label: 'no smoothing' },
  { value: '0.6', label: 'smoothing 0.6' },
  { value: '0.9', label: 'smoothing 0.9' },
  { value: '0.98', label: 'smoothing 0.98' },
];

const timeUnits = {
  epoch: 'by epoch',
  step: 'by step',
  samples: 'by samples',
  seconds: 'by seconds',
} as const satisfies Record<TimeUnit, string>;

/** What the horizontal axis can count, linearly and logarithmically. */
const timeChoices = (['linear', 'log'] as const).flatMap((scale) =>
  Object.entries(timeUnits).map(([unit, label]) => ({
    value: `${unit} ${scale}`,
    label: scale === 'log' ? `${label}, log` : label,
  })),
);

/**
 * A quantity over training time, with the axes in the reader's hands. Several runs are overlaid in their own colours;
 * one alone has a colour for each line.
 */
export function CurveChart(props: Props) {
  const { id, kind, title, description, note, y, theme, footer, height } = props;
  const runs = useMemo(() => curvesOf(props.runs), [props.runs]);
  const [chosen, setChosen] = useState<Partial<CurveView>>({});
  const view = useMemo<CurveView>(() => ({ x: 'epoch', y, smoothing: 0, ...chosen }), [y, chosen]);
  const build = useCallback(
    (viewport: Viewport) => curvesFigure(kind, { runs, view, theme }, viewport),
    [kind, runs, view, theme],
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
      id={id}
      title={title}
      description={description}
      note={note}
      theme={theme}
      footer={footer}
      {...(props.subject !== undefined && { subject: props.subject })}
      build={build}
      sources={sources}
      table={() => curveTable(kind, runs)}
      height={height}
      controls={
        <>
          {hasFloors && (
            <Checkbox
              size="xs"
              label="all floors"
              checked={view.allFloors ?? false}
              data-testid="all-floors"
              onChange={(event) => choose({ allFloors: event.currentTarget.checked })}
            />
          )}
          {hasBefore && (
            <Checkbox
              size="xs"
              label={beforeName}
              checked={!view.hidesBefore}
              data-testid="run-before"
              onChange={(event) => choose({ hidesBefore: !event.currentTarget.checked })}
            />
          )}
          <NativeSelect
            size="xs"
            aria-label={`${title}: horizontal axis`}
            data={timeChoices}
            value={`${view.x} ${view.xScale ?? 'linear'}`}
            onChange={(event) => {
              const [x, xScale] = event.currentTarget.value.split(' ') as [TimeUnit, Scale];
              choose({ x, xScale });
            }}
          />
          <NativeSelect
            size="xs"
            aria-label={`${title}: smoothing`}
            data={smoothings}
            value={String(view.smoothing)}
            onChange={(event) => choose({ smoothing: Number(event.currentTarget.value) })}
          />
          <SegmentedControl
            size="xs"
            aria-label={`${title}: vertical axis`}
            data={[
              { value: 'linear', label: 'linear' },
              { value: 'log', label: 'log' },
            ]}
            value={view.y}
            onChange={(value) => choose({ y: value as CurveView['y'] })}
          />
        </>
      }
    />
  );
}
