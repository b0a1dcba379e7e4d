import { TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Result } from '#src/lib/result.ts';
import { ControlFrame, type ControlProps, describedBy } from '#src/ui/control-frame.tsx';
import classes from '#src/ui/controls.module.css';
import { type Notation, useDraft } from '#src/ui/use-draft.ts';

interface DraftControlProps<T> extends ControlProps {
  readonly value: T;
  readonly notation: Notation<T>;
  /** Takes a value, or says why not. */
  readonly onChange: (value: T) => Result<T>;
  /** Room for one number, or for more. */
  readonly width: 'number' | 'wideNumber';
  /** The keyboard that a telephone shows. */
  readonly inputMode?: 'decimal' | 'text';
  /** What an empty input means. */
  readonly none?: string;
  /** Stands under the input. */
  readonly children?: ReactNode;
}

/** A short text that stands for a value, in the line of its label. */
export function DraftControl<T>(props: DraftControlProps<T>) {
  const {
    value,
    notation,
    onChange,
    width,
    inputMode = 'decimal',
    none,
    children,
    ...frame
  } = props;
  const draft = useDraft(value, notation, onChange, frame.keeper);
  const problem = draft.error ?? frame.problem;
  return (
    <ControlFrame
      {...frame}
      problem={problem}
      aside={
        <TextInput
          {...draft.input}
          id={frame.id}
          attributes={{ input: describedBy({ ...frame, problem }) }}
          className={classes[width]}
          inputMode={inputMode}
          placeholder={none}
          error={problem !== null}
        />
      }
    >
      {children}
    </ControlFrame>
  );
}
