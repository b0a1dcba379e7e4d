import { useEffect, useRef, useState } from 'react';
import type { Result } from '#src/lib/result.ts';

/** How long after the last key a text is taken for finished. */
const pauseMilliseconds = 600;

interface Draft {
  readonly text: string;
  readonly error: string | null;
  /** The value's text that the draft stands for or was written over; another value replaces the draft. */
  readonly over: string;
}

/**
 * Text on its way to being a value. What is typed is tried on Enter, on leaving the input and after a pause; until it is
 * accepted it stays as it is, with the reason beside it. Escape gives it up.
 *
 * @param value the present value
 * @param format the value's text
 * @param commit takes a text and answers the value it became, or says why not
 */
export function useDraft<T>(
  value: T,
  format: (value: T) => string,
  commit: (text: string) => Result<T>,
) {
  const shown = format(value);
  const [draft, setDraft] = useState<Draft | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // A draft that waits for its pause must not overwrite a value that came from elsewhere meanwhile.
  // oxlint-disable-next-line react/exhaustive-deps
  useEffect(() => () => clearTimeout(timer.current), [shown]);

  const present = draft?.over === shown ? draft : null;

  const attempt = (text: string, leaving: boolean) => {
    clearTimeout(timer.current);
    const result = commit(text);
    if (!result.ok) setDraft({ text, error: result.error, over: shown });
    else setDraft(leaving ? null : { text, error: null, over: format(result.value) });
  };

  return {
    text: present?.text ?? shown,
    error: present?.error ?? null,
    onChange(text: string) {
      clearTimeout(timer.current);
      setDraft({ text, error: null, over: shown });
      timer.current = setTimeout(() => attempt(text, false), pauseMilliseconds);
    },
    onBlur() {
      if (present !== null) attempt(present.text, true);
    },
    onKeyDown(key: string) {
      if (present === null) return;
      if (key === 'Enter') attempt(present.text, false);
      if (key === 'Escape') {
        clearTimeout(timer.current);
        setDraft(null);
      }
    },
  };
}
