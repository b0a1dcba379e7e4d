import { Button } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import type { Batch } from '#src/library/batch.ts';
import shared from '#src/panels/shared/compare.module.css';
import type { BatchRuns } from '#src/panels/shared/use-batch-runs.ts';
import { useBatches, useCompareCommands } from '#src/store/hooks.ts';
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
    <div className={shared.row} data-testid="missing-runs">
      <p className={shared.text}>
        {words.someAreHere(kept.length, total, failures.length, reasons)}
      </p>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconPlayerPlay size={16} aria-hidden />}
        onClick={() => goOn(batch)}
      >
        {words.trainTheOther(total - kept.length)}
      </Button>
    </div>
  );
}
