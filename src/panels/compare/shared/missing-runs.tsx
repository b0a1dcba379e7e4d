import { Button } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import type { Batch } from '#src/library/batch.ts';
import type { BatchRuns } from '#src/panels/shared/use-batch-runs.ts';
import { useBatches, useCompareCommands } from '#src/store/hooks.ts';
import { Prose } from '#src/ui/prose.tsx';
import { Row } from '#src/ui/row.tsx';
import { words } from '#words/compare/shared.ts';
import { failureText } from '#words/engine.ts';

/** A batch that was cancelled, or of which runs were deleted or broke down, with the way to have them all. */
export function MissingRuns({ batch, runs }: { batch: Batch; runs: BatchRuns }) {
  const { goOn } = useCompareCommands();
  const failures = useBatches((state) =>
    state.failures.filter(({ runId }) => runId.startsWith(`${batch.id}/`)),
  );
  const { kept, total, underWay } = runs;
  if (kept.length === total || underWay) return null;
  const reasons = [...new Set(failures.map(({ failure }) => failureText(failure)))];
  return (
    <Row data-testid="missing-runs">
      <Prose>{words.someAreHere(kept.length, total, failures.length, reasons)}</Prose>
      <Button leftSection={<IconPlayerPlay size={16} aria-hidden />} onClick={() => goOn(batch)}>
        {words.trainTheOther(total - kept.length)}
      </Button>
    </Row>
  );
}
