import { TextInput } from '@mantine/core';
import { err, ok, type Result } from '#src/lib/result.ts';
import { ControlFrame, type ControlProps, describedBy } from '#src/ui/control-frame.tsx';
import { formatNumber, parseNumber } from '#src/ui/number-text.ts';
import { useDraft } from '#src/ui/use-draft.ts';
import classes from './controls.module.css';

type Range = readonly [from: number, to: number] | null;

interface RangeControlProps extends ControlProps {
  /** null: automatic. */
  readonly value: Range;
  readonly onChange: (value: Range) => Result<Range>;
  /** What an empty input means at present, e.g. "automatic: 0 … 1". */
  readonly none: string;
}

/** An interval, written "from … to", or empty for the automatic one. */
export function RangeControl({ value, onChange, none, ...props }: RangeControlProps) {
  const draft = useDraft(value, formatRange, (text) => {
    const range = parseRange(text);
    return range.ok ? onChange(range.value) : range;
  });
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

/** "0 … 1", "-1..1", "0, 10", "0 to 5"; empty text is the automatic range. */
export function parseRange(text: string): Result<Range> {
  if (text.trim() === '') return ok(null);
  const parts = text.split(/\s*(?:\u2026|\.{2,3}|,|;|\bto\b)\s*/).filter((part) => part !== '');
  const [from, to] = parts;
  if (from === undefined || to === undefined || parts.length !== 2)
    return err('write two numbers, for example 0 … 1');
  const [a, b] = [parseNumber(from), parseNumber(to)];
  if (!a.ok) return a;
  return b.ok ? ok([a.value, b.value]) : b;
}

function formatRange(range: Range): string {
  return range === null ? '' : range.map(formatNumber).join(' … ');
}
