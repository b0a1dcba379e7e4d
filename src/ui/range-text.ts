import { err, ok, type Result } from '#src/lib/result.ts';
import { numberText, parseNumber } from '#src/ui/number-text.ts';
import type { Notation } from '#src/ui/use-draft.ts';

/** An interval, or null for an automatic one. */
export type Range = readonly [from: number, to: number] | null;

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

export const rangeNotation: Notation<Range> = {
  write: (range) => (range === null ? '' : range.map(numberText).join(' … ')),
  read: parseRange,
};
