import type {
  Formula,
  FormulaError,
  FormulaVariables,
  ParseFormula,
} from '#src/data/formula/formula.ts';
import { type FormulaConstant, mostConstants, piecesOf } from '#src/experiment/formula-text.ts';
import { err, ok, type Result } from '#src/lib/result.ts';
import { words } from '#words/base/formula.ts';

/** One formula for each output, separated by `;`, among which constants may be given values. */
export function parseFormulas(
  parse: ParseFormula,
  text: string,
  variables: FormulaVariables,
): Result<readonly Formula[], FormulaError> {
  const pieces = piecesOf(text);
  const refused = constantProblem(parse, pieces.constants, variables);
  if (refused !== null) return err(refused);
  const constants = new Map(pieces.constants.map(({ name, value }) => [name, value]));
  const formulas: Formula[] = [];
  for (const { text: source, from } of pieces.formulas) {
    const formula = parse(source, variables, constants);
    if (!formula.ok) return err({ ...formula.error, position: from + formula.error.position });
    formulas.push(formula.value);
  }
  return ok(formulas);
}

/** Names must be free, each given once, and numbers finite. */
function constantProblem(
  parse: ParseFormula,
  constants: readonly FormulaConstant[],
  variables: FormulaVariables,
): FormulaError | null {
  for (const [i, { name, value, from }] of constants.entries()) {
    const refuse = (message: string) => ({ position: from, message });
    if (i >= mostConstants) return refuse(words.atMostConstants(mostConstants));
    if (!Number.isFinite(value)) return refuse(words.aNumberIsTooLarge);
    if (constants.findIndex((other) => other.name === name) < i)
      return refuse(words.hasAValue(name));
    if (!isFree(parse, name, variables)) return refuse(words.hasAMeaning(name));
  }
  return null;
}

/** Whether a name means nothing by itself: it can be read once it has a value, and not before. */
function isFree(parse: ParseFormula, name: string, variables: FormulaVariables): boolean {
  const stand = new Map([[name, 1]]);
  return !parse(name, variables).ok && parse(name, variables, stand).ok;
}
