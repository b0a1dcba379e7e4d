import {
  type ConstantName,
  constants,
  type FormulaConstants,
  type FormulaError,
  type FormulaVariables,
  type FunctionName,
  functions,
} from '#src/data/formula/formula.ts';
import { err, ok, type Result } from '#src/lib/result.ts';
import { words as texts } from '#words/base/formula.ts';

/** A piece of a formula and the character it starts at. */
export type Token = { readonly position: number } & (
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'variable'; readonly index: number }
  | { readonly kind: 'constant'; readonly name: ConstantName }
  | { readonly kind: 'named'; readonly name: string; readonly value: number }
  | { readonly kind: 'function'; readonly name: FunctionName }
  /** An exponent that is written small. */
  | { readonly kind: 'raised'; readonly value: number }
  | { readonly kind: 'sign'; readonly sign: Sign }
  | { readonly kind: 'end' }
);

export type Sign =
  | '+'
  | '-'
  | '*'
  | '/'
  | '//'
  | '%'
  | '^'
  | '<'
  | '<='
  | '>'
  | '>='
  | '=='
  | '!='
  | 'and'
  | 'or'
  | 'xor'
  | 'not'
  | '|'
  | '?'
  | ':'
  | 'if'
  | 'else'
  | '('
  | ')'
  | ',';

/** Everything that is written in another way elsewhere, and on our own pages. */
const spellings: Readonly<Record<string, Sign>> = {
  '−': '-',
  '–': '-',
  '×': '*',
  '·': '*',
  '⋅': '*',
  '∙': '*',
  '÷': '/',
  '**': '^',
  '≤': '<=',
  '≥': '>=',
  '≠': '!=',
  '&': 'and',
  '&&': 'and',
  '∧': 'and',
  '∨': 'or',
  '⊕': 'xor',
  '⊻': 'xor',
  '!': 'not',
  '¬': 'not',
};

const words: Readonly<Record<string, Sign>> = {
  and: 'and',
  or: 'or',
  xor: 'xor',
  not: 'not',
  if: 'if',
  else: 'else',
};

const names: Readonly<Record<string, ConstantName | FunctionName>> = {
  π: 'pi',
  '√': 'sqrt',
  ln: 'log',
  arcsin: 'asin',
  arccos: 'acos',
  arctan: 'atan',
  arctan2: 'atan2',
  sgn: 'sign',
  fabs: 'abs',
  absolute: 'abs',
  power: 'pow',
  maximum: 'max',
  minimum: 'min',
};

/** What may stand before the formula itself: "y =", "f(x) =", "lambda x:". */
const opening = /^\s*(?:(?:[yz]|f(?:\([\w, ]*\))?)\s*=(?!=)|lambda\b[\w, ]*:)/i;

const libraries = String.raw`(?:(?:np|numpy|jnp|math|torch|tf|nn)\s*\.\s*)*`;
const pattern = new RegExp(
  [
    String.raw`(?<blank>[ \t\u00a0\u2009\u202f]+)`,
    String.raw`(?<number>(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)`,
    String.raw`(?<item>x\s*\[(?:\s*:\s*,)?\s*(?<place>\d+)\s*\])`,
    String.raw`(?:${libraries}(?<name>[a-z][a-z\d_]*[₀-₉]*|[π√])(?:\.(?=\())?)`,
    String.raw`(?<raised>⁻?[⁰¹²³⁴-⁹]+)`,
    String.raw`\.?(?<sign>\*\*|\/\/|&&|[<>=!]=|[-+*/%^<>?:,()|&!−–×·⋅∙÷≤≥≠∧∨⊕⊻¬])`,
  ].join('|'),
  'iy',
);

/**
 * The first gate of a formula: only numbers, known names and known signs pass; everything else is refused at its own
 * character. The last token is the end.
 */
export function tokensOf(
  source: string,
  variables: FormulaVariables,
  given: FormulaConstants,
): Result<readonly Token[], FormulaError> {
  const tokens: Token[] = [];
  let position = opening.exec(source)?.[0].length ?? 0;
  while (position < source.length) {
    pattern.lastIndex = position;
    const match = pattern.exec(source);
    const groups = match?.groups;
    if (match === null || groups === undefined)
      return refuse(position, unexpected(source.slice(position)));
    const { blank, number, item, place, name, raised, sign } = groups;
    const next = source.slice(position + match[0].length);
    if (number === '0' && /^[xob]\d/i.test(next))
      return refuse(position, texts.writeNumbersInDecimal);
    if (number !== undefined) {
      const value = Number(number);
      if (!Number.isFinite(value)) return refuse(position, texts.aNumberIsTooLarge);
      tokens.push({ kind: 'number', value, position });
    } else if (raised !== undefined) {
      tokens.push({ kind: 'raised', value: Number(lowered(raised)), position });
    } else if (sign !== undefined) {
      if (sign === '%' && next.startsWith('%'))
        return refuse(position, texts.theRemainderOfADivision);
      tokens.push({ kind: 'sign', sign: spellings[sign] ?? (sign as Sign), position });
    } else if (blank === undefined) {
      const token = named(item === undefined ? lowered(name ?? '') : `x${place}`, variables, given);
      if (token === null) return refuse(position, unknown(match[0], variables));
      tokens.push({ ...token, position });
    }
    position += match[0].length;
  }
  tokens.push({ kind: 'end', position: source.length });
  return ok(tokens);
}

type Bare<T> = T extends unknown ? Omit<T, 'position'> : never;

function named(
  written: string,
  variables: FormulaVariables,
  given: FormulaConstants,
): Bare<Token> | null {
  for (const name of [written, written.toLowerCase()]) {
    const index = variableIndex(name, variables);
    if (index >= 0) return { kind: 'variable', index };
    const sign = own(words, name);
    if (sign !== undefined) return { kind: 'sign', sign };
    const known = own(names, name) ?? name;
    if (Object.hasOwn(constants, known)) return { kind: 'constant', name: known as ConstantName };
    if (Object.hasOwn(functions, known)) return { kind: 'function', name: known as FunctionName };
  }
  const value = given.get(written);
  return value === undefined ? null : { kind: 'named', name: written, value };
}

/** A single input is x or x0; the first of two or three are also x, y and z. */
function variableIndex(name: string, variables: FormulaVariables): number {
  const index = variables.indexOf(name);
  if (index >= 0) return index;
  if (variables.length === 1) return name === 'x0' && variables[0] === 'x' ? 0 : -1;
  const isNumbered = variables.length <= 3 && variables.every((own, i) => own === `x${i}`);
  const place = isNumbered ? ['x', 'y', 'z'].indexOf(name) : -1;
  return place < variables.length ? place : -1;
}

function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** Small digits as others, without what joins them to a name. */
function lowered(text: string): string {
  return text
    .replace(/[⁰¹²³⁴-⁹]/g, (digit) => String('⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(digit)))
    .replace(/[₀-₉]/g, (digit) => String('₀₁₂₃₄₅₆₇₈₉'.indexOf(digit)))
    .replace('⁻', '-')
    .replace(/_(?=\d)/g, '');
}

function unknown(text: string, variables: FormulaVariables): string {
  const [first, ...others] = variables;
  if (first === undefined || !/^x/i.test(text)) return texts.isNotKnown(text);
  return texts.isNoInput(text, first, others.at(-1) ?? first);
}

function unexpected(rest: string): string {
  const [character = ''] = rest;
  if (character === '=') return texts.toCompareWrite;
  return texts.cannotStandInAFormula(character);
}

function refuse(position: number, message: string): Result<never, FormulaError> {
  return err({ position, message });
}
