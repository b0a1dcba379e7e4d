import { useCallback } from 'react';
import type { NamedTable } from '#src/library/table-worker.ts';
import { useCommands, useServices } from '#src/store/hooks.ts';
import { tableWords } from '#words/table.ts';

/** Learns a table: what a link cannot hold is kept in the browser first. */
export function useTable(): (
  made: Pick<NamedTable, 'text' | 'hash' | 'bytes' | 'inputCount' | 'rowWeights' | 'split'>,
) => Promise<void> {
  const { library } = useServices().compare;
  const { openTable, notify, setPage } = useCommands();
  return useCallback(
    async ({ text, hash, bytes, inputCount, rowWeights, split }) => {
      const isKept = hash === null || (await library.keepTable(hash, bytes));
      if (isKept) openTable(text, inputCount, split, rowWeights);
      setPage({ dialog: null, tableFile: null });
      if (!isKept) notify('error', tableWords.noRoom);
    },
    [library, openTable, notify, setPage],
  );
}
