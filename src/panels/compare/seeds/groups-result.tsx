import { useComputedColorScheme } from '@mantine/core';
import { memo, useMemo, useState } from 'react';
import { BandChart } from '#src/charts/band-chart.tsx';
import type { BandGroup } from '#src/charts/figures/band.ts';
import type { Guessing } from '#src/doctor/floors/guessing.ts';
import { samplesPerEpoch } from '#src/experiment/steps.ts';
import { classCount } from '#src/experiment/targets.ts';
import { type Batch, placeInBatch } from '#src/library/batch.ts';
import { GroupPictures } from '#src/panels/compare/seeds/group-pictures.tsx';
import { MetricAndCriterion } from '#src/panels/compare/seeds/metric-and-criterion.tsx';
import { PairedComparison } from '#src/panels/compare/seeds/paired-comparison.tsx';
import { SeedPartings } from '#src/panels/compare/seeds/seed-partings.tsx';
import { SuccessTable } from '#src/panels/compare/seeds/success-table.tsx';
import { Successes } from '#src/panels/compare/seeds/successes.tsx';
import type { BatchResultProps } from '#src/panels/compare/shared/batch-result.tsx';
import { chosenCriterion } from '#src/panels/compare/shared/criterion.ts';
import { useMetric } from '#src/panels/compare/shared/loss-choice.tsx';
import { MissingRuns } from '#src/panels/compare/shared/missing-runs.tsx';
import { studyFooter } from '#src/panels/compare/shared/study-of.ts';
import { useCriterion } from '#src/panels/compare/shared/use-criterion.ts';
import type { BatchRuns } from '#src/panels/shared/use-batch-runs.ts';
import { useGuessing, useRunLogs } from '#src/panels/shared/use-run-data.ts';
import { curveHeader } from '#src/records/curve-header.ts';
import { hasScaledTargets } from '#src/records/loss-unit.ts';
import type { RunLog } from '#src/records/run-log.ts';
import { useBatches, useServices } from '#src/store/hooks.ts';
import { type LossMetric } from '#src/studies/outcomes.ts';
import { BandCache, bandSeeds } from '#src/studies/seed-statistics.ts';
import { Card } from '#src/ui/card.tsx';
import { words } from '#words/compare/seeds.ts';
import { metricLabel } from '#words/losses.ts';

/** What a batch of seeds says so far. */
export const GroupsResult = memo(function GroupsResult({ batch, runs }: BatchResultProps) {
  const experiments = experimentsOf(batch);
  const metric = useMetric(experiments);
  const logs = useRunLogs(runs.kept);
  const guessing = useGuessing(runs.groups);
  const hasClasses = experiments.some((experiment) => classCount(experiment) !== null);
  const choice = useCriterion(batch);
  const criteria = useMemo(
    () => guessing.map((own) => chosenCriterion(choice, metric, own, experimentsOf(batch))),
    [guessing, choice, metric, batch],
  );
  return (
    <>
      <MetricAndCriterion batch={batch} hasClasses={hasClasses} />
      <MissingRuns batch={batch} runs={runs} />
      <Successes runs={runs} criteria={criteria} guessing={guessing} />
      <SeedPartings runs={runs} criteria={criteria} />
      <PairedComparison batch={batch} runs={runs} metric={metric} criteria={criteria} />
      <Bands batch={batch} runs={runs} logs={logs} metric={metric} guessing={guessing} />
      <SuccessTable runs={runs} logs={logs} metric={metric} criteria={criteria} />
      <GroupPictures runs={runs} metric={metric} criteria={criteria} guessing={guessing} />
    </>
  );
});

const experimentsOf = ({ groups }: Batch) => groups.map(({ experiment }) => experiment);

interface BandsProps extends BatchResultProps {
  readonly logs: ReadonlyMap<string, RunLog>;
  readonly metric: LossMetric;
  readonly guessing: readonly (Guessing | null)[];
}

/** The curves of its groups; what is under way moves nothing else. */
function Bands({ batch, runs, logs, metric, guessing }: BandsProps) {
  const theme = useComputedColorScheme('light');
  const bands = useBandGroups(batch, runs, logs, metric, guessing);
  return (
    <Card>
      <BandChart
        groups={bands}
        column={metric}
        yTitle={metricLabel(metric, runs.kept)}
        note={words.thickLinesTheMiddle(bandSeeds)}
        theme={theme}
        footer={studyFooter(batch)}
      />
    </Card>
  );
}

/** Bands over what has ended; what is under way is drawn faintly as it comes. */
function useBandGroups(
  batch: Batch,
  { groups }: BatchRuns,
  logs: ReadonlyMap<string, RunLog>,
  metric: LossMetric,
  guessing: BandsProps['guessing'],
): readonly BandGroup[] {
  const { batches } = useServices().compare;
  const [cache] = useState(() => new BandCache());
  const running = useBatches(({ active }) => active?.running ?? nothing);
  const underWay = useMemo(
    () =>
      running.flatMap((id) => {
        const place = placeInBatch(id, batch.id);
        const log = batches.log(id);
        return log && place ? [{ ...place, log }] : [];
      }),
    [batch.id, running, batches],
  );
  return useMemo(
    () =>
      groups.map(({ group, runs }, g): BandGroup => {
        const header = curveHeader(group.experiment);
        const samples = samplesPerEpoch(group.experiment);
        const ended = runs.flatMap((run) => {
          const log = run === null ? undefined : logs.get(run.id);
          return run === null || log === undefined ? [] : [{ run, log }];
        });
        const seeds = new Set(ended.map(({ run }) => run.experiment.seed));
        // Of scaled targets the factor is known when a run has ended. Lists hear of that before or after the batch does.
        const drawn = hasScaledTargets(group.experiment)
          ? []
          : underWay.filter((run) => run.group === g && !seeds.has(run.seed));
        return {
          id: `group-${g}`,
          name: group.name,
          colour: g,
          band: cache.band(
            String(g),
            ended.map(({ run, log }) => ({
              seed: run.experiment.seed,
              records: log,
              stopped: run.stopped,
            })),
            metric,
          ),
          runs: [
            ...ended.map(({ run, log }) => ({ seed: run.experiment.seed, log, lossOf: run })),
            ...drawn.map(({ seed, log }) => ({ seed, log })),
          ].map((run) => ({ ...run, header, samplesPerEpoch: samples })),
          guessing: guessing[g] ?? null,
        };
      }),
    [groups, logs, metric, guessing, underWay, cache],
  );
}

const nothing: readonly string[] = [];
