import type { Place } from '#src/code/read/mapped-text.ts';
import { nearby } from '#src/lib/nearby.ts';

/** A number as scripts have it. */
const numbers = /(?<![\w.])-?\d+(?:\.\d+)?(?:e[+-]?\d+)?(?![\w.])/g;

/** What a line says, apart from where it stands. */
interface Form {
  readonly text: string;
  /** The same for lines that are alike but for their numbers. */
  readonly mask: string;
  readonly numbers: readonly number[];
}

/** A line of a script, with its place in it. */
export interface Line extends Form, Place {
  /** The masks of the two lines before. */
  readonly before: string;
}

/** Splits scripts into the lines that say something. */
export type LineReader = (script: string) => readonly Line[];

/** Most lines of scripts that are compared are the same: what a line says is found out once. */
export function lineReader(): LineReader {
  const forms = new Map<string, Form>();
  const masks = new Map<string, string>();

  function formOf(text: string): Form {
    const known = forms.get(text);
    if (known !== undefined) return known;
    const masked = text.replaceAll(numbers, '#');
    // A short name: masks are compared far more often than they are made.
    const mask = masks.get(masked) ?? String(masks.size);
    masks.set(masked, mask);
    const form = { text, mask, numbers: (text.match(numbers) ?? []).map(Number) };
    forms.set(text, form);
    return form;
  }

  return (script) => {
    const lines: Line[] = [];
    let from = 0;
    for (const raw of script.split('\n')) {
      const text = raw.trim();
      const at = from + raw.indexOf(text);
      from += raw.length + 1;
      if (text === '') continue;
      const before = `${lines.at(-2)?.mask} ${lines.at(-1)?.mask}`;
      lines.push({ ...formOf(text), before, from: at, to: at + text.length });
    }
    return lines;
  };
}

/** Lines that are alike, in the order of the script. */
export type Grouped = ReadonlyMap<string, readonly Line[]>;

/** Alike but for their numbers. */
export function byMask(lines: readonly Line[]): Grouped {
  return grouped(lines, ({ mask }) => mask);
}

/** Alike with the lines before, so that the order of lines counts. */
export function inContext(lines: readonly Line[]): Grouped {
  return grouped(lines, ({ before, mask }) => `${before} ${mask}`);
}

export function byText(lines: readonly Line[]): Grouped {
  return grouped(lines, ({ text }) => text);
}

function grouped(lines: readonly Line[], key: (line: Line) => string): Grouped {
  const groups = new Map<string, Line[]>();
  for (const line of lines) {
    const own = key(line);
    const group = groups.get(own);
    if (group === undefined) groups.set(own, [line]);
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
