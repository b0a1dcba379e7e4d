import { NativeSelect } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { Batch } from '#src/library/batch.ts';
import { middleRun } from '#src/panels/compare/sweep/middle-run.ts';
import { RunThumbnails } from '#src/panels/shared/run-thumbnails.tsx';
import type { BatchRuns } from '#src/panels/shared/use-batch-runs.ts';
import { besideLoss } from '#src/records/quality.ts';
import { hasDiverged } from '#src/records/run-header.ts';
import { type OutcomeMetric, outcomeOf } from '#src/studies/outcomes.ts';
import { Card } from '#src/ui/card.tsx';
import { words } from '#words/compare/sweep.ts';
import { inSentence } from '#words/forms.ts';
import { besideText, metricText } from '#words/metrics.ts';
import { words as sharedWords } from '#words/shared.ts';

interface SmallMultiplesProps {
  readonly batch: Batch;
  readonly runs: BatchRuns;
  readonly metric: OutcomeMetric;
}

/** One picture a combination: of its run in the middle, or of one seed. */
export function SmallMultiples({ batch, runs, metric }: SmallMultiplesProps) {
  const [seed, setSeed] = useState('middle');
  const seeds = [...new Set(runs.kept.map(({ experiment }) => experiment.seed))].sort(
    (a, b) => a - b,
  );
  const shown = useMemo(
    () =>
      runs.groups.flatMap((group) => {
        const run =
          seed === 'middle'
            ? middleRun(group, metric)
            : group.runs.find((candidate) => candidate?.experiment.seed === Number(seed));
        return run ? [{ run, title: valuesText(batch, group.group.at) || group.group.name }] : [];
      }),
    [batch, runs.groups, metric, seed],
  );
  const stored = useMemo(() => shown.map(({ run }) => run), [shown]);
  return (
    <Card
      title={words.whatWasLearntBy(batch.axes.map(({ label }) => inSentence(label)).join(' × '))}
      aside={
        <NativeSelect
          aria-label={words.whichRunOfEachCombination}
          value={seed}
          onChange={(event) => setSeed(event.currentTarget.value)}
          data={[
            { value: 'middle', label: words.theRunInTheMiddle },
            ...seeds.map((value) => ({ value: String(value), label: sharedWords.seed(value) })),
          ]}
        />
      }
    >
      <RunThumbnails
        label={words.smallMultiples}
        stored={stored}
        runs={shown.map(({ run, title }) => ({
          run,
          title,
          outcome: hasDiverged(run)
            ? sharedWords.diverged
            : sharedWords.withSeed(metricText(metric, outcomeOf(run, metric)), run.experiment.seed),
          beside: besideText(besideLoss(metric, run, outcomeOf(run, metric))),
          tone: hasDiverged(run) ? 'bad' : 'neutral',
        }))}
      />
    </Card>
  );
}

/** Where a combination stands on each axis, whose names stand above: a card has no room for them. */
function valuesText({ axes }: Batch, at: readonly number[]): string {
  return at.map((value, a) => axes[a]?.values[value] ?? '').join(' × ');
}
