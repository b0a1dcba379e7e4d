import { Title } from '@mantine/core';
import { BatchChoice, useShownBatch } from '#src/panels/batch-choice.tsx';
import shared from '#src/panels/compare.module.css';
import { SweepBuilder } from '#src/panels/sweep/sweep-builder.tsx';
import { SweepResult } from '#src/panels/sweep/sweep-result.tsx';

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
          <SweepResult key={shown.id} batch={shown} />
        </>
      )}
    </div>
  );
}
