import { Title } from '@mantine/core';
import { ComparisonLink } from '#src/panels/compare/seeds/comparison-link.tsx';
import { GroupsBuilder } from '#src/panels/compare/seeds/groups-builder.tsx';
import { GroupsResult } from '#src/panels/compare/seeds/groups-result.tsx';
import { BatchChoice, useShownBatch } from '#src/panels/compare/shared/batch-choice.tsx';
import { BatchResult } from '#src/panels/compare/shared/batch-result.tsx';
import shared from '#src/panels/shared/compare.module.css';

/** Experiments with K seeds each: set up, watched, compared. */
export function RepeatsPanel() {
  const shown = useShownBatch(false);
  return (
    <div className={shared.stack}>
      <GroupsBuilder />
      {shown !== null && (
        <>
          <div className={shared.head}>
            <Title order={2} size="h4">
              {shown.title}
            </Title>
            <ComparisonLink batch={shown} />
            <BatchChoice shown={shown} isSweep={false} />
          </div>
          <BatchResult key={shown.id} batch={shown} result={GroupsResult} />
        </>
      )}
    </div>
  );
}
