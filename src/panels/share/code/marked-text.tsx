import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { Fact, FactField } from '#src/code/read/reading.ts';
import classes from '#src/panels/share/code/code.module.css';
import { placeOf, segmentsOf } from '#src/panels/share/code/segments.ts';
import { codeWords, factLabel } from '#words/code.ts';

interface MarkedTextProps {
  readonly text: string;
  readonly facts: readonly Fact[];
  /** The field whose place is on show. */
  readonly shown: FactField | null;
  /** A place was pressed: its fact takes the focus. */
  readonly onPress: (field: FactField) => void;
}

/** The pasted text with the places of the facts marked; the one on show is scrolled to and has the focus. */
export function MarkedText({ text, facts, shown, onPress }: MarkedTextProps) {
  const first = useRef<HTMLElement>(null);
  const place = placeOf(facts, shown);
  useEffect(() => {
    if (shown === null) return;
    first.current?.scrollIntoView({ block: 'center' });
    first.current?.focus({ preventScroll: true });
  }, [shown]);
  const isShown = (from: number, to: number) =>
    place !== null && place.from <= from && to <= place.to;
  const onKey = (event: KeyboardEvent, field: FactField) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    onPress(field);
  };
  return (
    // Scrolled by keys, too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className={classes.text} tabIndex={0} aria-label={codeWords.text}>
      {segmentsOf(text, facts).map(({ from, to, fact }) => {
        const words = text.slice(from, to);
        const current = isShown(from, to);
        const field = current ? shown : (fact?.field ?? null);
        if (field === null) return words;
        return (
          <span
            key={from}
            ref={current && from === place?.from ? first : undefined}
            className={classes.mark}
            role="button"
            tabIndex={-1}
            data-kind={fact?.kind}
            data-current={current || undefined}
            title={factLabel(field)}
            onClick={() => onPress(field)}
            onKeyDown={(event) => onKey(event, field)}
          >
            {words}
          </span>
        );
      })}
    </section>
  );
}
