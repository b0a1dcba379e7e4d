import { useComputedColorScheme } from '@mantine/core';
import { useMemo } from 'react';
import { AccuracyChart, LearningRateChart, LossChart } from '#src/charts/curve-charts.tsx';
import { Fit1dChart } from '#src/charts/fit-1d-chart.tsx';
import { runColour } from '#src/charts/theme.ts';
import { fields } from '#src/experiment/fields.ts';
import { classCount, taskOf } from '#src/experiment/targets.ts';
import type { StoredRun } from '#src/library/stored-run.ts';
import { DifferenceTable } from '#src/panels/compare/overlay/difference-table.tsx';
import shared from '#src/panels/shared/compare.module.css';
import { stillSnapshot } from '#src/panels/shared/run-pictures.tsx';
import { distinctRunNames } from '#src/panels/shared/run-words.ts';
import { chartRun, useRunLogs, useRunViews } from '#src/panels/shared/use-run-data.ts';
import { useCompare, useCompareCommands, useLibrary } from '#src/store/hooks.ts';
import { outcomeFigures } from '#src/studies/outcomes.ts';
import { ChoiceBox } from '#src/ui/choice-box.tsx';

/** More lines than this hide one another. */
const mostRuns = 24;

/** The runs that are selected or pinned, and not hidden, over one another. */
export function Overlay() {
  const all = useLibrary(({ runs, selected }) => {
    const chosen = new Set(selected);
    return runs.filter(({ id, pinned, visible }) => visible && (pinned || chosen.has(id)));
  });
  const runs = useMemo(() => all.slice(-mostRuns), [all]);
  const hasRuns = useLibrary((state) => state.runs.length > 0);
  if (!hasRuns) return null;
  if (runs.length === 0) {
    return (
      <p className={`${shared.card} ${shared.empty}`}>
        Select runs in the list to lay their curves over one another.
      </p>
    );
  }
  return (
    <>
      {all.length > mostRuns && (
        <p className={shared.quiet}>
          The latest {mostRuns} of {all.length} runs are drawn.
        </p>
      )}
      <DifferenceTable runs={runs} />
      <FigureChoice />
      <OverlayCharts runs={runs} />
    </>
  );
}

function OverlayCharts({ runs }: { runs: readonly StoredRun[] }) {
  const theme = useComputedColorScheme('light');
  const logs = useRunLogs(runs);
  const views = useRunViews(runs);
  const figure = useCompare((state) => state.figure);
  const names = useMemo(() => distinctRunNames(runs), [runs]);
  const curves = useMemo(
    () =>
      runs.flatMap((run) => {
        const log = logs.get(run.id);
        const name = names.get(run.id) as string;
        return log === undefined ? [] : [chartRun(run, name, log, views.get(run.id), theme)];
      }),
    [runs, logs, views, names, theme],
  );
  const classified = useMemo(() => {
    const ids = runs.flatMap((run) => (classCount(run.experiment) === null ? [] : [run.id]));
    return curves.filter(({ id }) => ids.includes(id));
  }, [runs, curves]);
  const lossNames = new Set(runs.map(({ experiment }) => fields.loss.options[experiment.loss]));
  const scheduled = runs.some(({ experiment }) => experiment.schedule !== 'constant');
  const words = { theme, footer: runs.length === 1 ? [...names.values()].join() : '' };
  return (
    <div className={shared.grid}>
      <section className={shared.card}>
        <LossChart
          {...words}
          runs={curves}
          lossName={lossNames.size === 1 ? [...lossNames].join() : 'Loss (of different kinds)'}
          y="log"
          only={figure}
          height="24rem"
        />
      </section>
      <FitOverlay runs={runs} views={views} names={names} />
      {classified.length > 0 && (
        <section className={shared.card}>
          <AccuracyChart {...words} runs={classified} height="22rem" />
        </section>
      )}
      {scheduled && (
        <section className={shared.card}>
          <LearningRateChart {...words} runs={curves} height="22rem" />
        </section>
      )}
    </div>
  );
}

/** Which loss is drawn and compared. */
function FigureChoice() {
  const figure = useCompare((state) => state.figure);
  const { chooseFigure } = useCompareCommands();
  return (
    <div className={shared.row}>
      <ChoiceBox
        label="Loss drawn"
        value={figure}
        onChange={chooseFigure}
        choices={(['heldOutLoss', 'trainLoss', 'runningLoss'] as const).map((value) => ({
          value,
          label: outcomeFigures[value].label,
        }))}
      />
    </div>
  );
}

interface FitOverlayProps {
  readonly runs: readonly StoredRun[];
  readonly views: ReturnType<typeof useRunViews>;
  readonly names: ReadonlyMap<string, string>;
}

/** The fits of runs that learn the same function of one input, on the points of the first. */
function FitOverlay({ runs, views, names }: FitOverlayProps) {
  const theme = useComputedColorScheme('light');
  const first = useMemo(() => runs.find(isLine), [runs]);
  const fits = useMemo(
    () =>
      runs.flatMap((run) => {
        const view = views.get(run.id);
        if (view === undefined || !sameFunction(run, first)) return [];
        return [
          {
            id: run.id,
            name: names.get(run.id) as string,
            colour: runColour(run.colour, theme),
            snapshots: stillSnapshot(view),
          },
        ];
      }),
    [runs, first, views, names, theme],
  );
  const header = first && views.get(first.id)?.header;
  if (header === undefined) return null;
  return (
    <section className={shared.card}>
      <Fit1dChart header={header} runs={fits} theme={theme} footer="" height="26rem" />
    </section>
  );
}

function isLine({ experiment }: StoredRun): boolean {
  const { inputs, answer } = taskOf(experiment);
  return inputs.length === 1 && answer.kind === 'numbers';
}

function sameFunction({ experiment: a }: StoredRun, first: StoredRun | undefined): boolean {
  if (first === undefined) return false;
  const b = first.experiment;
  return (
    a.target === b.target &&
    a.formula === b.formula &&
    JSON.stringify(a.domain) === JSON.stringify(b.domain)
  );
}
