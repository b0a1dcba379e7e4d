import type { Guessing } from '#src/doctor/floors/guessing.ts';
import type { BatchRuns } from '#src/panels/shared/use-batch-runs.ts';
import type { Criterion } from '#src/studies/seed-statistics.ts';
import { successCounts } from '#src/studies/successes.ts';
import { Card } from '#src/ui/card.tsx';
import { Prose } from '#src/ui/prose.tsx';
import { successesText } from '#src/words/comparison.ts';

interface SuccessesProps {
  readonly runs: BatchRuns;
  /** One for each group, as what follows; null where it is not known (yet). */
  readonly criteria: readonly (Criterion | null)[];
  readonly guessing: readonly (Guessing | null)[];
}

/** How many seeds of each group succeed, in a sentence. */
export function Successes({ runs, criteria, guessing }: SuccessesProps) {
  if (runs.kept.length === 0 || criteria.every((criterion) => criterion === null)) return null;
  return (
    <Card data-testid="successes">
      {runs.groups.map(({ group, runs: ofGroup }, g) => {
        const kept = ofGroup.filter((run) => run !== null);
        const criterion = criteria[g] ?? null;
        if (criterion === null) return null;
        return (
          // The groups of a batch never change their places.
          // oxlint-disable-next-line react/no-array-index-key
          <Prose key={g} look="finding">
            {runs.groups.length > 1 && `${group.name}: `}
            {successesText(successCounts(kept, criterion, guessing[g] ?? null), criterion)}
          </Prose>
        );
      })}
    </Card>
  );
}
