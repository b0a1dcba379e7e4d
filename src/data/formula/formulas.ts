import type {
  Formula,
  FormulaError,
  FormulaVariables,
  ParseFormula,
} from '#src/data/formula/formula.ts';
import { formulasOf } from '#src/experiment/targets.ts';
import { err, ok, type Result } from '#src/lib/result.ts';

/** One formula for each output, separated by `;`. */
export function parseFormulas(
  parse: ParseFormula,
  text: string,
  variables: FormulaVariables,
): Result<readonly Formula[], FormulaError> {
  const formulas: Formula[] = [];
  let start = 0;
  for (const source of formulasOf(text)) {
    const formula = parse(source, variables);
    if (!formula.ok) return err({ ...formula.error, position: start + formula.error.position });
    formulas.push(formula.value);
    start += source.length + 1;
  }
  return ok(formulas);
}
