import { UnstyledButton } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { Fact, FactField } from '#src/code/read/reading.ts';
import classes from '#src/panels/share/code/code.module.css';
import {
  codeWords,
  factKindHelp,
  factKinds,
  factLabel,
  factWords,
  reasonTexts,
} from '#words/code.ts';

interface FactListProps {
  readonly facts: readonly Fact[];
  readonly shown: FactField | null;
  /** The field whose place was pressed: it takes the focus. */
  readonly pressed: FactField | null;
  readonly onShow: (field: FactField) => void;
}

/** Each fact with its value and how certain it is; a press shows its place in the text. */
export function FactList({ facts, shown, pressed, onShow }: FactListProps) {
  const row = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (pressed !== null) row.current?.focus();
  }, [pressed]);
  return (
    <ul className={classes.facts} aria-label={codeWords.facts}>
      {facts.map((fact) => (
        <li key={fact.field}>
          <UnstyledButton
            ref={fact.field === pressed ? row : undefined}
            className={classes.fact}
            aria-pressed={fact.field === shown}
            disabled={fact.from === null}
            onClick={() => onShow(fact.field)}
          >
            <span className={classes.label}>{factLabel(fact.field)}</span>
            <span className={classes.value}>{factWords(fact)}</span>
            <span className={classes.kind} data-kind={fact.kind} title={factKindHelp[fact.kind]}>
              {factKinds[fact.kind]}
            </span>
            {fact.reason !== null && (
              <span className={classes.reason}>{reasonTexts[fact.reason]}</span>
            )}
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}
