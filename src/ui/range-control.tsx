import { TextInput } from '@mantine/core';
import type { Result } from '#src/lib/result.ts';
import { ControlFrame, type ControlProps, describedBy } from '#src/ui/control-frame.tsx';
import { formatRange, parseRange, type Range } from '#src/ui/range-text.ts';
import { useDraft } from '#src/ui/use-draft.ts';
import classes from './controls.module.css';

interface RangeControlProps extends ControlProps {
  /** null: automatic. */
  readonly value: Range;
  readonly onChange: (value: Range) => Result<Range>;
  /** What an empty input means at present, e.g. "automatic: 0 … 1". */
  readonly none: string;
}

/** An interval, written "from … to", or empty for the automatic one. */
export function RangeControl({ value, onChange, none, ...props }: RangeControlProps) {
  const draft = useDraft(
    value,
    formatRange,
    (text) => {
      const range = parseRange(text);
      return range.ok ? onChange(range.value) : range;
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
