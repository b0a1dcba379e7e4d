import {
  isTruth,
  infix as ownSigns,
  type Strength,
  strength,
  type Text,
} from '#src/code/write/python.ts';
import type { Expression, FunctionName } from '#src/data/formula/formula.ts';

/** Julia for one number at a time: the same operations in the same order as ours, in float64. */

const infix = { ...ownSigns, and: ['&&', strength.and], or: ['||', strength.or] } as const;

/** Functions that Julia spells otherwise. */
const calls: Partial<Record<FunctionName, (operands: readonly string[]) => string>> = {
  atan2: ([y, x]) => `atan(${y}, ${x})`,
  round: ([x]) => `floor(${x} + 0.5)`,
  relu: ([x]) => `max(${x}, 0)`,
  sigmoid: ([x]) => `(1 / (1 + exp(-(${x}))))`,
  pow: ([x, y]) => `pow(${x}, ${y})`,
  min: (all) => `min(${all.join(', ')}, Inf)`,
  max: (all) => `max(${all.join(', ')}, -Inf)`,
};

/** Those that raise where ours are not a number: outside of where they are defined, or at infinity only. */
const partial: readonly string[] = ['asin', 'acos', 'log', 'log2', 'log10', 'sqrt'];
const ofFinite: readonly string[] = ['sin', 'cos', 'tan'];

/** The helper that formulas call where Julia's own functions raise. */
export const ieeeText = `"""A function as in the browser: not a number where Julia's own raises."""
function ieee(f, values...)
    try
        return f(map(float, values)...)
    catch error
        error isa DomainError || rethrow()
        return NaN
    end
end

pow(x, y) = ieee(^, x, y)`;

/** A formula as a Julia expression of these variables. */
export function juliaOf(tree: Expression, variables: readonly string[]): string {
  return write(tree, variables).text;
}

function write(tree: Expression, variables: readonly string[]): Text {
  const atom = (text: string): Text => ({ text, binds: strength.atom });
  const plain = (operand: Expression | undefined): string =>
    operand === undefined ? '0' : write(operand, variables).text;
  const bound = (operand: Expression | undefined, binds: Strength): string => {
    const { text, binds: own } = operand ? write(operand, variables) : atom('0');
    return own >= binds ? text : `(${text})`;
  };
  /** Anything but 0 is true. */
  const truth = (operand: Expression | undefined, binds: Strength): string =>
    operand !== undefined && isTruth(operand)
      ? bound(operand, binds)
      : `${bound(operand, strength.sum)} != 0`;
  switch (tree.kind) {
    case 'number':
      return {
        text:
          Number.isInteger(tree.value) && Math.abs(tree.value) < 1e15
            ? `${tree.value}.0`
            : String(tree.value),
        binds: tree.value < 0 ? strength.sign : strength.atom,
      };
    case 'constant':
      return atom(tree.name === 'pi' ? 'float(pi)' : 'exp(1.0)');
    case 'variable':
      return atom(variables[tree.index] ?? 'x');
    case 'call': {
      const [first, second, third] = tree.operands;
      const operands = tree.operands.map(plain);
      if (tree.name === 'where')
        return atom(`(${truth(first, strength.or)} ? ${plain(second)} : ${plain(third)})`);
      if (tree.name === 'mod') return atom(`mod(${operands.join(', ')})`);
      if (tree.name === 'log' && second !== undefined)
        return atom(`(ieee(log, ${operands[0]}) / ieee(log, ${operands[1]}))`);
      const own = calls[tree.name]?.(operands);
      const isGuarded =
        partial.includes(tree.name) ||
        (ofFinite.includes(tree.name) && !tree.operands.every(isPolynomial));
      const name = isGuarded ? `ieee(${tree.name}, ` : `${tree.name}(`;
      return atom(own ?? `${name}${operands.join(', ')})`);
    }
    case 'operation': {
      const [first, second, third] = tree.operands;
      switch (tree.name) {
        case 'unaryPlus':
          return write(first as Expression, variables);
        case 'unaryMinus':
          return { text: `-${bound(first, strength.power)}`, binds: strength.sign };
        case 'not':
          return atom(`!(${truth(first, strength.or)})`);
        case 'mod':
          return atom(`mod(${plain(first)}, ${plain(second)})`);
        case 'choose':
          return {
            text: `${truth(first, strength.or)} ? ${bound(second, strength.or)} : ${bound(third, strength.choose)}`,
            binds: strength.choose,
          };
        case 'pow':
          return second?.kind === 'number' && [1, 2, 3, 4].includes(second.value)
            ? { text: `${bound(first, strength.atom)}^${second.value}`, binds: strength.power }
            : atom(`pow(${plain(first)}, ${plain(second)})`);
        default: {
          const [sign, binds] = infix[tree.name] ?? ['+', strength.sum];
          const tighter = (binds + 1) as Strength;
          const isLogic = tree.name === 'and' || tree.name === 'or';
          if (isLogic)
            return { text: `${truth(first, tighter)} ${sign} ${truth(second, tighter)}`, binds };
          const left = binds === strength.comparison ? tighter : binds;
          return { text: `${bound(first, left)} ${sign} ${bound(second, tighter)}`, binds };
        }
      }
    }
  }
}

/** Whether something is finite wherever its variables are. */
function isPolynomial(tree: Expression): boolean {
  if (tree.kind === 'call') return false;
  if (tree.kind !== 'operation') return true;
  return /^(?:add|subtract|multiply|unary.*)$/.test(tree.name) && tree.operands.every(isPolynomial);
}
