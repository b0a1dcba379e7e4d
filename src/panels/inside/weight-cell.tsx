import { TextInput } from '@mantine/core';
import { err, ok } from '#src/lib/result.ts';
import classes from '#src/panels/inside/inside.module.css';
import { numberText, parseNumber } from '#src/ui/number-text.ts';
import { type Notation, useDraft } from '#src/ui/use-draft.ts';

/** Digits that tell float32 numbers of one network apart as far as readers care. */
const digits = 6;

/** A parameter as it stands in its cell. */
const notation: Notation<number> = {
  write: (value) => numberText(Number(value.toPrecision(digits))),
  read: (text) => {
    const number = parseNumber(text);
    if (!number.ok) return number;
    return Number.isFinite(Math.fround(number.value)) ? number : err(text);
  },
};

interface WeightCellProps {
  readonly label: string;
  readonly value: number;
  readonly disabled: boolean;
  readonly onChange: (value: number) => void;
}

/** One weight or bias, to be typed. */
export function WeightCell({ label, value, disabled, onChange }: WeightCellProps) {
  const { input, error } = useDraft(value, notation, (typed) => {
    onChange(typed);
    return ok(Math.fround(typed));
  });
  return (
    <TextInput
      {...input}
      inputMode="decimal"
      aria-label={label}
      disabled={disabled}
      error={error !== null}
      className={classes.cell ?? ''}
    />
  );
}
