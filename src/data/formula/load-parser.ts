import type { ParseFormula } from '#src/data/formula/formula.ts';

/** Once it is there: an import that is asked for again takes its time outside of browsers. */
let parser: ParseFormula | null = null;

/** Brings the parser in: the page loads it only when a formula is used. */
export async function loadFormulaParser(): Promise<ParseFormula> {
  parser ??= (await import('#src/data/formula/parser.ts')).parseFormula;
  return parser;
}
