import { Stack } from '@mantine/core';
import { ComparisonLink } from '#src/panels/compare/seeds/comparison-link.tsx';
import { GroupsBuilder } from '#src/panels/compare/seeds/groups-builder.tsx';
import { GroupsResult } from '#src/panels/compare/seeds/groups-result.tsx';
import { BatchChoice, useShownBatch } from '#src/panels/compare/shared/batch-choice.tsx';
import { BatchResult } from '#src/panels/compare/shared/batch-result.tsx';
import { Heading } from '#src/ui/heading.tsx';
import { Later } from '#src/ui/later.tsx';

/** Experiments with K seeds each: set up, watched, compared. */
export function SeedsPanel() {
  const shown = useShownBatch(false);
  return (
    <Stack>
      <GroupsBuilder />
      {shown !== null && (
        <Later>
          <Heading order={2} title={shown.title}>
            <ComparisonLink batch={shown} />
            <BatchChoice shown={shown} isSweep={false} />
          </Heading>
          <BatchResult key={shown.id} batch={shown} result={GroupsResult} />
        </Later>
      )}
    </Stack>
  );
}
