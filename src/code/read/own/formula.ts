import { numberText, operationText, type Written } from '#src/code/read/interpret/term-text.ts';
import type { Expr } from '#src/code/read/parse/syntax.ts';
import type { Expression } from '#src/data/formula/formula.ts';
import { parseFormula } from '#src/data/formula/parser.ts';

/** Functions of our formulas by other names of theirs. */
const names: Readonly<Record<string, string>> = {
  arcsin: 'asin',
  arccos: 'acos',
  power: 'pow',
  divide: '/',
  mod: '%',
};
const operators: Readonly<Record<string, string>> = { '**': '^' };

/** An expression of one of our scripts as a formula of these inputs; null: it is none. */
export function formulaOf(expr: Expr, inputs: readonly string[]): string | null {
  const text = bracketedText(expr);
  const parsed = text === null ? null : parseFormula(text, inputs);
  return parsed?.ok ? (written(parsed.value.tree, inputs)?.text ?? text) : null;
}

/** With the brackets that it needs. */
function written(tree: Expression, inputs: readonly string[]): Written | null {
  if (tree.kind === 'number') return numberText(tree.value);
  if (tree.kind === 'constant') return { text: tree.name, binds: 9 };
  if (tree.kind === 'variable') return { text: inputs[tree.index] ?? '', binds: 9 };
  const operands: Written[] = [];
  for (const operand of tree.operands) {
    const text = written(operand, inputs);
    if (text === null) return null;
    operands.push(text);
  }
  if (tree.kind === 'operation') return operationText(tree.name, operands);
  return { text: `${tree.name}(${operands.map(({ text }) => text).join(', ')})`, binds: 9 };
}

/** With brackets around every operand. */
function bracketedText(expr: Expr): string | null {
  switch (expr.kind) {
    case 'number':
      return String(expr.value);
    case 'name':
      return expr.name;
    case 'member':
      return /^(?:pi|e)$/.test(expr.name) ? expr.name : null;
    case 'unary': {
      const operand = bracketedText(expr.operand);
      if (operand === null || expr.operator === 'transpose') return null;
      return expr.operator === 'not' ? `(not (${operand}))` : `(${expr.operator}(${operand}))`;
    }
    case 'binary': {
      const [left, right] = [bracketedText(expr.left), bracketedText(expr.right)];
      if (left === null || right === null) return null;
      const { operator } = expr;
      return `((${left}) ${operators[operator] ?? operator} (${right}))`;
    }
    case 'choice': {
      const parts = [expr.test, expr.yes, expr.no].map(bracketedText);
      return parts.includes(null) ? null : `((${parts[0]}) ? (${parts[1]}) : (${parts[2]}))`;
    }
    case 'call':
      return callOf(
        expr.callee,
        expr.args.map(({ value }) => value),
      );
    default:
      return null;
  }
}

function callOf(callee: Expr, args: readonly Expr[]): string | null {
  const name = callee.kind === 'name' || callee.kind === 'member' ? callee.name : null;
  const [first, ...rest] = args;
  if (name === null || first === undefined) return null;
  // `ieee(np.sqrt, x)` is NumPy's function, `bool(x)` what it holds.
  if (name === 'ieee') return callOf(first, rest);
  if (name === 'bool' || name === 'float') return bracketedText(first);
  const isInfinite = (arg: Expr | undefined): boolean =>
    arg?.kind === 'unary'
      ? isInfinite(arg.operand)
      : (arg?.kind === 'member' || arg?.kind === 'name') && /^inf$/i.test(arg.name);
  const isOpen = isInfinite(args.at(-1));
  const values = (isOpen ? args.slice(0, -1) : args).map(bracketedText);
  if (values.includes(null)) return null;
  if (name === 'atan' && values.length === 2) return `atan2(${values.join(', ')})`;
  if (name === 'copysign') return `cbrt(${values[1]})`;
  if (name === 'max' && !isOpen) return `relu(${values[0]})`;
  const own = names[name] ?? name;
  if (own === '/' || own === '%') return `((${values[0]}) ${own} (${values[1]}))`;
  return `${own}(${values.join(', ')})`;
}
