import { NativeSelect } from '@mantine/core';
import { useCallback, useMemo, useState } from 'react';
import type { ViewChartProps } from '#src/charts/chart-props.ts';
import type { Viewport } from '#src/charts/figure.ts';
import { dependenceFigure, dependenceTable } from '#src/charts/figures/dependence.ts';
import { importanceFigure, importanceTable } from '#src/charts/figures/importance.ts';
import { Inquiry } from '#src/charts/inquiry.ts';
import { classLabels, outputNames, setOf } from '#src/charts/output.ts';
import { OutputChoice } from '#src/charts/output-choice.tsx';
import { PlotFrame } from '#src/charts/plot-frame.tsx';
import { PointMenu } from '#src/charts/point-menu.tsx';
import type { ChartTheme } from '#src/charts/theme.ts';
import { useChanges } from '#src/charts/use-changes.ts';
import { rowsOfSet, words } from '#words/charts/inputs.ts';

const noteMilliseconds = 250;

/** How much worse the answers become without what each input tells. */
export function ImportanceChart(props: ViewChartProps) {
  const { header, snapshots, explain, frame } = props;
  const [output, setOutput] = useState(0);
  const names = useMemo(() => header.axes.map(({ name }) => name), [header]);
  const isClasses = header.task.answer.kind === 'classes';
  const set = setOf(header, 'heldOut');
  const inquiry = useMemo(
    () =>
      new Inquiry(
        async (snapshot) => (await explain?.importance(header, snapshot, output)) ?? null,
      ),
    [header, explain, output],
  );
  const build = useCallback(
    (viewport: Viewport, theme: ChartTheme) => {
      const importance = inquiry.at(snapshots.snapshot);
      return importanceFigure({ names, isClasses, importance, theme }, viewport);
    },
    [inquiry, snapshots, names, isClasses],
  );
  const sources = useMemo(() => [snapshots, inquiry], [snapshots, inquiry]);
  useChanges(sources, noteMilliseconds);
  const known = inquiry.answer;
  const { title, description, note } = words.importance;
  return (
    <PlotFrame
      {...frame}
      title={title}
      description={description}
      note={known ? note(rowsOfSet[set](known.rows), known.score, isClasses) : ''}
      build={build}
      sources={sources}
      table={() => importanceTable({ names, importance: inquiry.answer })}
      controls={
        <OutputChoice
          title={title}
          names={outputNames(header.task)}
          value={output}
          onChange={setOutput}
        />
      }
    />
  );
}

/** What the network answers along one input. */
export function DependenceChart(props: ViewChartProps) {
  const { header, snapshots, explain, frame } = props;
  const { axes, task } = header;
  const set = setOf(header, 'heldOut');
  const rows = header[set];
  const [output, setOutput] = useState(0);
  const [along, setAlong] = useState<readonly number[]>([0]);
  const [chosen, setChosen] = useState<Float64Array | null>(null);
  const point = chosen?.length === axes.length ? chosen : header.probe.held;
  const input = Math.min(along[0] ?? 0, axes.length - 1);
  const isProbability = task.answer.kind === 'classes';
  const names = useMemo(
    () => (isProbability ? classLabels(task) : outputNames(task)),
    [task, isProbability],
  );
  const { title, description, note, probability } = words.dependence;
  const answered = names[output] ?? names[0] ?? '';
  const answerName = isProbability ? probability(answered) : answered;
  const inquiry = useMemo(
    () =>
      new Inquiry(
        async (snapshot) =>
          (await explain?.dependence(header, snapshot, { input, output, point })) ?? null,
      ),
    [header, explain, input, output, point],
  );
  const name = axes[input]?.name ?? '';
  const at = point[input] ?? Number.NaN;
  const describe = useCallback(() => {
    const dependence = inquiry.at(snapshots.snapshot);
    return { name, answerName, dependence, at, isProbability };
  }, [inquiry, snapshots, name, answerName, at, isProbability]);
  const build = useCallback(
    (viewport: Viewport, theme: ChartTheme) => dependenceFigure({ ...describe(), theme }, viewport),
    [describe],
  );
  const sources = useMemo(() => [snapshots, inquiry], [snapshots, inquiry]);
  useChanges(sources, noteMilliseconds);
  const known = inquiry.answer;
  return (
    <PlotFrame
      {...frame}
      title={title}
      description={description}
      note={known ? note(known.answer) : ''}
      build={build}
      sources={sources}
      table={() => dependenceTable(describe())}
      controls={
        <>
          {names.length > 1 && (
            <NativeSelect
              aria-label={`${title}: ${words.slice.class}`}
              data={names.map((label, i) => ({ value: String(i), label }))}
              value={String(output)}
              onChange={(event) => setOutput(Number(event.currentTarget.value))}
            />
          )}
          <PointMenu
            id={frame.id}
            title={title}
            axes={axes}
            set={set}
            rows={rows}
            along={[input]}
            onAlong={setAlong}
            point={point}
            onPoint={setChosen}
          />
        </>
      }
    />
  );
}
