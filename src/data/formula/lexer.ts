import type { FormulaError } from '#src/data/formula/formula.ts';
import { err, ok, type Result } from '#src/lib/result.ts';

/** A name in a formula and the character it starts at. */
export interface NameToken {
  readonly name: string;
  readonly position: number;
}

/** Operators that are words. */
const wordOperators: ReadonlySet<string> = new Set(['and', 'or', 'not']);

const tokenPattern =
  /(?<blank>[ \t]+)|(?<number>(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)|(?<name>[a-z][a-z\d]*)|(?<operator>[<>=!]=|[-+*/%^<>?:,()])/iy;

/**
 * The first gate of a formula: only numbers, known names and known operators pass, everything else is refused at
 * its own character before a parser sees it.
 *
 * @param known names a formula may hold besides the words and, or, not
 * @returns the names in the order in which they are written, without those words
 */
export function scanNames(
  source: string,
  known: (name: string) => boolean,
  maxDepth: number,
): Result<readonly NameToken[], FormulaError> {
  const names: NameToken[] = [];
  let depth = 0;
  let position = 0;
  while (position < source.length) {
    tokenPattern.lastIndex = position;
    const groups = tokenPattern.exec(source)?.groups;
    if (groups === undefined) return refuse(position, unexpected(source.slice(position)));
    const { blank, number, name, operator } = groups;
    const token = blank ?? number ?? name ?? operator ?? '';
    const next = source.slice(position + token.length);
    if (number === '0' && /^[xob]\d/i.test(next))
      return refuse(position, 'write numbers in decimal, products with *');
    if (name !== undefined && !wordOperators.has(name)) {
      if (!known(name)) return refuse(position, `“${name}” is not known here`);
      names.push({ name, position });
    }
    if (operator === '(') depth++;
    if (operator === ')') depth--;
    if (depth > maxDepth) return refuse(position, 'too many brackets inside one another');
    if (operator === '%' && /^\s*(?:$|[),])/.test(next))
      return refuse(position, 'the divisor after % is missing');
    position += token.length;
  }
  return ok(names);
}

function unexpected(rest: string): string {
  const [character = ''] = rest;
  if (character === '=') return 'to compare, write ==';
  return `“${character}” cannot stand in a formula`;
}

function refuse(position: number, message: string): Result<never, FormulaError> {
  return err({ position, message });
}
