import { TextInput } from '@mantine/core';
import type { Result } from '#src/lib/result.ts';
import classes from '#src/ui/controls.module.css';
import { numberNotation } from '#src/ui/number-text.ts';
import { type DraftKeeper, useDraft } from '#src/ui/use-draft.ts';

interface NumberBoxProps {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => Result<number>;
  /** Remembers a text that the box refuses. */
  readonly keeper?: DraftKeeper;
  readonly testId?: string;
}

/** A number with a small label over it, for rows of several. */
export function NumberBox({ label, value, onChange, keeper, testId }: NumberBoxProps) {
  const draft = useDraft(value, numberNotation, onChange, keeper);
  return (
    <TextInput
      {...draft.input}
      label={label}
      classNames={{ input: classes.tabular ?? '', label: classes.smallLabel ?? '' }}
      inputMode="decimal"
      error={draft.error}
      data-testid={testId}
    />
  );
}
