import { err, ok, type Result } from '#src/lib/result.ts';
import { numberText, parseNumber, rangeEnds } from '#src/ui/number-text.ts';
import type { Notation } from '#src/ui/use-draft.ts';
import { words } from '#words/ui.ts';

/** An interval, or null for an automatic one. */
export type Range = readonly [from: number, to: number] | null;

/** "0 … 1", "-1..1", "0, 10", "0 to 5"; empty text is the automatic range. */
export function parseRange(text: string): Result<Range> {
  if (text.trim() === '') return ok(null);
  const parts = rangeEnds(text);
  const [from, to] = parts;
  if (from === undefined || to === undefined || parts.length !== 2)
    return err(words.writeTwoNumbersForExample);
  const [a, b] = [parseNumber(from), parseNumber(to)];
  if (!a.ok) return a;
  return b.ok ? ok([a.value, b.value]) : b;
}

export const rangeNotation: Notation<Range> = {
  write: (range) => (range === null ? '' : range.map(numberText).join(' … ')),
  read: parseRange,
};

/** Intervals, one for each of several inputs. */
export type Ranges = readonly (readonly [from: number, to: number])[];

/** "-5..5; x1 = 0 to 2π": a name may stand before each. */
export function parseRanges(text: string): Result<Ranges> {
  const ranges: (readonly [number, number])[] = [];
  for (const part of text.trim() === '' ? [] : text.split(';')) {
    const range = parseRange(part.replace(/^\s*[a-z]\w*\s*=/i, ''));
    if (!range.ok) return range;
    if (range.value === null) return err(words.writeAnIntervalForEach);
    ranges.push(range.value);
  }
  return ok(ranges);
}

export const rangesNotation: Notation<Ranges> = {
  write: (ranges) => ranges.map((range) => rangeNotation.write(range)).join('; '),
  read: parseRanges,
};
