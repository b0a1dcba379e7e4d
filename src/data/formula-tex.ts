import type { MathNode } from 'mathjs/number';
import type { FormulaVariables } from '#src/data/formula.ts';

/** LaTeX of a parsed formula: mathjs's own, with x0 and x1 as x with an index and no upright type for variables. */
export function formulaTex(node: MathNode, variables: FormulaVariables): string {
  const names: readonly string[] = variables;
  return node
    .toTex({
      parenthesis: 'auto',
      handler: (inner: MathNode & { name?: string }) =>
        inner.type === 'SymbolNode' && inner.name !== undefined && names.includes(inner.name)
          ? inner.name.replace(/(\d)$/, '_{$1}')
          : undefined,
    })
    .trim();
}
