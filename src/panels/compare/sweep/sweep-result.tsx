import { Button, useComputedColorScheme } from '@mantine/core';
import { memo, useMemo, useState } from 'react';
import { tallHeight } from '#src/charts/chart-frame.tsx';
import { besideCell, type SweepCell, type SweepInput } from '#src/charts/figures/sweep.ts';
import { HeatMapChart, SweepLineChart } from '#src/charts/sweep-charts.tsx';
import type { Experiment } from '#src/experiment/fields.ts';
import { classCount } from '#src/experiment/targets.ts';
import { messageText } from '#src/lib/message.ts';
import { ascending, memberQuantile } from '#src/lib/statistics.ts';
import type { Batch } from '#src/library/batch.ts';
import type { StoredRun } from '#src/library/stored-run.ts';
import type { BatchResultProps } from '#src/panels/compare/shared/batch-result.tsx';
import { chosenCriterion } from '#src/panels/compare/shared/criterion.ts';
import { CriterionChoice } from '#src/panels/compare/shared/criterion-choice.tsx';
import { MissingRuns } from '#src/panels/compare/shared/missing-runs.tsx';
import { studyFooter } from '#src/panels/compare/shared/study-of.ts';
import { useCriterion } from '#src/panels/compare/shared/use-criterion.ts';
import { middleRun } from '#src/panels/compare/sweep/middle-run.ts';
import { RayTuneButton } from '#src/panels/compare/sweep/ray-tune-button.tsx';
import { SmallMultiples } from '#src/panels/compare/sweep/small-multiples.tsx';
import classes from '#src/panels/compare/sweep/sweep.module.css';
import { SweepLink } from '#src/panels/compare/sweep/sweep-link.tsx';
import { SweepParallel } from '#src/panels/compare/sweep/sweep-parallel.tsx';
import type { BatchRuns } from '#src/panels/shared/use-batch-runs.ts';
import { useGuessing } from '#src/panels/shared/use-run-data.ts';
import { isMeasured, metrics } from '#src/records/metrics.ts';
import { hasDiverged } from '#src/records/run-header.ts';
import { useCompareCommands, useServices } from '#src/store/hooks.ts';
import { sweepOf } from '#src/studies/make-batch.ts';
import {
  type LossMetric,
  lossMetrics,
  type OutcomeMetric,
  outcomeMetrics,
  seedOutcomes,
  sharedMetric,
} from '#src/studies/outcomes.ts';
import type { Criterion } from '#src/studies/seed-statistics.ts';
import { succeeds } from '#src/studies/successes.ts';
import { sweepStatements, sweepVerdict } from '#src/studies/sweep-verdict.ts';
import { Card } from '#src/ui/card.tsx';
import { ChoiceBox } from '#src/ui/choice-box.tsx';
import { Prose } from '#src/ui/prose.tsx';
import { Row } from '#src/ui/row.tsx';
import { settingText } from '#src/words/differences.ts';
import { sweepTexts, words as texts } from '#words/compare/sweep.ts';
import { inSentence } from '#words/forms.ts';
import { metricLabel } from '#words/losses.ts';
import { besideText, metricText, metricWords } from '#words/metrics.ts';

/** What a sweep says so far. */
export const SweepResult = memo(function SweepResult({ batch, runs }: BatchResultProps) {
  const theme = useComputedColorScheme('light');
  const { lookAt } = useCompareCommands();
  const [chosen, setMetric] = useState<OutcomeMetric>('heldOutLoss');
  const metric = sharedMetric(chosen, experimentsOf(batch));
  const sweep = useSweepInput(batch, runs, metric);
  const words = { theme, footer: studyFooter(batch) };
  const made = useMemo(() => sweepOf(batch), [batch]);

  /** A cell stands for several runs: the one in the middle is looked at; a row of one seed has but one. */
  const openCell = (column: number, row: number) => {
    const seeds = [
      ...new Set(sweep.cells.flatMap(({ values }) => values.map(({ seed }) => seed))),
    ].sort((a, b) => b - a);
    const group = runs.groups.find(
      ({ group: { at } }) => at[0] === column && (at.length < 2 || at[1] === row),
    );
    const seed = batch.axes.length === 1 ? seeds[row] : undefined;
    const run =
      seed === undefined
        ? group && middleRun(group, metric)
        : group?.runs.find((candidate) => candidate?.experiment.seed === seed);
    if (run) lookAt(run.id);
  };

  return (
    <>
      <Row>
        <ChoiceBox
          label={texts.metric}
          value={metric}
          onChange={setMetric}
          choices={metricsFor(batch).map((value) => ({
            value,
            label: metricWords[value].label,
          }))}
        />
        <CriterionChoice batch={batch} hasClasses={hasClasses(batch)} />
        <SelectRuns runs={runs} />
        {made !== null && <RayTuneButton sweep={made} />}
        <SweepLink batch={batch} />
      </Row>
      <MissingRuns batch={batch} runs={runs} />
      {runs.kept.length > 0 && (
        <>
          <Best batch={batch} sweep={sweep} metric={metric} />
          <div className={classes.charts}>
            {batch.axes.length === 1 && (
              <Card>
                <SweepLineChart {...words} sweep={sweep} height={tallHeight} />
              </Card>
            )}
            <Card>
              <HeatMapChart {...words} sweep={sweep} onCell={openCell} height={tallHeight} />
            </Card>
          </div>
          <SmallMultiples batch={batch} runs={runs} metric={metric} />
          <SweepParallel batch={batch} runs={runs} metric={metric} />
        </>
      )}
    </>
  );
});

/** The losses, and the accuracies where there are classes. */
function metricsFor(batch: Batch): readonly OutcomeMetric[] {
  const experiments = experimentsOf(batch);
  return outcomeMetrics.filter(
    (id) =>
      experiments.some((experiment) => isMeasured(id, experiment)) &&
      sharedMetric(id, experiments) === id,
  );
}

function experimentsOf({ groups }: Batch): readonly Experiment[] {
  return groups.map(({ experiment }) => experiment);
}

function hasClasses(batch: Batch): boolean {
  return experimentsOf(batch).some((experiment) => classCount(experiment) !== null);
}

/** The outcomes as charts want them; a failure is a run that diverged or misses the criterion. */
function useSweepInput(batch: Batch, runs: BatchRuns, metric: OutcomeMetric): SweepInput {
  const criterion = useCriterion(batch);
  const guessing = useGuessing(runs.groups);
  return useMemo(() => {
    const loss: LossMetric = lossMetrics.find((id) => id === metric) ?? 'heldOutLoss';
    const successes = guessing.map((own) =>
      chosenCriterion(criterion, loss, own, experimentsOf(batch)),
    );
    const failed = (run: StoredRun, success: Criterion | null) =>
      success === null ? hasDiverged(run) : !succeeds(run, success);
    return {
      axes: batch.axes,
      metricName: metricLabel(metric, runs.kept),
      scale: metrics[metric].better === 'lower' ? 'log' : 'linear',
      lowerIsBetter: metrics[metric].better === 'lower',
      cells: runs.groups.map((group, g) => ({
        name: group.group.name,
        at: group.group.at,
        values: seedOutcomes(group, metric),
        failures: group.runs.filter((run) => run !== null && failed(run, successes[g] ?? null))
          .length,
      })),
    };
  }, [batch, runs.groups, runs.kept, metric, criterion, guessing]);
}

interface BestProps {
  readonly batch: Batch;
  readonly sweep: SweepInput;
  readonly metric: OutcomeMetric;
}

/** Where the median is best, in a sentence that says of how many, and no more than they show. */
function Best({ batch, sweep, metric }: BestProps) {
  const { label } = metricWords[metric];
  const lowerIsBetter = metrics[metric].better === 'lower';
  const seeds = batch.seeds.length;
  // Every run that ends makes new cells; the verdict, a costly one, waits until one of these is another.
  const complete = useUnlessSame(sweep.cells.filter(({ values }) => values.length === seeds));
  const verdict = useMemo(() => sweepVerdict(complete, lowerIsBetter), [complete, lowerIsBetter]);
  if (verdict === null) return null;
  const { best, rivals } = verdict;
  const where = ({ at }: SweepCell) =>
    batch.axes
      .map(({ label: name, values }, a) => settingText(name, values[at[a] as number] ?? ''))
      .join(', ');
  const sorted = ascending(best.values.map(({ value }) => value));
  const text = (q: number) => metricText(metric, memberQuantile(sorted, q));
  const told = {
    metric: inSentence(label),
    where: where(best),
    median: text(0.5),
    from: text(0.1),
    to: text(0.9),
    failures: best.failures,
    runs: best.values.length,
  };
  const extent = { combinations: complete.length, seeds };
  const statements = sweepStatements(verdict, lowerIsBetter, told, rivals.map(where), extent);
  const beside = besideText(besideCell(best));
  return (
    <div>
      <Prose look="finding" data-testid="best">
        {statements.map((statement) => messageText(sweepTexts, statement)).join(' ')}
      </Prose>
      {beside !== '' && <Prose look="quiet">{texts.besideTheBest(beside)}</Prose>}
    </div>
  );
}

/** The value of an earlier rendering as long as the new one says the same. */
function useUnlessSame<T>(value: T): T {
  const text = JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'number' ? String(part) : part,
  );
  const [held, setHeld] = useState({ value, text });
  if (held.text === text) return held.value;
  setHeld({ value, text });
  return value;
}

function SelectRuns({ runs }: { runs: BatchRuns }) {
  const { library } = useServices().compare;
  const { showTab } = useCompareCommands();
  return (
    <Button
      disabled={runs.kept.length === 0}
      onClick={() => {
        library.select(runs.kept.map(({ id }) => id));
        showTab('runs');
      }}
    >
      {texts.selectItsRunsInTheList}
    </Button>
  );
}
