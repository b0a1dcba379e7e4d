import { NativeSelect, Title } from '@mantine/core';
import { useMemo, useState } from 'react';
import { middleRun } from '#src/panels/compare/sweep/middle-run.ts';
import shared from '#src/panels/shared/compare.module.css';
import { RunThumbnails } from '#src/panels/shared/run-thumbnails.tsx';
import type { BatchRuns } from '#src/panels/shared/use-batch-runs.ts';
import { hasDiverged } from '#src/records/run-header.ts';
import { type OutcomeMetric, outcomeOf } from '#src/studies/outcomes.ts';
import { metricText } from '#src/words/metrics.ts';

/** One picture a combination: of its run in the middle, or of one seed. */
export function SmallMultiples({ runs, figure }: { runs: BatchRuns; figure: OutcomeMetric }) {
  const [seed, setSeed] = useState('middle');
  const seeds = [...new Set(runs.kept.map(({ experiment }) => experiment.seed))].sort(
    (a, b) => a - b,
  );
  const shown = useMemo(
    () =>
      runs.groups.flatMap((group) => {
        const run =
          seed === 'middle'
            ? middleRun(group, figure)
            : group.runs.find((candidate) => candidate?.experiment.seed === Number(seed));
        return run ? [{ run, title: group.group.name }] : [];
      }),
    [runs.groups, figure, seed],
  );
  const stored = useMemo(() => shown.map(({ run }) => run), [shown]);
  return (
    <section className={shared.card} aria-labelledby="multiples-title">
      <div className={shared.head}>
        <Title order={3} size="h5" id="multiples-title">
          What was learnt
        </Title>
        <NativeSelect
          size="xs"
          aria-label="Which run of each combination"
          value={seed}
          onChange={(event) => setSeed(event.currentTarget.value)}
          data={[
            { value: 'middle', label: 'the run in the middle' },
            ...seeds.map((value) => ({ value: String(value), label: `seed ${value}` })),
          ]}
        />
      </div>
      <RunThumbnails
        label="Small multiples"
        stored={stored}
        runs={shown.map(({ run, title }) => ({
          run,
          title,
          figure: hasDiverged(run)
            ? 'diverged'
            : `${metricText(figure, outcomeOf(run, figure))}, seed ${run.experiment.seed}`,
          tone: hasDiverged(run) ? 'bad' : 'neutral',
        }))}
      />
    </section>
  );
}
