import { Checkbox } from '@mantine/core';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { RunsChartProps } from '#src/charts/chart-props.ts';
import type { Viewport } from '#src/charts/figure.ts';
import { beforeName } from '#src/charts/figures/curve-traces.ts';
import {
  type Fit1dRanges,
  fit1dFigure,
  fit1dRanges,
  fit1dTable,
} from '#src/charts/figures/fit-1d.ts';
import { thinningNote } from '#src/charts/figures/points.ts';
import { answersOf, headerOf, outputNames } from '#src/charts/output.ts';
import { OutputChoice } from '#src/charts/output-choice.tsx';
import { PlotFrame } from '#src/charts/plot-frame.tsx';
import { learnTheSame } from '#src/charts/shown-run.ts';
import type { ChartTheme } from '#src/charts/theme.ts';
import type { RunHeader } from '#src/records/run-header.ts';
import { words } from '#words/charts/charts.ts';

/** The function, its samples and what the networks make of it, for runs that learn the function of the first. */
export function Fit1dChart(props: RunsChartProps) {
  const [first] = props.runs.flatMap(({ view }) => view ?? []);
  return first ? <Fit {...props} header={first.header} /> : null;
}

function Fit(props: RunsChartProps & { readonly header: RunHeader }) {
  const { frame } = props;
  const [output, setOutput] = useState(0);
  const header = useMemo(() => headerOf(props.header, output), [props.header, output]);
  const runs = useMemo(
    () =>
      props.runs.flatMap(({ view, ...run }) =>
        view !== null && learnTheSame(view.header, props.header) ? [{ ...run, ...view }] : [],
      ),
    [props.runs, props.header],
  );
  const [wantsHeldOut, setWantsHeldOut] = useState(false);
  const hasHeldOut = header.heldOut.rows > 0;
  const showHeldOut = wantsHeldOut && hasHeldOut;
  const previous = useRef<{ readonly of: RunHeader; readonly ranges: Fit1dRanges } | null>(null);
  const fits = useCallback(
    () =>
      runs.map(({ id, name, colour, snapshots }) => ({
        id,
        name,
        colour,
        predictions: answersOf(header, snapshots.snapshot?.predictions, output),
      })),
    [runs, header, output],
  );
  const [hidesBefore, setHidesBefore] = useState(false);
  const before = useMemo(() => {
    const [run, ...others] = runs;
    if (run?.before == null || others.length > 0) return null;
    if (!learnTheSame(run.before.header, props.header)) return null;
    return answersOf(header, run.before.snapshot?.predictions, output);
  }, [runs, props.header, header, output]);
  const build = useCallback(
    (viewport: Viewport, theme: ChartTheme) => {
      const kept = previous.current?.of === header ? previous.current.ranges : null;
      const input = {
        header,
        fits: fits(),
        before: hidesBefore ? null : before,
        showHeldOut,
        theme,
        previous: kept,
      };
      const ranges = fit1dRanges(input);
      previous.current = { of: header, ranges };
      return fit1dFigure(input, ranges, viewport);
    },
    [header, fits, before, hidesBefore, showHeldOut],
  );
  const sources = useMemo(() => runs.map((run) => run.snapshots), [runs]);
  const notes = [thinningNote(header, 'train'), showHeldOut ? thinningNote(header, 'heldOut') : ''];

  return (
    <PlotFrame
      {...frame}
      title={words.fit}
      description={words.theTargetFunctionThe}
      note={notes.filter(Boolean).join(' ')}
      build={build}
      sources={sources}
      table={() => fit1dTable({ header, fits: fits() })}
      controls={
        <>
          <OutputChoice
            title={words.fit}
            names={outputNames(header.task)}
            value={output}
            onChange={setOutput}
          />
          {before !== null && (
            <Checkbox
              label={beforeName}
              checked={!hidesBefore}
              data-testid="fit-before"
              onChange={(event) => setHidesBefore(!event.currentTarget.checked)}
            />
          )}
          {hasHeldOut && (
            <Checkbox
              label={words.heldOutPoints}
              checked={showHeldOut}
              onChange={(event) => setWantsHeldOut(event.currentTarget.checked)}
            />
          )}
        </>
      }
    />
  );
}
