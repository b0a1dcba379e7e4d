import { useMemo } from 'react';
import type { Batch } from '#src/library/batch.ts';
import { useCompare } from '#src/store/hooks.ts';
import type { CriterionChoice } from '#src/store/library/compare-state.ts';

/** What counts as a success in a batch: as the reader chose, else as the batch says. */
export function useCriterion({ id, success }: Batch): CriterionChoice {
  const chosen = useCompare(({ criteria }) => criteria[id]);
  return useMemo(
    () => chosen ?? (success ? { kind: 'loss_under', ...success } : { kind: 'learnt' }),
    [chosen, success],
  );
}
