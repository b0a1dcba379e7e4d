import { Button, useComputedColorScheme } from '@mantine/core';
import { useMemo, useState } from 'react';
import { tallHeight } from '#src/charts/chart-frame.tsx';
import type { ParallelAxis } from '#src/charts/figures/parallel.ts';
import { numbersOf } from '#src/charts/figures/sweep.ts';
import { ParallelChart } from '#src/charts/parallel-chart.tsx';
import type { Batch } from '#src/library/batch.ts';
import type { StoredRun } from '#src/library/stored-run.ts';
import { studyFooter } from '#src/panels/compare/shared/study-of.ts';
import type { BatchRuns } from '#src/panels/shared/use-batch-runs.ts';
import { metrics } from '#src/records/metrics.ts';
import { besideLoss } from '#src/records/quality.ts';
import { hasDiverged } from '#src/records/run-header.ts';
import { useCompareCommands, useServices } from '#src/store/hooks.ts';
import { type OutcomeMetric, outcomeOf } from '#src/studies/outcomes.ts';
import { Card } from '#src/ui/card.tsx';
import { Prose } from '#src/ui/prose.tsx';
import { Row } from '#src/ui/row.tsx';
import { words } from '#words/compare/sweep.ts';
import { metricLabel } from '#words/losses.ts';
import { qualityWords } from '#words/metrics.ts';

interface SweepParallelProps {
  readonly batch: Batch;
  readonly runs: BatchRuns;
  readonly metric: OutcomeMetric;
}

/** Every run of a sweep as a line over its settings and what it came to. */
export function SweepParallel({ batch, runs, metric }: SweepParallelProps) {
  const theme = useComputedColorScheme('light');
  const { library } = useServices().compare;
  const { showTab } = useCompareCommands();
  const [brushed, setBrushed] = useState<readonly number[] | null>(null);
  const lines = useMemo(
    () =>
      runs.groups.flatMap(({ group, runs: ofGroup }) =>
        ofGroup.flatMap((run) => (run === null ? [] : [{ run, at: group.at }])),
      ),
    [runs.groups],
  );
  const axes = useMemo((): readonly ParallelAxis[] => {
    const settings = batch.axes.map(({ label, values }, a): ParallelAxis => {
      const numbers = numbersOf(values);
      const index = ({ at }: (typeof lines)[number]) => at[a] as number;
      if (numbers === null)
        return { label, scale: 'category', names: values, values: lines.map(index) };
      const scale = Math.min(...numbers) > 0 ? 'log' : 'linear';
      const at = lines.map((line) => numbers[index(line)] as number);
      return { label, scale, values: at, ticks: numbers };
    });
    const rmse = (run: StoredRun) => besideLoss(metric, run, outcomeOf(run, metric)).rmse;
    const roots: ParallelAxis = {
      label: qualityWords.rmse.label,
      scale: 'log',
      values: lines.map(({ run }) => rmse(run) ?? Number.NaN),
    };
    const outcome = (of: OutcomeMetric): ParallelAxis => ({
      label: metricLabel(of, runs.kept),
      scale: metrics[of].better === 'lower' ? 'log' : 'linear',
      values: lines.map(({ run }) =>
        hasDiverged(run) ? Number.POSITIVE_INFINITY : outcomeOf(run, of),
      ),
    });
    return [
      ...settings,
      {
        label: words.seed,
        scale: 'category',
        names: batch.seeds.map(String),
        values: lines.map(({ run }) => batch.seeds.indexOf(run.experiment.seed)),
      },
      {
        label: words.seconds,
        scale: 'linear',
        values: lines.map(({ run }) => run.figures.seconds),
      },
      ...(metric === 'runningLoss' ? [] : [outcome('runningLoss')]),
      ...(lines.some(({ run }) => rmse(run) !== undefined) ? [roots] : []),
      outcome(metric),
    ];
  }, [batch, lines, runs.kept, metric]);
  const chosen = brushed?.flatMap((line) => lines[line]?.run.id ?? []) ?? [];
  return (
    <Card>
      <ParallelChart
        axes={axes}
        colourBy={axes.length - 1}
        lowerIsBetter={metrics[metric].better === 'lower'}
        onBrush={setBrushed}
        theme={theme}
        footer={studyFooter(batch)}
        height={tallHeight}
      />
      {brushed !== null && brushed.length < lines.length && (
        <Row mt="0.75rem">
          <Prose role="status">{words.passThrough(chosen.length, lines.length)}</Prose>
          <Button
            disabled={chosen.length === 0}
            onClick={() => {
              library.select(chosen);
              showTab('runs');
            }}
          >
            {words.selectThemInTheList}
          </Button>
        </Row>
      )}
    </Card>
  );
}
