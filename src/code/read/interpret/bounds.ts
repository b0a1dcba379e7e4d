import { call, operation, type Term } from '#src/code/read/interpret/terms.ts';
import type { FunctionName, OperatorName } from '#src/data/formula/formula.ts';

export type Bounds = readonly [least: number, most: number];

const anything: Bounds = [-Infinity, Infinity];

/** Bounds that a term certainly keeps. */
export function boundsOf(term: Term): Bounds {
  switch (term.kind) {
    case 'number':
      return [term.value, term.value];
    case 'variable':
      return term.design.kind === 'normal' || term.design.kind === 'source'
        ? anything
        : [term.design.from, term.design.to];
    case 'operation':
      return operationBounds(term.name, term.operands.map(boundsOf));
    case 'call':
      return callBounds(term.name, term.operands.map(boundsOf));
    case 'statistic':
    case 'unknown':
      return anything;
  }
}

function operationBounds(
  name: OperatorName,
  [a = anything, b = anything, c = anything]: readonly Bounds[],
): Bounds {
  switch (name) {
    case 'add':
      return [a[0] + b[0], a[1] + b[1]];
    case 'subtract':
      return [a[0] - b[1], a[1] - b[0]];
    case 'multiply':
      return hull([a[0] * b[0], a[0] * b[1], a[1] * b[0], a[1] * b[1]]);
    case 'divide':
      return b[0] > 0 || b[1] < 0
        ? hull([a[0] / b[0], a[0] / b[1], a[1] / b[0], a[1] / b[1]])
        : anything;
    case 'pow':
      if (b[0] === b[1] && b[0] > 0 && b[0] % 2 === 0)
        return [
          a[0] < 0 && a[1] > 0 ? 0 : Math.min(Math.abs(a[0]), Math.abs(a[1])) ** b[0],
          Math.max(Math.abs(a[0]), Math.abs(a[1])) ** b[0],
        ];
      return a[0] >= 0 ? [0, Infinity] : anything;
    case 'mod':
      return b[0] > 0 ? [0, b[1]] : anything;
    case 'unaryMinus':
      return [-a[1], -a[0]];
    case 'unaryPlus':
      return a;
    case 'choose':
      return hull([...b, ...c]);
    default:
      return [0, 1];
  }
}

function callBounds(name: FunctionName, [a = anything, b = a]: readonly Bounds[]): Bounds {
  switch (name) {
    case 'sin':
    case 'cos':
    case 'tanh':
    case 'sign':
      return [-1, 1];
    case 'exp':
    case 'sqrt':
    case 'cosh':
    case 'hypot':
      return [0, Infinity];
    case 'abs':
      return [a[0] > 0 ? a[0] : 0, Math.max(Math.abs(a[0]), Math.abs(a[1]))];
    case 'floor':
    case 'ceil':
    case 'round':
      return [Math.floor(a[0]), Math.ceil(a[1])];
    case 'mod':
      return b[0] > 0 ? [0, b[1]] : anything;
    case 'max':
      return [Math.max(a[0], b[0]), Math.max(a[1], b[1])];
    case 'min':
      return [Math.min(a[0], b[0]), Math.min(a[1], b[1])];
    default:
      return anything;
  }
}

function hull(values: readonly number[]): Bounds {
  return values.some(Number.isNaN) ? anything : [Math.min(...values), Math.max(...values)];
}

/** Whether a term is certainly a whole number. */
export function isWhole(term: Term): boolean {
  switch (term.kind) {
    case 'number':
      return Number.isInteger(term.value);
    case 'variable':
      return /^(?:integers|shuffled|counter)$/.test(term.design.kind);
    case 'call':
      return (
        /^(?:floor|ceil|round|sign)$/.test(term.name) ||
        (/^(?:abs|min|max|mod)$/.test(term.name) && term.operands.every(isWhole))
      );
    case 'operation': {
      const operands = term.name === 'choose' ? term.operands.slice(1) : term.operands;
      if (/^(?:add|subtract|multiply|mod|unaryMinus|unaryPlus|choose)$/.test(term.name))
        return operands.every(isWhole);
      return !/^(?:divide|pow)$/.test(term.name);
    }
    case 'statistic':
    case 'unknown':
      return false;
  }
}

/** Towards zero, as `int()` rounds; formulas round down. */
export function truncated(term: Term): Term {
  if (isWhole(term)) return term;
  if (boundsOf(term)[0] >= 0) return call('floor', term);
  return operation('multiply', call('sign', term), call('floor', call('abs', term)));
}
