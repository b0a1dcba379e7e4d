import {
  constants,
  type Expression,
  type FunctionName,
  type OperatorName,
} from '#src/data/formula/formula.ts';
import type { OnnxGraph, Tensor } from '#src/export/weights/onnx-graph.ts';

/** Operations on tensors of float64 by name; `at` makes a constant. */
interface Algebra {
  at(value: number): Tensor;
  op(operator: string, ...operands: readonly Tensor[]): Tensor;
  /** An operator that runtimes have in float32 only. */
  single(operator: string, operand: Tensor): Tensor;
  /** 1 or 0 of a comparison. */
  truth(operator: string, ...operands: readonly Tensor[]): Tensor;
  where(condition: Tensor, yes: Tensor, no: Tensor): Tensor;
}

type Write = (a: Algebra, x: Tensor, y: Tensor, z: Tensor) => Tensor;

const isNegative = (a: Algebra, x: Tensor) => a.truth('Less', x, a.at(0));
const unequal: Write = (a, x, y) => a.op('Sub', a.at(1), a.truth('Equal', x, y));
const isTrue = (a: Algebra, x: Tensor) => unequal(a, x, a.at(0), '');
const half = (a: Algebra, x: Tensor) => a.op('Mul', x, a.at(0.5));
const exponentials =
  (sign: 'Add' | 'Sub'): Write =>
  (a, x) =>
    half(a, a.op(sign, a.op('Exp', x), a.op('Exp', a.op('Neg', x))));
const logarithm =
  (base: number): Write =>
  (a, x) =>
    a.op('Div', a.op('Log', x), a.at(Math.log(base)));
const modulo: Write = (a, x, y) => a.op('Sub', x, a.op('Mul', y, a.op('Floor', a.op('Div', x, y))));
const choose: Write = (a, x, y, z) => a.where(x, y, z);
const power: Write = (a, x, y) => a.op('Pow', x, y);
const floor: Write = (a, x) => a.op('Floor', x);

const operators = {
  add: (a, x, y) => a.op('Add', x, y),
  subtract: (a, x, y) => a.op('Sub', x, y),
  multiply: (a, x, y) => a.op('Mul', x, y),
  divide: (a, x, y) => a.op('Div', x, y),
  mod: modulo,
  pow: power,
  unaryMinus: (a, x) => a.op('Neg', x),
  unaryPlus: (_, x) => x,
  equal: (a, x, y) => a.truth('Equal', x, y),
  unequal,
  smaller: (a, x, y) => a.truth('Less', x, y),
  larger: (a, x, y) => a.truth('Greater', x, y),
  smallerEq: (a, x, y) => a.truth('LessOrEqual', x, y),
  largerEq: (a, x, y) => a.truth('GreaterOrEqual', x, y),
  and: (a, x, y) => a.op('Mul', isTrue(a, x), isTrue(a, y)),
  or: (a, x, y) => a.op('Max', isTrue(a, x), isTrue(a, y)),
  not: (a, x) => a.truth('Equal', x, a.at(0)),
  choose,
} as const satisfies Record<OperatorName, Write>;

/** Functions of a fixed number of operands. */
const functions = {
  sin: (a, x) => a.op('Sin', x),
  cos: (a, x) => a.op('Cos', x),
  tan: (a, x) => a.op('Div', a.op('Sin', x), a.op('Cos', x)),
  asin: (a, x) => a.single('Asin', x),
  acos: (a, x) => a.single('Acos', x),
  atan: (a, x) => a.single('Atan', x),
  atan2: (a, y, x) => {
    const halfTurn = a.where(isNegative(a, y), a.at(-Math.PI), a.at(Math.PI));
    const turn = a.where(isNegative(a, x), halfTurn, a.at(0));
    return a.op('Add', a.single('Atan', a.op('Div', y, x)), turn);
  },
  sinh: exponentials('Sub'),
  cosh: exponentials('Add'),
  tanh: (a, x) => a.op('Tanh', x),
  exp: (a, x) => a.op('Exp', x),
  log2: logarithm(2),
  log10: logarithm(10),
  sqrt: (a, x) => a.op('Sqrt', x),
  cbrt: (a, x) => a.op('Mul', a.op('Sign', x), a.op('Pow', a.op('Abs', x), a.at(1 / 3))),
  abs: (a, x) => a.op('Abs', x),
  sign: (a, x) => a.op('Sign', x),
  floor,
  ceil: (a, x) => a.op('Ceil', x),
  round: (a, x) => floor(a, a.op('Add', x, a.at(0.5)), '', ''),
  trunc: (a, x) => a.where(isNegative(a, x), a.op('Ceil', x), a.op('Floor', x)),
  relu: (a, x) => a.op('Max', x, a.at(0)),
  sigmoid: (a, x) => a.op('Div', a.at(1), a.op('Add', a.at(1), a.op('Exp', a.op('Neg', x)))),
  mod: modulo,
  pow: power,
  where: choose,
} as const satisfies Record<Exclude<FunctionName, 'log' | 'min' | 'max' | 'hypot'>, Write>;

/** Functions of any number of operands. */
const variadic = {
  log: (a, [x = '', base]) =>
    base === undefined ? a.op('Log', x) : a.op('Div', a.op('Log', x), a.op('Log', base)),
  min: (a, all) => a.op('Min', ...all),
  max: (a, all) => a.op('Max', ...all),
  hypot: (a, all) =>
    a.op(
      'Sqrt',
      all.map((x) => a.op('Mul', x, x)).reduce((sum, square) => a.op('Add', sum, square)),
    ),
} as const satisfies Record<string, (a: Algebra, all: readonly Tensor[]) => Tensor>;

/** A formula of columns [rows, 1] of float64 as nodes of a graph. @returns the column of its values */
export function formulaColumn(
  graph: OnnxGraph,
  tree: Expression,
  columns: readonly Tensor[],
): Tensor {
  const algebra: Algebra = {
    at: (value) => graph.constant(Float64Array.of(value)),
    op: (operator, ...operands) => graph.apply(operator, operands),
    single: (operator, operand) =>
      graph.cast(graph.apply(operator, [graph.cast(operand, 'float')]), 'double'),
    truth: (operator, ...operands) => graph.cast(graph.apply(operator, operands), 'double'),
    where: (condition, yes, no) => graph.apply('Where', [graph.cast(condition, 'bool'), yes, no]),
  };
  const write = (part: Expression): Tensor => {
    switch (part.kind) {
      case 'number':
        return algebra.at(part.value);
      case 'constant':
        return algebra.at(constants[part.name]);
      case 'variable':
        return columns[part.index] ?? '';
      default: {
        const operands = part.operands.map(write);
        const [x = '', y = '', z = ''] = operands;
        const { name } = part;
        if (name === 'log' || name === 'min' || name === 'max' || name === 'hypot')
          return variadic[name](algebra, operands);
        const one: Write =
          part.kind === 'call'
            ? functions[name as keyof typeof functions]
            : operators[name as OperatorName];
        return one(algebra, x, y, z);
      }
    }
  };
  // A formula without variables has as many rows as the others, too.
  const nothing = graph.apply('Mul', [columns[0] ?? '', algebra.at(0)]);
  return graph.apply('Add', [write(tree), nothing]);
}
