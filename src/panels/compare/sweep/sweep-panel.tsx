import { Title } from '@mantine/core';
import { BatchChoice, useShownBatch } from '#src/panels/compare/shared/batch-choice.tsx';
import { BatchResult } from '#src/panels/compare/shared/batch-result.tsx';
import { SweepBuilder } from '#src/panels/compare/sweep/sweep-builder.tsx';
import { SweepResult } from '#src/panels/compare/sweep/sweep-result.tsx';
import shared from '#src/panels/shared/compare.module.css';
import { encodeSweep } from '#src/share/studies-in-links.ts';
import { useCompare } from '#src/store/hooks.ts';

/** One or two fields over many values: set up, watched, looked at. */
export function SweepPanel() {
  const shown = useShownBatch(true);
  const proposed = useCompare((state) => state.sweep);
  return (
    <div className={shared.stack}>
      <SweepBuilder key={proposed === null ? '' : encodeSweep(proposed)} proposed={proposed} />
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
