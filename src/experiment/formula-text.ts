/** A constant that a formula's text gives a value: "a = 1.5". */
export interface FormulaConstant {
  readonly name: string;
  readonly value: number;
  /** Where its number stands in the text, in characters. */
  readonly from: number;
  readonly to: number;
}

/** Constants that a formula may have. */
export const mostConstants = 8;

const separator = ';';
const constantPattern =
  /^(\s*([a-z][a-z\d_]*)\s*=\s*)([-+−]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)\s*$/i;
/** What stands for the answer: "y = 3" is a formula. */
const answerNames = /^[yzf]$/i;

/** The pieces of a formula's text between semicolons that give values to constants, and the others, which are formulas. */
export function piecesOf(text: string): {
  readonly constants: readonly FormulaConstant[];
  readonly formulas: readonly { readonly text: string; readonly from: number }[];
} {
  const constants: FormulaConstant[] = [];
  const formulas: { text: string; from: number }[] = [];
  let from = 0;
  for (const piece of text.split(separator)) {
    const constant = constantIn(piece, from);
    if (constant !== null) constants.push(constant);
    else if (piece.trim() !== '') formulas.push({ text: piece, from });
    from += piece.length + 1;
  }
  return { constants, formulas: formulas.length > 0 ? formulas : [{ text: '', from: 0 }] };
}

function constantIn(piece: string, from: number): FormulaConstant | null {
  const [, before = '', name = '', number = ''] = constantPattern.exec(piece) ?? [];
  if (name === '' || answerNames.test(name)) return null;
  const start = from + before.length;
  const value = Number(number.replace('−', '-'));
  return { name: name.replaceAll(/_(?=\d)/g, ''), value, from: start, to: start + number.length };
}

/** The text with another value of one of its constants. */
export function withConstant(text: string, { from, to }: FormulaConstant, value: number): string {
  return `${text.slice(0, from)}${value}${text.slice(to)}`;
}
