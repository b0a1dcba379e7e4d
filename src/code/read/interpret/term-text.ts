import { type Term, termKey } from '#src/code/read/interpret/terms.ts';
import type { OperatorName } from '#src/data/formula/formula.ts';

/** How tightly an operator binds, and its sign; the formula parser's rules. */
const signs: Readonly<Record<OperatorName, readonly [sign: string, binds: number]>> = {
  choose: ['?', 0],
  or: ['or', 1],
  and: ['and', 2],
  equal: ['==', 3],
  unequal: ['!=', 3],
  smaller: ['<', 3],
  larger: ['>', 3],
  smallerEq: ['<=', 3],
  largerEq: ['>=', 3],
  add: ['+', 4],
  subtract: ['-', 4],
  not: ['not ', 5],
  unaryMinus: ['-', 5],
  unaryPlus: ['+', 5],
  multiply: ['*', 6],
  divide: ['/', 6],
  mod: ['%', 6],
  pow: ['^', 8],
};

export interface Written {
  readonly text: string;
  readonly binds: number;
}

/**
 * A term as the text of a formula that parses back to it.
 *
 * @param names what variables are called, by their keys
 * @returns null where something in it has no name
 */
export function formulaText(term: Term, names: ReadonlyMap<string, string>): string | null {
  return written(term)?.text ?? null;

  function written(part: Term): Written | null {
    const name = names.get(termKey(part));
    if (name !== undefined) return { text: name, binds: 9 };
    if (part.kind === 'number') return numberText(part.value);
    if (part.kind !== 'operation' && part.kind !== 'call') return null;
    const operands: Written[] = [];
    for (const operand of part.operands) {
      const text = written(operand);
      if (text === null) return null;
      operands.push(text);
    }
    if (part.kind === 'call')
      return { text: `${part.name}(${operands.map(({ text }) => text).join(', ')})`, binds: 9 };
    return operationText(part.name, operands);
  }
}

export function operationText(name: OperatorName, [a, b, c]: readonly Written[]): Written | null {
  const [sign, binds] = signs[name];
  if (a === undefined) return null;
  if (b === undefined) return { text: `${sign}${bracketed(a, binds + 1)}`, binds };
  if (c !== undefined)
    return { text: `${bracketed(a, 1)} ? ${bracketed(b, 1)} : ${bracketed(c, 0)}`, binds };
  if (name === 'pow') return { text: `${bracketed(a, 9)}^${bracketed(b, 8)}`, binds };
  if (name === 'add' && /^-[\d.]+$/.test(b.text))
    return { text: `${bracketed(a, binds)} - ${b.text.slice(1)}`, binds };
  const right = bracketed(b, binds + 1);
  const blank = binds === 6 ? '' : ' ';
  return { text: `${bracketed(a, binds === 3 ? 4 : binds)}${blank}${sign}${blank}${right}`, binds };
}

function bracketed({ text, binds }: Written, least: number): string {
  return binds >= least ? text : `(${text})`;
}

/** Multiples of π are written as such. */
export function numberText(value: number): Written | null {
  if (!Number.isFinite(value)) return null;
  const text = String(value);
  const parts = (value / Math.PI) * 12;
  const isPi = text.length > 9 && value !== 0 && Math.abs(parts - Math.round(parts)) < 1e-11;
  if (isPi) {
    const twelfths = Math.round(parts);
    const divisor = 12 / gcd(Math.abs(twelfths), 12);
    const times = (twelfths * divisor) / 12;
    const factor = times === 1 ? '' : times === -1 ? '-' : `${times}*`;
    return {
      text: `${factor}pi${divisor === 1 ? '' : `/${divisor}`}`,
      binds: times < 0 ? 5 : factor === '' && divisor === 1 ? 9 : 6,
    };
  }
  return { text, binds: value < 0 ? 5 : 9 };
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
