import { useCallback } from 'react';
import { tableFileName } from '#src/data/table/match-table.ts';
import { referredHash } from '#src/experiment/table.ts';
import { TableReader } from '#src/library/table-reader.ts';
import { useAppState, useCommands, useServices } from '#src/store/hooks.ts';
import { dataOutWords } from '#words/table.ts';

/** The file of a table. */
export interface DataFile {
  readonly name: string;
  readonly csv: Blob;
}

/**
 * Makes the file of the table that the experiment on show names by its hash; null, and said in a notice, where it cannot.
 *
 * @returns null where the experiment names none
 */
export function useDataFile(): (() => Promise<DataFile | null>) | null {
  const hash = useAppState(({ experiment }) => referredHash(experiment.table));
  const { library } = useServices().compare;
  const { notify } = useCommands();
  const make = useCallback(
    async (named: string): Promise<DataFile | null> => {
      const reader = new TableReader();
      try {
        const bytes = await library.table(named);
        const csv = bytes && (await reader.ask('write', bytes));
        if (csv?.ok) return { name: tableFileName(named), csv: csv.value };
        notify('error', dataOutWords.notHere, csv === null ? [] : [csv.error]);
      } catch (error) {
        notify('error', dataOutWords.notRead, [String(error)]);
      } finally {
        reader.stop();
      }
      return null;
    },
    [library, notify],
  );
  return hash === null ? null : () => make(hash);
}
