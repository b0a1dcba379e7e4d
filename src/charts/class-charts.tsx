import { NativeSelect } from '@mantine/core';
import type { LayoutImage } from 'plotly.js';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import type { ViewChartProps } from '#src/charts/chart-props.ts';
import { CloserLook } from '#src/charts/closer-look.ts';
import type { Figure, Source, Viewport } from '#src/charts/figure.ts';
import {
  type ClassesInput,
  pointInWords,
  type ShownPoints,
  type ShownSet,
} from '#src/charts/figures/classes.ts';
import { classLineFigure, classLineTable } from '#src/charts/figures/classes-1d.ts';
import {
  dataFigure,
  onPlane,
  pointsTable,
  regionsFigure,
  regionsTable,
} from '#src/charts/figures/classes-2d.ts';
import { confusionFigure, confusionTable, recallNote } from '#src/charts/figures/confusion.ts';
import type { PlotArea } from '#src/charts/figures/marks.ts';
import { thinningNote } from '#src/charts/figures/points.ts';
import { sliceNote } from '#src/charts/figures/probe-input.ts';
import { setOf } from '#src/charts/output.ts';
import type { Hovered } from '#src/charts/plot.tsx';
import { PlotFrame } from '#src/charts/plot-frame.tsx';
import { SetChoice } from '#src/charts/set-choice.tsx';
import type { Table } from '#src/charts/table.ts';
import type { ChartTheme } from '#src/charts/theme.ts';
import { useChanges } from '#src/charts/use-changes.ts';
import { useSlice } from '#src/charts/use-slice.tsx';
import { keepLatest } from '#src/lib/keep-latest.ts';
import { words } from '#words/charts/charts.ts';

interface Props extends ViewChartProps {
  readonly title: string;
  readonly description: string;
  /** Which points are shown until the reader chooses. */
  readonly initialSet: ShownSet;
  /** Whether the figure shows what the network answers, and so changes with it. */
  readonly live: boolean;
  /** Whether it shows the line or plane that the network is asked on. */
  readonly onProbe?: true;
  readonly note?: string;
  /** What is to be said of the answers as they are now. */
  readonly report?: (input: Omit<ClassesInput, 'theme'>) => string;
  /** Whether points may be hidden, all or those that are answered rightly. */
  readonly hides?: true;
  /** Choose what is shown, beside the set. */
  readonly choices?: ReactNode;
  /** Every point of the header counts, not only those that are drawn. */
  readonly counts?: true;
  readonly figure: (input: ClassesInput, viewport: Viewport) => Figure;
  readonly table: (input: Omit<ClassesInput, 'theme'>) => Table;
}

const neverChanges: readonly Source[] = [];

/** Pixels from the pointer within which a point is told. */
const pointReach = 8;

const pointChoices: { value: ShownPoints; label: string }[] = [
  { value: 'all', label: words.allPoints },
  { value: 'wrong', label: words.wrongOnes },
  { value: 'none', label: words.noPoints },
];

/** A chart of points in the plane and the classes they belong to, for the training or the held-out set. */
function ClassChart(props: Props) {
  const { header, snapshots, figure, table, title, live, frame } = props;
  const [chosen, setSet] = useState(props.initialSet);
  const set = setOf(header, chosen);
  const [points, setPoints] = useState<ShownPoints>('all');
  const { ask } = props;
  const look = useMemo(() => (live && ask ? new CloserLook(ask) : null), [live, ask]);
  const [keepPoints] = useState(() => keepLatest<LayoutImage>());
  const build = useCallback(
    (viewport: Viewport, theme: ChartTheme) => {
      const snapshot = live ? snapshots.snapshot : null;
      const closer = (area: PlotArea) => snapshot && (look?.at(header, snapshot, area) ?? null);
      return figure({ header, snapshot, set, points, closer, keepPoints, theme }, viewport);
    },
    [header, snapshots, live, set, points, look, keepPoints, figure],
  );
  const nearby = ({ x, y, pixel }: Hovered) => {
    const input = { header, snapshot: snapshots.snapshot, set, points, theme: frame.theme };
    const reach = [pixel[0] * pointReach, pixel[1] * pointReach] as const;
    return pointInWords(input, onPlane(input), [x, y], reach);
  };
  const sources = useMemo(
    () => (live ? [snapshots, ...(look ? [look] : [])] : neverChanges),
    [live, snapshots, look],
  );
  const thinning = thinningNote(header, set, props.counts);
  const slice = props.onProbe ? sliceNote(header) : '';
  useChanges(props.report ? sources : neverChanges, 250);
  const report = props.report?.({ header, snapshot: snapshots.snapshot, set });
  return (
    <PlotFrame
      {...frame}
      title={title}
      description={props.description}
      note={[props.note, report, slice, thinning].filter(Boolean).join(' ')}
      build={build}
      nearby={props.hides && nearby}
      sources={sources}
      table={() => table({ header, snapshot: snapshots.snapshot, set })}
      controls={
        <>
          {props.choices}
          <SetChoice header={header} title={title} value={set} onChange={setSet} />
          {props.hides && (
            <NativeSelect
              aria-label={words.pointsShown(title)}
              data-testid={`points-${frame.id}`}
              data={pointChoices}
              value={points}
              onChange={(event) => setPoints(event.currentTarget.value as ShownPoints)}
            />
          )}
        </>
      }
    />
  );
}

/** The points by class, before any network. */
export function ClassDataChart(props: ViewChartProps) {
  return (
    <ClassChart
      {...props}
      title={words.data}
      description={words.thePointsInThePlane}
      initialSet="train"
      live={false}
      figure={dataFigure}
      table={pointsTable}
    />
  );
}

/** What the network answers all over the plane. */
export function RegionsChart(props: ViewChartProps) {
  const title = words.decisionRegions;
  const { header, snapshots, controls } = useSlice(props, title);
  return (
    <ClassChart
      {...props}
      header={header}
      snapshots={snapshots}
      choices={controls}
      onProbe
      title={title}
      description={words.theClassThatTheNetwork}
      note={words.theStrongerTheColour}
      initialSet="train"
      live
      hides
      figure={regionsFigure}
      table={regionsTable}
    />
  );
}

/** What the network answers along a line. */
export function ClassLineChart(props: ViewChartProps) {
  return (
    <ClassChart
      {...props}
      onProbe
      title={words.classProbabilities}
      description={words.theProbabilityThatThe}
      note={words.belowBarsShowWhereA}
      initialSet="train"
      live
      figure={classLineFigure}
      table={classLineTable}
    />
  );
}

/** Which classes are taken for which. */
export function ConfusionChart(props: ViewChartProps) {
  return (
    <ClassChart
      {...props}
      title={words.confusionMatrix}
      description={words.howManyPointsOfEach}
      initialSet="heldOut"
      live
      counts
      report={recallNote}
      figure={confusionFigure}
      table={confusionTable}
    />
  );
}
