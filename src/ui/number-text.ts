import { multipleOfPi } from '#src/lib/multiple-of-pi.ts';
import { ungrouped } from '#src/lib/number-format.ts';
import { err, ok, type Result } from '#src/lib/result.ts';
import type { Notation } from '#src/ui/use-draft.ts';
import { decimalMark } from '#words/base/numbers.ts';
import { words } from '#words/ui.ts';

/** How numbers are typed where the decimal mark is `mark`; a decimal point is understood everywhere. */
export function typedNumbers(mark: string) {
  const hasComma = mark === ',';

  /** A number as programs write it. */
  const plain = (text: string): string => {
    const trimmed = ungrouped(text.trim()).replaceAll('\u2212', '-');
    return hasComma && !trimmed.includes('.') ? trimmed.replace(',', '.') : trimmed;
  };

  return {
    plain,
    /** A number as people type it: 0.001, 1e-3, 1.5E6, +2, 2π, and ".5" or "5." on the way to more; or as the page writes it. */
    parse(text: string): Result<number> {
      const given = plain(text);
      if (given === '') return err(words.writeANumber);
      const ofPi = multipleOfPi(given);
      if (ofPi !== null) return ok(ofPi);
      if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(given)) return ok(Number(given));
      // A comma may be meant as either mark: what is meant is asked for.
      return err(
        /^[+-]?\d+,\d+$/.test(given)
          ? words.commaInNumber(text.trim(), given.replace(',', '.'))
          : words.isNotANumber(text.trim()),
      );
    },
    /** A number as an input shows it: plain digits where they are short, else with an exponent. */
    write(value: number): string {
      const size = Math.abs(value);
      let text = String(value);
      if (size !== 0 && (size < 1e-4 || size >= 1e7)) {
        const [mantissa, exponent] = value.toExponential().split('e');
        text = `${mantissa}e${Number(exponent)}`;
      }
      return text.replace('.', mark);
    },
    /** The numbers of a list, apart. A comma inside numbers that something else keeps apart is part of them. */
    list(text: string): readonly string[] {
      const isApart = hasComma || /;|[^,\s]\s+[^,\s]/.test(text);
      const parts = ungrouped(text).split(isApart ? /;|,(?=\s)|\s/ : /[\s,;]/);
      return parts.filter((part) => part !== '');
    },
    /** The two ends of an interval: "0 … 1", "-1..1", "0, 10", "0 to 5". */
    ends(text: string): readonly string[] {
      const comma = hasComma ? /,(?=\s)/ : /,/;
      const between = new RegExp(`\\s*(?:\u2026|\\.{2,3}|${comma.source}|;|\\b${words.to}\\b)\\s*`);
      return text.split(between).filter((part) => part !== '');
    },
  } as const;
}

export const {
  plain: plainNumber,
  parse: parseNumber,
  write: numberText,
  list: listedNumbers,
  ends: rangeEnds,
} = typedNumbers(decimalMark);

export const numberNotation: Notation<number> = { write: numberText, read: parseNumber };

/** A number, or nothing where nothing is written. */
export const optionalNumberNotation: Notation<number | null> = {
  write: (value) => (value === null ? '' : numberText(value)),
  read: (text) => (text.trim() === '' ? ok(null) : parseNumber(text)),
};

/** "1, 2, 0.5"; see `listedNumbers`. */
export const numbersNotation: Notation<readonly number[]> = {
  write: (numbers) => numbers.map(numberText).join(', '),
  read: (text) => {
    const numbers: number[] = [];
    for (const part of listedNumbers(text)) {
      const number = parseNumber(part);
      if (!number.ok) return number;
      numbers.push(number.value);
    }
    return ok(numbers);
  },
};
