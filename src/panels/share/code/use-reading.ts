import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import type { Reading } from '#src/code/read/reading.ts';
import { CodeReader } from '#src/panels/share/code/code-reader.ts';

/** Milliseconds without a key before a text is read. */
const pause = 250;

/** What is read of a text, a little after it was changed; null until then. */
export function useReading(text: string): Reading | null {
  const [reader] = useState(() => new CodeReader());
  const [settled] = useDebouncedValue(text, pause);
  const [reading, setReading] = useState<Reading | null>(null);
  useEffect(() => () => reader.close(), [reader]);
  useEffect(() => {
    if (settled.trim() === '') return;
    void reader.read(settled).then((read) => {
      if (read !== null) setReading(read);
    });
  }, [reader, settled]);
  return text.trim() === '' ? null : reading;
}
