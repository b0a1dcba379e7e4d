import { useMemo } from 'react';
import type { Batch } from '#src/library/batch.ts';
import type { StoredRun } from '#src/library/stored-run.ts';
import { useBatches, useLibrary } from '#src/store/hooks.ts';
import { type GroupRuns, groupRuns } from '#src/studies/outcomes.ts';

export interface BatchRuns {
  readonly groups: readonly GroupRuns[];
  /** All that are kept. */
  readonly kept: readonly StoredRun[];
  readonly total: number;
  /** Whether it is being trained now, or waits for its turn. */
  readonly underWay: boolean;
}

/** The kept runs of a batch, by group. */
export function useBatchRuns(batch: Batch): BatchRuns {
  const kept = useLibrary(({ runs }) => runs.filter(({ groupId }) => groupId === batch.id));
  const underWay = useBatches(
    ({ active, queued }) => active?.id === batch.id || queued.includes(batch.id),
  );
  return useMemo(() => {
    const groups = groupRuns(batch, new Map(kept.map((run) => [run.id, run])));
    return { groups, kept, total: batch.groups.length * batch.seeds.length, underWay };
  }, [batch, kept, underWay]);
}
