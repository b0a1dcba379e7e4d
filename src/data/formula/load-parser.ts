import type { ParseFormula } from '#src/data/formula/formula.ts';

/** Brings the parser in: the page loads it only when a formula is used. */
export async function loadFormulaParser(): Promise<ParseFormula> {
  const { parseFormula } = await import('#src/data/formula/parser.ts');
  return parseFormula;
}
