import { Button, Title } from '@mantine/core';
import { IconFileText, IconShare2 } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { Guessing } from '#src/doctor/floors/guessing.ts';
import type { StoredRun } from '#src/library/stored-run.ts';
import classes from '#src/panels/compare/seeds/seeds.module.css';
import { failureWord } from '#src/panels/compare/shared/criterion.ts';
import { type CaptionedRun, RunThumbnails } from '#src/panels/shared/run-thumbnails.tsx';
import type { BatchRuns } from '#src/panels/shared/use-batch-runs.ts';
import { besideLoss } from '#src/records/quality.ts';
import { hasDiverged } from '#src/records/run-header.ts';
import { useCommands, useCompareCommands, useServices } from '#src/store/hooks.ts';
import { type GroupRuns, type LossMetric, outcomeOf } from '#src/studies/outcomes.ts';
import type { Criterion } from '#src/studies/seed-statistics.ts';
import { succeeds } from '#src/studies/successes.ts';
import { Card } from '#src/ui/card.tsx';
import { words } from '#words/compare/seeds.ts';
import { besideText, metricText } from '#words/metrics.ts';
import { words as sharedWords } from '#words/shared.ts';

interface GroupPicturesProps {
  readonly runs: BatchRuns;
  readonly metric: LossMetric;
  /** One for each group, as what follows; null where it is not known (yet). */
  readonly criteria: readonly (Criterion | null)[];
  readonly guessing: readonly (Guessing | null)[];
}

/** What each seed of each group has learnt; failures stand out and can be looked at. */
export function GroupPictures({ runs, metric, criteria, guessing }: GroupPicturesProps) {
  const { showTab } = useCompareCommands();
  const { openDialog } = useCommands();
  const { library } = useServices().compare;
  if (runs.kept.length === 0) return null;
  const ids = runs.kept.map(({ id }) => id);
  return (
    <Card
      title={words.everyRun}
      aside={
        <>
          <Button
            onClick={() => {
              library.select(ids);
              showTab('runs');
            }}
          >
            {words.selectThemInTheList}
          </Button>
          <Button
            leftSection={<IconFileText size={14} aria-hidden />}
            data-testid="report-batch"
            onClick={() => openDialog({ kind: 'report', ids })}
          >
            {words.report}
          </Button>
        </>
      }
    >
      {runs.groups.map((group, g) => (
        // The groups of a batch never change their places.
        // oxlint-disable-next-line react/no-array-index-key
        <OneGroup
          key={g}
          group={group}
          metric={metric}
          criterion={criteria[g] ?? null}
          guessing={guessing[g] ?? null}
        />
      ))}
    </Card>
  );
}

interface Captions extends Pick<GroupPicturesProps, 'metric'> {
  readonly criterion: Criterion | null;
  readonly guessing: Guessing | null;
}

function OneGroup({ group, ...captions }: Captions & { readonly group: GroupRuns }) {
  const { openDialog } = useCommands();
  const stored = useMemo(() => group.runs.filter((run) => run !== null), [group.runs]);
  const runs = stored.map((run) => captioned(run, captions));
  if (stored.length === 0) return null;
  return (
    <>
      <div className={classes.groupTitle}>
        <Title order={4} size="h6">
          {group.group.name}
        </Title>
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconShare2 size={14} aria-hidden />}
          onClick={() => openDialog({ kind: 'claim', ids: stored.map(({ id }) => id) })}
        >
          {words.shareThisResult}
        </Button>
      </div>
      <RunThumbnails label={words.runsOf(group.group.name)} runs={runs} stored={stored} />
    </>
  );
}

function captioned(run: StoredRun, { metric, criterion, guessing }: Captions): CaptionedRun {
  const title = sharedWords.seed(run.experiment.seed);
  const value = outcomeOf(run, metric);
  const told = { run, title, beside: besideText(besideLoss(metric, run, value)) };
  if (hasDiverged(run)) return { ...told, outcome: sharedWords.diverged, tone: 'bad' };
  const text = metricText(metric, value);
  if (criterion === null) return { ...told, outcome: text, tone: 'neutral' };
  if (succeeds(run, criterion)) return { ...told, outcome: text, tone: 'good' };
  return { ...told, outcome: `${text}, ${failureWord(run, guessing)}`, tone: 'bad' };
}
