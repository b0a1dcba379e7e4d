import { Checkbox } from '@mantine/core';
import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react';
import type { ViewChartProps } from '#src/charts/chart-props.ts';
import type { Range, Source, Viewport } from '#src/charts/figure.ts';
import { sliceNote } from '#src/charts/figures/probe-input.ts';
import {
  type SurfaceKind,
  surfaceFigure,
  surfaceRange,
  surfaceTable,
} from '#src/charts/figures/regression-2d.ts';
import { answersOf, headerOf, outputNames } from '#src/charts/output.ts';
import { OutputChoice } from '#src/charts/output-choice.tsx';
import { PlotFrame } from '#src/charts/plot-frame.tsx';
import type { ChartTheme } from '#src/charts/theme.ts';
import { useSlice } from '#src/charts/use-slice.tsx';
import type { RunHeader } from '#src/records/run-header.ts';
import { words as texts } from '#words/charts/charts.ts';

const words = {
  target: {
    title: texts.target,
    description: texts.theFunctionToBeLearnt,
    note: '',
  },
  fit: {
    title: texts.fit,
    description: texts.theNetworksAnswersOver,
    note: texts.inTheColoursOfTheTarget,
  },
  error: {
    title: texts.error,
    description: texts.theNetworksAnswersMinus,
    note: texts.fitMinusTarget,
  },
} as const satisfies Record<SurfaceKind, unknown>;

const neverChanges: readonly Source[] = [];

/** The function to be learnt, as a map. */
export function TargetChart(props: ViewChartProps) {
  return <MapChart {...props} kind="target" />;
}

/** What the network answers, as a map in the colours of the target. */
export function SurfaceChart(props: ViewChartProps) {
  const { header, snapshots, controls } = useSlice(props, words.fit.title);
  return (
    <MapChart {...props} header={header} snapshots={snapshots} choices={controls} kind="fit" />
  );
}

/** By how much the answers are off, as a map. */
export function ErrorChart(props: ViewChartProps) {
  return <MapChart {...props} kind="error" />;
}

interface MapProps extends ViewChartProps {
  readonly kind: SurfaceKind;
  readonly choices?: ReactNode;
}

function MapChart(props: MapProps) {
  const { kind, snapshots, frame } = props;
  const [output, setOutput] = useState(0);
  const header = useMemo(() => headerOf(props.header, output), [props.header, output]);
  const [showPoints, setShowPoints] = useState(false);
  const previous = useRef<{ readonly of: RunHeader; readonly range: Range } | null>(null);
  const build = useCallback(
    (viewport: Viewport, theme: ChartTheme) => {
      const predictions = answersOf(header, snapshots.snapshot?.predictions, output);
      const input = { kind, header, predictions, showPoints, theme };
      const kept = previous.current?.of === header ? previous.current.range : null;
      const range = surfaceRange(input, kept);
      previous.current = { of: header, range };
      return surfaceFigure(input, range, viewport);
    },
    [kind, header, output, snapshots, showPoints],
  );
  const sources = useMemo(
    () => (kind === 'target' ? neverChanges : [snapshots]),
    [kind, snapshots],
  );
  const { title, description, note } = words[kind];
  return (
    <PlotFrame
      {...frame}
      title={title}
      description={description}
      note={[note, sliceNote(header)].filter(Boolean).join(' ')}
      build={build}
      sources={sources}
      table={() => {
        const predictions = answersOf(header, snapshots.snapshot?.predictions, output);
        return surfaceTable({ header, predictions });
      }}
      controls={
        <>
          {props.choices}
          <OutputChoice
            title={title}
            names={outputNames(header.task)}
            value={output}
            onChange={setOutput}
          />
          <Checkbox
            label={texts.trainingPoints}
            checked={showPoints}
            onChange={(event) => setShowPoints(event.currentTarget.checked)}
          />
        </>
      }
    />
  );
}
