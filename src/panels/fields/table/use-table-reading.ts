import { useCallback, useEffect, useRef, useState } from 'react';
import type { ReadOptions } from '#src/data/table/read-text.ts';
import { TableReader } from '#src/library/table-reader.ts';
import type { ReadTable } from '#src/library/table-worker.ts';

export type Reading =
  | { readonly stage: 'empty' }
  | { readonly stage: 'reading'; readonly progress: number }
  | { readonly stage: 'refused'; readonly reason: string }
  | { readonly stage: 'read'; readonly table: ReadTable };

/** A table that is read aside, while the page goes on. */
export function useTableReading() {
  const [reader] = useState(() => new TableReader());
  const [reading, setReading] = useState<Reading>({ stage: 'empty' });
  const newest = useRef(0);
  const isBusy = useRef(false);
  useEffect(() => () => reader.stop(), [reader]);

  const stop = useCallback(() => {
    newest.current++;
    if (isBusy.current) reader.stop();
    isBusy.current = false;
    setReading({ stage: 'empty' });
  }, [reader]);

  /** Reads another text or file; the one before is forgotten. */
  const read = useCallback(
    async (source: Blob | string, options: ReadOptions = {}) => {
      stop();
      if (source === '') return;
      const id = newest.current;
      isBusy.current = true;
      setReading({ stage: 'reading', progress: 0 });
      const table = await reader.ask('read', { source, options }, (progress) => {
        if (id === newest.current) setReading({ stage: 'reading', progress });
      });
      if (id !== newest.current) return;
      isBusy.current = false;
      setReading(
        table.ok
          ? { stage: 'read', table: table.value }
          : { stage: 'refused', reason: table.error },
      );
    },
    [reader, stop],
  );
  return { reader, reading, read, stop };
}
