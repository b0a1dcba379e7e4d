import { type ChangeEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { ok, type Result } from '#src/lib/result.ts';
import { useRefusal } from '#src/ui/refusals.tsx';

/** How long after the last key a text is taken for finished. */
const pauseMilliseconds = 600;

interface Draft {
  readonly text: string;
  readonly error: string | null;
  /** The value's text that the draft stands for or was written over; another value replaces the draft. */
  readonly over: string;
}

/** A text that was refused, and why. */
export interface RefusedDraft {
  readonly text: string;
  readonly error: string;
}

/** Remembers what was refused while its control is not drawn, and lets others know of it. */
export interface DraftKeeper {
  readonly kept: RefusedDraft | null;
  readonly keep: (refused: RefusedDraft | null) => void;
  /** What the draft is kept for: another one, and it is kept anew. */
  readonly over: unknown;
}

/** How values stand in an input. */
export interface Notation<T> {
  write(value: T): string;
  /** What a text means, or why it means nothing. */
  read(text: string): Result<T>;
}

/** Text that is its own value. */
export const plainText: Notation<string> = { write: String, read: ok };

/**
 * Text on its way to being a value. What is typed is tried on Enter, on leaving the input and after a pause; until it is
 * accepted it stays as it is, with the reason beside it. Escape gives it up.
 *
 * @param value the present value
 * @param commit takes a value and answers what became of it, or says why not
 * @param keeper remembers a refused text; without one it goes with the control
 * @returns the text as it is now, what is wrong with it, and the attributes of the input that shows it
 */
export function useDraft<T>(
  value: T,
  { write, read }: Notation<T>,
  commit: (value: T) => Result<T>,
  keeper?: DraftKeeper,
) {
  const shown = write(value);
  const [draft, setDraft] = useState<Draft | null>(() =>
    keeper?.kept == null ? null : { ...keeper.kept, over: shown },
  );
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // A draft that waits for its pause must not overwrite a value that came from elsewhere meanwhile.
  // oxlint-disable-next-line react/exhaustive-deps
  useEffect(() => () => clearTimeout(timer.current), [shown]);

  const present = draft?.over === shown ? draft : null;

  const error = present?.error ?? null;
  useRefusal(error !== null);
  const refusedText = present === null || error === null ? null : present.text;
  // Only another refusal, or the same one over another value, is news; the keeper itself is made at each drawing.
  useEffect(() => {
    keeper?.keep(refusedText === null || error === null ? null : { text: refusedText, error });
    // oxlint-disable-next-line react/exhaustive-deps
  }, [refusedText, error, keeper?.over]);

  const attempt = (text: string, leaving: boolean) => {
    clearTimeout(timer.current);
    const meant = read(text);
    const result = meant.ok ? commit(meant.value) : meant;
    if (!result.ok) setDraft({ text, error: result.error, over: shown });
    else setDraft(leaving ? null : { text, error: null, over: write(result.value) });
  };

  const text = present?.text ?? shown;
  return {
    text,
    error,
    input: {
      value: text,
      autoComplete: 'off',
      spellCheck: false,
      onChange(event: ChangeEvent<HTMLInputElement>) {
        const typed = event.currentTarget.value;
        clearTimeout(timer.current);
        setDraft({ text: typed, error: null, over: shown });
        timer.current = setTimeout(() => attempt(typed, false), pauseMilliseconds);
      },
      onBlur() {
        if (present !== null) attempt(present.text, true);
      },
      onKeyDown({ key }: KeyboardEvent) {
        if (present === null) return;
        if (key === 'Enter') attempt(present.text, false);
        if (key === 'Escape') {
          clearTimeout(timer.current);
          setDraft(null);
        }
      },
    },
  };
}
