import { List } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Partings } from '#src/doctor/contract.ts';
import { partingStatements } from '#src/doctor/statements.ts';
import type { BatchRuns } from '#src/panels/shared/use-batch-runs.ts';
import { useServices } from '#src/store/hooks.ts';
import type { GroupRuns } from '#src/studies/outcomes.ts';
import type { Criterion } from '#src/studies/seed-statistics.ts';
import { succeeds } from '#src/studies/successes.ts';
import { Card } from '#src/ui/card.tsx';
import { Prose } from '#src/ui/prose.tsx';
import { partingText } from '#src/words/why.ts';
import { seedPartingWords } from '#words/comparison.ts';

/** One stuck seed of eight is told of, with how much of it chance would do. */
const mostByChance = 1;

interface Props {
  readonly runs: BatchRuns;
  /** One for each group; null where it is not known (yet). */
  readonly criteria: readonly (Criterion | null)[];
}

/** What the seeds of each group that do not succeed have in common; nothing until all its runs are there. */
export function SeedPartings({ runs, criteria }: Props) {
  const found = usePartings(runs.groups, criteria);
  return found.map((partings, g) => {
    const lines = partingStatements(partings, mostByChance).map(partingText);
    if (lines.length === 0) return null;
    return (
      // The groups of a batch never change their places.
      // oxlint-disable-next-line react/no-array-index-key
      <Card key={g} data-testid="partings">
        <Prose look="finding">
          {found.length > 1 && `${runs.groups[g]?.group.name}: `}
          {seedPartingWords.title}
        </Prose>
        <List maw="78ch">
          {lines.map((line) => (
            <List.Item key={line}>{line}</List.Item>
          ))}
        </List>
      </Card>
    );
  });
}

function usePartings(
  groups: readonly GroupRuns[],
  criteria: readonly (Criterion | null)[],
): readonly (Partings | null)[] {
  const { views } = useServices().compare;
  const [found, setFound] = useState<readonly (Partings | null)[]>([]);
  useEffect(() => {
    let gone = false;
    const asked = groups.map(async ({ runs }, g) => {
      const criterion = criteria[g] ?? null;
      const kept = runs.filter((run) => run !== null);
      if (criterion === null || kept.length < runs.length) return null;
      const successes = kept.filter((run) => succeeds(run, criterion)).length;
      if (successes === 0 || successes === kept.length) return null;
      return views.partings(kept, (run) => succeeds(run, criterion)).catch(() => null);
    });
    void Promise.all(asked).then((partings) => {
      if (!gone) setFound(partings);
    });
    return () => {
      gone = true;
    };
  }, [groups, criteria, views]);
  return found;
}
