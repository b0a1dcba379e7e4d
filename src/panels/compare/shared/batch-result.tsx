import { type MemoExoticComponent, useDeferredValue } from 'react';
import type { Batch } from '#src/library/batch.ts';
import { type BatchRuns, useBatchRuns } from '#src/panels/shared/use-batch-runs.ts';

export interface BatchResultProps {
  readonly batch: Batch;
  readonly runs: BatchRuns;
}

interface ShownBatchProps {
  readonly batch: Batch;
  readonly result: MemoExoticComponent<(props: BatchResultProps) => React.ReactNode>;
}

/** What a batch says so far. While it trains, that is drawn in slices between what the reader does. */
export function BatchResult({ batch, result: Result }: ShownBatchProps) {
  const runs = useDeferredValue(useBatchRuns(batch));
  return <Result batch={batch} runs={runs} />;
}
