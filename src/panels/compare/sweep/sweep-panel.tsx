import { Stack } from '@mantine/core';
import { BatchChoice, useShownBatch } from '#src/panels/compare/shared/batch-choice.tsx';
import { BatchResult } from '#src/panels/compare/shared/batch-result.tsx';
import { SweepBuilder } from '#src/panels/compare/sweep/sweep-builder.tsx';
import { SweepResult } from '#src/panels/compare/sweep/sweep-result.tsx';
import { encodeSweep } from '#src/share/studies-in-links.ts';
import { useCompare } from '#src/store/hooks.ts';
import { Heading } from '#src/ui/heading.tsx';
import { Later } from '#src/ui/later.tsx';

/** One or two fields over many values: set up, watched, looked at. */
export function SweepPanel() {
  const shown = useShownBatch(true);
  const proposed = useCompare((state) => state.sweep);
  return (
    <Stack>
      <SweepBuilder key={proposed === null ? '' : encodeSweep(proposed)} proposed={proposed} />
      {shown !== null && (
        <Later>
          <Heading order={2} title={shown.title}>
            <BatchChoice shown={shown} isSweep />
          </Heading>
          <BatchResult key={shown.id} batch={shown} result={SweepResult} />
        </Later>
      )}
    </Stack>
  );
}
