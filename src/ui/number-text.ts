import { multipleOfPi } from '#src/lib/multiple-of-pi.ts';
import { ungrouped } from '#src/lib/number-format.ts';
import { err, ok, type Result } from '#src/lib/result.ts';
import type { Notation } from '#src/ui/use-draft.ts';
import { words } from '#words/ui.ts';

/** A number as people type it: 0.001, 1e-3, 1.5E6, +2, 2π, and ".5" or "5." on the way to more; or as the page writes it. */
export function parseNumber(text: string): Result<number> {
  const trimmed = ungrouped(text.trim()).replaceAll('\u2212', '-');
  if (trimmed === '') return err(words.writeANumber);
  const ofPi = multipleOfPi(trimmed);
  if (ofPi !== null) return ok(ofPi);
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed))
    return err(words.isNotANumber(trimmed));
  return ok(Number(trimmed));
}

/** A number as an input shows it: plain digits where they are short, else with an exponent. */
export function numberText(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e7)) {
    const [mantissa, exponent] = value.toExponential().split('e');
    return `${mantissa}e${Number(exponent)}`;
  }
  return String(value);
}

export const numberNotation: Notation<number> = { write: numberText, read: parseNumber };

/** A number, or nothing where nothing is written. */
export const optionalNumberNotation: Notation<number | null> = {
  write: (value) => (value === null ? '' : numberText(value)),
  read: (text) => (text.trim() === '' ? ok(null) : parseNumber(text)),
};

/** "1, 2, 0.5"; semicolons and blanks separate, too. */
export const numbersNotation: Notation<readonly number[]> = {
  write: (numbers) => numbers.map(numberText).join(', '),
  read: (text) => {
    const parts = text.split(/[\s,;]+/).filter((part) => part !== '');
    const numbers: number[] = [];
    for (const part of parts) {
      const number = parseNumber(part);
      if (!number.ok) return number;
      numbers.push(number.value);
    }
    return ok(numbers);
  },
};
