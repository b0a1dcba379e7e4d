import type { PointFunction } from '#src/data/formula.ts';
import { loadFormulaParser } from '#src/data/load-formula-parser.ts';
import type { Problem } from '#src/experiment/problem.ts';
import { err, ok, type Result } from '#src/lib/result.ts';

/** The network's inputs before scaling, as functions of a point. */
export interface Features {
  readonly names: readonly string[];
  /** @param x [rows × dimensions] @returns [rows × names] */
  compute(x: Float64Array): Float64Array;
}

/** Parses the reader's features; none stands for the coordinates themselves. */
export async function resolveFeatures(
  formulas: readonly string[],
  dimensions: 1 | 2,
): Promise<Result<Features, Problem>> {
  const variables = dimensions === 1 ? (['x'] as const) : (['x0', 'x1'] as const);
  if (formulas.length === 0) return ok({ names: variables, compute: (x) => x });
  const parse = await loadFormulaParser();
  const evaluates: PointFunction[] = [];
  for (const [i, source] of formulas.entries()) {
    const formula = parse(source, variables);
    if (!formula.ok) {
      const { message, position } = formula.error;
      const place = `feature ${i + 1}, character ${position + 1}`;
      return err({ field: 'features', message: `${place}: ${message}` });
    }
    evaluates.push(formula.value.evaluate);
  }
  return ok({
    names: formulas.map((formula) => formula.trim()),
    compute: (x) => {
      const rows = x.length / dimensions;
      const values = new Float64Array(rows * evaluates.length);
      for (let i = 0; i < rows; i++) {
        const x0 = x[i * dimensions] as number;
        const x1 = dimensions === 1 ? 0 : (x[2 * i + 1] as number);
        evaluates.forEach((evaluate, column) => {
          values[i * evaluates.length + column] = evaluate(x0, x1);
        });
      }
      return values;
    },
  });
}
