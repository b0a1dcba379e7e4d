import { useMemo } from 'react';
import type { StoredRun } from '#src/library/stored-run.ts';
import { useLibrary } from '#src/store/hooks.ts';

/** More lines than this hide one another. */
const mostOverlaid = 24;

/** The runs that are selected or pinned, and not hidden; of many, the latest are drawn over one another. */
export function useOverlaidRuns(): {
  readonly all: readonly StoredRun[];
  readonly drawn: readonly StoredRun[];
} {
  const all = useLibrary(({ runs, selected }) => {
    const chosen = new Set(selected);
    return runs.filter(({ id, pinned, visible }) => visible && (pinned || chosen.has(id)));
  });
  return useMemo(() => ({ all, drawn: all.slice(-mostOverlaid) }), [all]);
}
