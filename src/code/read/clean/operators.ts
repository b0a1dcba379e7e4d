import { withoutText } from '#src/code/read/clean/characters.ts';
import type { MappedText } from '#src/code/read/mapped-text.ts';

/** What stands beside operands without being one, in either language. */
const words = new Set(
  'begin catch const do elseif end function isa let local mutable struct using where and as assert async await break case class continue def del elif else except exec finally for from global if import in is lambda match nonlocal not or pass print raise return try while with yield'.split(
    ' ',
  ),
);

/** Two operands with nothing but blanks between them. */
const neighbours = /(\w+|[\])"'])( {1,3})(?=(\w+))/g;

/**
 * Web pages lose a `+` between blanks: where one operand follows another, it is put back in a blank's place, so that
 * the length stays the same.
 *
 * @returns the line and the places of what was put back, in characters of the line
 */
export function withOperators(
  line: MappedText,
  isJulia: boolean,
): {
  readonly line: MappedText;
  readonly added: readonly number[];
} {
  const code = withoutText(line.text);
  if (/^\s*(?:[@%!]|class\s|def\s|import\s|from\s|using\s|(?:mutable\s+)?struct\s)/.test(code))
    return { line, added: [] };
  const added: number[] = [];
  for (const { index, 1: before = '', 3: after = '' } of code.matchAll(neighbours)) {
    const isRow = isJulia && isInSquareBrackets(code, index);
    if (!words.has(before) && !words.has(after) && !isOpeningQuote(code, index, before) && !isRow)
      added.push(index + before.length);
  }
  if (added.length === 0) return { line, added };
  const places = new Set(added);
  return {
    line: line.replace(/ /g, ({ index }) => (places.has(index) ? '+' : ' ')),
    added,
  };
}

/** Julia's `[1 2 3]` is a row of a matrix. */
function isInSquareBrackets(code: string, index: number): boolean {
  const before = code.slice(0, index);
  return before.split('[').length > before.split(']').length;
}

/** `print "x y"` and the like: the quote opens a text, it does not end one. */
function isOpeningQuote(code: string, index: number, mark: string): boolean {
  if (mark !== '"' && mark !== "'") return false;
  return code.slice(0, index).split(mark).length % 2 === 1;
}
