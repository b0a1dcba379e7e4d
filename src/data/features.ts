import type { PointFunction } from '#src/data/formula/formula.ts';
import { loadFormulaParser } from '#src/data/formula/load-parser.ts';
import type { Problem } from '#src/experiment/problem.ts';
import { err, ok, type Result } from '#src/lib/result.ts';
import { words } from '#words/base/data.ts';

/** The network's inputs before scaling, as functions of a point. */
export interface Features {
  readonly names: readonly string[];
  /** @param x [rows × inputs] @returns [rows × names] */
  compute(x: Float64Array): Float64Array;
}

/** Parses the reader's features of the inputs by these names; none stands for the inputs themselves. */
export async function resolveFeatures(
  formulas: readonly string[],
  inputs: readonly string[],
): Promise<Result<Features, Problem>> {
  if (formulas.length === 0) return ok({ names: inputs, compute: (x) => x });
  const parse = await loadFormulaParser();
  const evaluates: PointFunction[] = [];
  for (const [i, source] of formulas.entries()) {
    const formula = parse(source, inputs);
    if (!formula.ok) {
      const { message, position } = formula.error;
      const place = words.featureCharacter(i + 1, position + 1);
      return err({ field: 'features', message: `${place}: ${message}` });
    }
    evaluates.push(formula.value.evaluate);
  }
  return ok({
    names: formulas.map((formula) => formula.trim()),
    compute: (x) => {
      const rows = x.length / inputs.length;
      const values = new Float64Array(rows * evaluates.length);
      for (let i = 0; i < rows; i++) {
        evaluates.forEach((evaluate, column) => {
          values[i * evaluates.length + column] = evaluate(x, i * inputs.length);
        });
      }
      return values;
    },
  });
}
