import { loadedOnce } from '#src/lib/loaded-once.ts';

/** Brings the parser in: the page loads it only when a formula is used. */
export const loadFormulaParser = loadedOnce(
  async () => (await import('#src/data/formula/parser.ts')).parseFormula,
);
