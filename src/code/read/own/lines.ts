import type { Place } from '#src/code/read/mapped-text.ts';
import { nearby } from '#src/lib/nearby.ts';

/** A number as scripts have it. */
const numbers = /(?<![\w.])-?\d+(?:\.\d+)?(?:e[+-]?\d+)?(?![\w.])/g;

/** A line of a script: its text with a sign in place of each number, and these numbers. */
export interface Line extends Place {
  readonly text: string;
  readonly mask: string;
  /** The masks of the two lines before. */
  readonly before: string;
  readonly numbers: readonly number[];
}

/** The lines of a script that say something, with their places in it. */
export function linesOf(script: string): readonly Line[] {
  const lines: Line[] = [];
  let from = 0;
  for (const raw of script.split('\n')) {
    const text = raw.trim();
    const at = from + raw.indexOf(text);
    from += raw.length + 1;
    if (text === '') continue;
    const found = (text.match(numbers) ?? []).map(Number);
    const mask = text.replaceAll(numbers, '#');
    const before = lines
      .slice(-2)
      .map((line) => line.mask)
      .join('\n');
    lines.push({ text, mask, before, numbers: found, from: at, to: at + text.length });
  }
  return lines;
}

/** Lines that are alike, in the order of the script. */
export type Grouped = ReadonlyMap<string, readonly Line[]>;

/** Alike but for their numbers. */
export function byMask(lines: readonly Line[]): Grouped {
  return grouped(lines, ({ mask }) => mask);
}

/** Alike with the lines before, so that the order of lines counts. */
export function inContext(lines: readonly Line[]): Grouped {
  return grouped(lines, ({ before, mask }) => `${before}\n${mask}`);
}

export function byText(lines: readonly Line[]): Grouped {
  return grouped(lines, ({ text }) => text);
}

function grouped(lines: readonly Line[], key: (line: Line) => string): Grouped {
  const groups = new Map<string, Line[]>();
  for (const line of lines) {
    const group = groups.get(key(line));
    if (group === undefined) groups.set(key(line), [line]);
    else group.push(line);
  }
  return groups;
}

/** How many lines of a script are of the same form as lines of another one, less those that are not. */
export function likeness(script: Grouped, other: Grouped): number {
  let score = 0;
  for (const [mask, lines] of script) {
    const shared = Math.min(lines.length, other.get(mask)?.length ?? 0);
    score += 2 * shared - lines.length;
  }
  return score;
}

/**
 * What a script has where two others that differ in one number differ.
 *
 * @param value of the first of these
 * @returns what that number may be: what stands there itself, or what it was computed from; none: it stands nowhere
 */
export function numbersAt(
  a: Grouped,
  b: Grouped,
  pasted: Grouped,
  value: number,
): readonly number[] {
  let computed: number | null = null;
  for (const [mask, lines] of a) {
    for (const [k, line] of lines.entries()) {
      const [other, own] = [b.get(mask)?.[k], pasted.get(mask)?.[k]];
      for (const [i, token] of line.numbers.entries()) {
        const found = own?.numbers[i];
        if (other === undefined || found === undefined || token === other.numbers[i]) continue;
        if (token === value) return [found];
        computed ??= (found * value) / token;
      }
    }
  }
  // What was computed with is rounded, or not.
  return computed === null ? [] : [Number(computed.toPrecision(12)), ...nearby(computed)];
}
