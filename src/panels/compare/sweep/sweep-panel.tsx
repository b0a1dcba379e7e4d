import { Title } from '@mantine/core';
import { BatchChoice, useShownBatch } from '#src/panels/compare/shared/batch-choice.tsx';
import { BatchResult } from '#src/panels/compare/shared/batch-result.tsx';
import { SweepBuilder } from '#src/panels/compare/sweep/sweep-builder.tsx';
import { SweepResult } from '#src/panels/compare/sweep/sweep-result.tsx';
import shared from '#src/panels/shared/compare.module.css';

/** One or two fields over many values: set up, watched, looked at. */
export function SweepPanel() {
  const shown = useShownBatch(true);
  return (
    <div className={shared.stack}>
      <SweepBuilder />
      {shown !== null && (
        <>
          <div className={shared.head}>
            <Title order={2} size="h4">
              {shown.title}
            </Title>
            <BatchChoice shown={shown} isSweep />
          </div>
          <BatchResult key={shown.id} batch={shown} result={SweepResult} />
        </>
      )}
    </div>
  );
}
