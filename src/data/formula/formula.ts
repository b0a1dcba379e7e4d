import { formulaLimits } from '#src/experiment/field-lists.ts';
import type { Result } from '#src/lib/result.ts';

/**
 * A formula as a tree of our own: the only thing that is ever evaluated. It holds numbers, the variables it was
 * parsed for and the operations named below, so that nothing a stranger writes can reach further.
 */
export type Expression =
  /** `name`: of a constant that the text gives this value. */
  | { readonly kind: 'number'; readonly value: number; readonly name?: string }
  | { readonly kind: 'constant'; readonly name: ConstantName }
  /** `index` into the variables the formula was parsed for. */
  | { readonly kind: 'variable'; readonly index: number }
  | { readonly kind: 'operation'; readonly name: OperatorName; readonly operands: Operands }
  | { readonly kind: 'call'; readonly name: FunctionName; readonly operands: Operands };

type Operands = readonly Expression[];

export interface Formula {
  readonly source: string;
  readonly tree: Expression;
  /** LaTeX, without delimiters. */
  readonly tex: string;
  /** The value at a point; not finite where the formula is not defined. */
  readonly evaluate: PointFunction;
}

/** A function of a point: its coordinates are `x[at]`, `x[at + 1]`, …, so that rows of a table need no copies. */
export type PointFunction = (x: Float64Array, at: number) => number;

/** What is wrong with a formula, and the 0-based character at which it shows. */
export interface FormulaError {
  readonly message: string;
  readonly position: number;
}

/** The names of a formula's variables. */
export type FormulaVariables = readonly string[];

/** Text to formula, or where and why it is none. Never throws. */
export type ParseFormula = (
  source: string,
  variables: FormulaVariables,
  constants?: FormulaConstants,
) => Result<Formula, FormulaError>;

/** Values of constants by their names. */
export type FormulaConstants = ReadonlyMap<string, number>;

/** Limits on a formula's size: with them, parsing and evaluating take no noticeable time. */
export const expressionLimits = { length: formulaLimits.length, nodes: 600, depth: 40 } as const;

export const constants = { pi: Math.PI, e: Math.E } as const;
export type ConstantName = keyof typeof constants;

/** What can be called, with the number of arguments it takes. */
export const functions = {
  sin: unary(Math.sin),
  cos: unary(Math.cos),
  tan: unary(Math.tan),
  asin: unary(Math.asin),
  acos: unary(Math.acos),
  atan: unary(Math.atan),
  atan2: binary(Math.atan2),
  sinh: unary(Math.sinh),
  cosh: unary(Math.cosh),
  tanh: unary(Math.tanh),
  exp: unary(Math.exp),
  /** Natural, or to a base given as the second argument. */
  log: { least: 1, most: 2, evaluate: (x, base) => logarithm(x, base) },
  log2: unary(Math.log2),
  log10: unary(Math.log10),
  sqrt: unary(Math.sqrt),
  cbrt: unary(Math.cbrt),
  abs: unary(Math.abs),
  sign: unary(Math.sign),
  floor: unary(Math.floor),
  ceil: unary(Math.ceil),
  /** Halves go up. */
  round: unary(Math.round),
  trunc: unary(Math.trunc),
  relu: unary((x) => Math.max(x, 0)),
  sigmoid: unary((x) => 1 / (1 + Math.exp(-x))),
  min: { least: 1, most: 8, evaluate: Math.min },
  max: { least: 1, most: 8, evaluate: Math.max },
  mod: binary(modulo),
  pow: binary((x, y) => x ** y),
  hypot: { least: 1, most: 8, evaluate: Math.hypot },
  /** The second value where the first is true, else the third. */
  where: { least: 3, most: 3, evaluate: (a, b, c) => (a !== 0 ? b : c) },
} as const satisfies Record<string, FunctionDefinition>;
export type FunctionName = keyof typeof functions;

interface FunctionDefinition {
  readonly least: number;
  readonly most: number;
  readonly evaluate: (...values: number[]) => number;
}

/** What operators do. Comparisons and logic answer 1 or 0, and take anything but 0 for true. */
export const operators = {
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  mod: modulo,
  pow: (a, b) => a ** b,
  unaryMinus: (a) => -a,
  unaryPlus: (a) => a,
  equal: (a, b) => Number(a === b),
  unequal: (a, b) => Number(a !== b),
  smaller: (a, b) => Number(a < b),
  larger: (a, b) => Number(a > b),
  smallerEq: (a, b) => Number(a <= b),
  largerEq: (a, b) => Number(a >= b),
  and: (a, b) => Number(a !== 0 && b !== 0),
  or: (a, b) => Number(a !== 0 || b !== 0),
  not: (a) => Number(a === 0),
  /** `a ? b : c`. */
  choose: (a, b, c) => (a !== 0 ? b : c),
} as const satisfies Record<string, (a: number, b: number, c: number) => number>;
export type OperatorName = keyof typeof operators;

/** Python's modulo: the result has the sign of the divisor, so that −4 % 3 is 2. NaN for a divisor of 0. */
export function modulo(a: number, b: number): number {
  const rest = a % b;
  return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest + 0; // + 0: never −0
}

/** Turns a tree into nested closures, which run about as fast as the same formula written in source. */
export function compile(tree: Expression): PointFunction {
  switch (tree.kind) {
    case 'number': {
      const { value } = tree;
      return () => value;
    }
    case 'constant': {
      const value = constants[tree.name];
      return () => value;
    }
    case 'variable': {
      const { index } = tree;
      return (x, at) => x[at + index] as number;
    }
    case 'operation':
      return applied(operators[tree.name], tree.operands.map(compile));
    case 'call':
      return applied(functions[tree.name].evaluate, tree.operands.map(compile));
  }
}

function applied(f: (...values: number[]) => number, operands: PointFunction[]): PointFunction {
  const [a, b, c] = operands;
  if (operands.length === 1 && a) return (x, at) => f(a(x, at));
  if (operands.length === 2 && a && b) return (x, at) => f(a(x, at), b(x, at));
  if (operands.length === 3 && a && b && c) return (x, at) => f(a(x, at), b(x, at), c(x, at));
  return (x, at) => f(...operands.map((operand) => operand(x, at)));
}

function unary(evaluate: (x: number) => number): FunctionDefinition {
  return { least: 1, most: 1, evaluate: evaluate as FunctionDefinition['evaluate'] };
}

function binary(evaluate: (x: number, y: number) => number): FunctionDefinition {
  return { least: 2, most: 2, evaluate: evaluate as FunctionDefinition['evaluate'] };
}

function logarithm(x: number, base: number | undefined): number {
  return base === undefined ? Math.log(x) : Math.log(x) / Math.log(base);
}
