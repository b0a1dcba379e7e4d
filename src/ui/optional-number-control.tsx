import { TextInput } from '@mantine/core';
import type { Result } from '#src/lib/result.ts';
import { ControlFrame, type ControlProps, describedBy } from '#src/ui/control-frame.tsx';
import { numberText, parseNumber } from '#src/ui/number-text.ts';
import { useDraft } from '#src/ui/use-draft.ts';
import classes from './controls.module.css';

interface OptionalNumberControlProps extends ControlProps {
  readonly value: number | null;
  /** What an empty input means, e.g. "follows the seed". */
  readonly none: string;
  readonly onChange: (value: number | null) => Result<number | null>;
}

/** A number, or nothing. */
export function OptionalNumberControl({
  value,
  none,
  onChange,
  ...props
}: OptionalNumberControlProps) {
  const draft = useDraft(
    value,
    formatOptional,
    (text) => {
      if (text.trim() === '') return onChange(null);
      const parsed = parseNumber(text);
      return parsed.ok ? onChange(parsed.value) : parsed;
    },
    props.keeper,
  );
  const problem = draft.error ?? props.problem;
  return (
    <ControlFrame
      {...props}
      problem={problem}
      aside={
        <TextInput
          id={props.id}
          size="xs"
          className={classes.wideNumber}
          inputMode="decimal"
          autoComplete="off"
          spellCheck={false}
          placeholder={none}
          value={draft.text}
          error={problem !== null}
          {...describedBy(props.id, problem)}
          onChange={(event) => draft.onChange(event.currentTarget.value)}
          onBlur={draft.onBlur}
          onKeyDown={(event) => draft.onKeyDown(event.key)}
        />
      }
    />
  );
}

function formatOptional(value: number | null): string {
  return value === null ? '' : numberText(value);
}
