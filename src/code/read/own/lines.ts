import type { Place } from '#src/code/read/mapped-text.ts';
import { nearby } from '#src/lib/nearby.ts';

/** A number as scripts have it. */
const numbers = /(?<![\w.])-?\d+(?:\.\d+)?(?:e[+-]?\d+)?(?![\w.])/g;

/** What a line says, apart from where it stands. */
interface Form {
  readonly text: string;
  /** The same for lines that say the same. */
  readonly id: number;
  /** The same for lines that are alike but for their numbers. */
  readonly mask: number;
  readonly numbers: readonly number[];
}

/** A line of a script, with its place in it. */
export interface Line extends Place {
  readonly form: Form;
  /** The same for lines whose masks and those of the two lines before are the same. */
  readonly context: number;
}

/** Splits scripts into the lines that say something. */
export type LineReader = (script: string) => readonly Line[];

/** Of no more masks a context is told from every other. */
const maskLimit = 2 ** 17;

/** Half of the scripts that are compared are the same, and most of their lines: what each says is found out once. */
export function lineReader(): LineReader {
  const scripts = new Map<string, readonly Line[]>();
  const forms = new Map<string, Form>();
  const masks = new Map<string, number>();

  function formOf(text: string): Form {
    const known = forms.get(text);
    if (known !== undefined) return known;
    const masked = text.replaceAll(numbers, '#');
    const mask = masks.get(masked) ?? masks.size + 1;
    masks.set(masked, mask);
    const found = (text.match(numbers) ?? []).map(Number);
    const form = { text, id: forms.size, mask, numbers: found };
    forms.set(text, form);
    return form;
  }

  return (script) => {
    const known = scripts.get(script);
    if (known !== undefined) return known;
    const lines: Line[] = [];
    let from = 0;
    let [before, last] = [0, 0];
    for (const raw of script.split('\n')) {
      const text = raw.trim();
      const at = from + raw.indexOf(text);
      from += raw.length + 1;
      if (text === '') continue;
      const form = formOf(text);
      const context = (before * maskLimit + last) * maskLimit + form.mask;
      lines.push({ form, context, from: at, to: at + text.length });
      [before, last] = [last, form.mask];
    }
    scripts.set(script, lines);
    return lines;
  };
}

/** Lines that are alike, in the order of the script. */
export type Grouped = ReadonlyMap<number, readonly Line[]>;

/** Alike but for their numbers. */
export function byMask(lines: readonly Line[]): Grouped {
  return grouped(lines, ({ form }) => form.mask);
}

/** Alike with the lines before, so that the order of lines counts. */
export function inContext(lines: readonly Line[]): Grouped {
  return grouped(lines, ({ context }) => context);
}

export function byText(lines: readonly Line[]): Grouped {
  return grouped(lines, ({ form }) => form.id);
}

function grouped(lines: readonly Line[], key: (line: Line) => number): Grouped {
  const groups = new Map<number, Line[]>();
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
      for (const [i, token] of line.form.numbers.entries()) {
        const found = own?.form.numbers[i];
        if (other === undefined || found === undefined || token === other.form.numbers[i]) continue;
        if (token === value) return [found];
        computed ??= (found * value) / token;
      }
    }
  }
  // What was computed with is rounded, or not.
  return computed === null ? [] : [Number(computed.toPrecision(12)), ...nearby(computed)];
}
