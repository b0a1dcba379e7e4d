import type { MappedText } from '#src/code/read/mapped-text.ts';

const entities: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
  '&quot;': '"',
  '&#34;': '"',
  '&#39;': "'",
  '&apos;': "'",
  '&nbsp;': ' ',
};

/** What web pages, word processors and input methods make of the characters of code, and what it was. */
const replacements: readonly (readonly [RegExp, (found: string) => string])[] = [
  [/\r\n?/g, () => '\n'],
  [/[\u200B-\u200D\u2060\uFEFF\u00AD]/g, () => ''],
  [/&(?:lt|gt|amp|quot|apos|nbsp|#34|#39);/g, (found) => entities[found] ?? found],
  [/<\/?(?:pre|code|p|br|div|span|blockquote)\b[^<>\n]*>/g, () => ''],
  [/[\u00A0\u2000-\u200A\u202F\u205F\u3000]/g, () => ' '],
  [/[\u2018-\u201B\u2032\u00B4]/g, () => "'"],
  [/[\u201C-\u201F\u2033\u00AB\u00BB]/g, () => '"'],
  [/[\u2010-\u2015\u2212]/g, () => '-'],
  [/[\u00D7\u22C5\u2217]/g, () => '*'],
  // The full-width forms of ASCII.
  [/[\uFF01-\uFF5E]/g, (found) => String.fromCharCode(found.charCodeAt(0) - 0xfee0)],
  [/^``?(?=[^`])|(?<=[^`])``?$/gm, () => ''],
  [/^[ \t]+/gm, (found) => found.replaceAll('\t', '    ')],
];

export function plainCharacters(text: MappedText): MappedText {
  return replacements.reduce(
    (done, [pattern, by]) => done.replace(pattern, ([found]) => by(found)),
    text,
  );
}

/**
 * A line in which only code is left: comments and the insides of strings are blank, the length is the same.
 */
export function withoutText(line: string): string {
  return line.replace(/("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')|#.*/g, (found) =>
    found.startsWith('#')
      ? ' '.repeat(found.length)
      : found[0] + ' '.repeat(found.length - 2) + found.at(-1),
  );
}

/** Brackets that a line leaves open, or (negative) closes of those before it. @param code without strings */
export function bracketBalance(code: string): number {
  let depth = 0;
  for (const character of code) {
    if ('([{'.includes(character)) depth++;
    if (')]}'.includes(character)) depth--;
  }
  return depth;
}

/** How deep brackets stand inside one another, at most. */
export function bracketDepth(code: string): number {
  let depth = 0;
  let deepest = 0;
  for (const character of code) {
    if ('([{'.includes(character)) deepest = Math.max(deepest, ++depth);
    else if (')]}'.includes(character)) depth = Math.max(0, depth - 1);
    else if (character === '\n' && depth > 100) break;
  }
  return deepest;
}
