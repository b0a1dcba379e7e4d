import type { Expression, FunctionName, OperatorName } from '#src/data/formula/formula.ts';

/** Python for one number at a time: the same operations in the same order as ours, in float64. */

/** A number as Python has it; multiples of pi by name. */
export function number(value: number): string {
  for (const [factor, text] of [
    [1, 'math.pi'],
    [2, '2 * math.pi'],
  ] as const) {
    if (value === factor * Math.PI) return text;
    if (value === -factor * Math.PI) return `-${text}`;
  }
  if (Number.isNaN(value)) return 'math.nan';
  return String(value).replace('Infinity', 'math.inf');
}

/** A tuple of one or more parts. */
export function tuple(parts: readonly string[]): string {
  return parts.length === 1 ? `(${parts[0]},)` : `(${parts.join(', ')})`;
}

export function indented(lines: readonly string[]): string {
  return lines.map((line) => (line === '' ? '' : `    ${line}`)).join('\n');
}

/** How tightly operators bind, loosest first: in this order in Python and Julia. */
export const strength = {
  choose: 0,
  or: 1,
  and: 2,
  not: 3,
  comparison: 4,
  sum: 5,
  product: 6,
  sign: 7,
  power: 8,
  atom: 9,
} as const;
export type Strength = (typeof strength)[keyof typeof strength];

/** An expression, and how tightly its outermost operator binds. */
export interface Text {
  readonly text: string;
  readonly binds: Strength;
}

export const infix: Partial<Record<OperatorName, readonly [sign: string, binds: Strength]>> = {
  add: ['+', strength.sum],
  subtract: ['-', strength.sum],
  multiply: ['*', strength.product],
  divide: ['/', strength.product],
  mod: ['%', strength.product],
  pow: ['**', strength.power],
  equal: ['==', strength.comparison],
  unequal: ['!=', strength.comparison],
  smaller: ['<', strength.comparison],
  larger: ['>', strength.comparison],
  smallerEq: ['<=', strength.comparison],
  largerEq: ['>=', strength.comparison],
  and: ['and', strength.and],
  or: ['or', strength.or],
};

const calls: Partial<Record<FunctionName, (operands: readonly string[]) => string>> = {
  sign: ([x]) => `((${x} > 0) - (${x} < 0))`,
  round: ([x]) => `math.floor(${x} + 0.5)`,
  cbrt: ([x]) => `math.copysign(abs(${x}) ** (1 / 3), ${x})`,
  abs: ([x]) => `abs(${x})`,
  relu: ([x]) => `max(${x}, 0)`,
  sigmoid: ([x]) => `1 / (1 + ieee(np.exp, -(${x})))`,
  where: ([a, b, c]) => `(${b}) if (${a}) else (${c})`,
  min: (all) => `min(${all.join(', ')}, math.inf)`,
  max: (all) => `max(${all.join(', ')}, -math.inf)`,
  mod: ([a, b]) => `(${a}) % (${b})`,
  pow: ([a, b]) => `(${a}) ** (${b})`,
};

/** Functions whose Python raises where ours are infinite or not a number, by their names in NumPy. */
const numpyNames: Partial<Record<FunctionName | OperatorName, string>> = {
  sin: 'sin',
  cos: 'cos',
  tan: 'tan',
  floor: 'floor',
  ceil: 'ceil',
  round: 'floor',
  trunc: 'trunc',
  exp: 'exp',
  log: 'log',
  log2: 'log2',
  log10: 'log10',
  sqrt: 'sqrt',
  asin: 'arcsin',
  acos: 'arccos',
  sinh: 'sinh',
  cosh: 'cosh',
  divide: 'divide',
  mod: 'mod',
  pow: 'power',
};
/** Of these, those that take anything finite. */
const ofFinite = ['sin', 'cos', 'tan', 'floor', 'ceil', 'round', 'trunc'];

/** The helper that formulas call where Python's own functions raise. */
export const ieeeText = `def ieee(function, *values):
    """A function as in the browser: infinite or not a number where Python's own raises."""
    with np.errstate(all="ignore"):
        return float(function(*map(np.float64, values)))`;

/** A formula as a Python expression of these variables. */
export function pythonOf(tree: Expression, variables: readonly string[]): string {
  return write(tree, variables).text;
}

function write(tree: Expression, variables: readonly string[]): Text {
  switch (tree.kind) {
    case 'number':
      return { text: String(tree.value), binds: tree.value < 0 ? strength.sign : strength.atom };
    case 'constant':
      return { text: `math.${tree.name}`, binds: strength.atom };
    case 'variable':
      return { text: variables[tree.index] ?? 'x', binds: strength.atom };
    case 'call': {
      const guarded = ieeeOf(tree.name, tree.operands, variables);
      if (guarded !== null) return guarded;
      const operands = tree.operands.map((operand) => write(operand, variables).text);
      const own = calls[tree.name]?.(operands);
      if (own === undefined)
        return { text: `math.${tree.name}(${operands.join(', ')})`, binds: strength.atom };
      return {
        text: /^(?:math\.\w+|abs|min|max)\([^/]*\)$/.test(own) ? own : `(${own})`,
        binds: strength.atom,
      };
    }
    case 'operation':
      return operation(tree.name, tree.operands, variables);
  }
}

function operation(
  name: OperatorName,
  operands: readonly Expression[],
  variables: readonly string[],
): Text {
  const guarded = ieeeOf(name, operands, variables);
  if (guarded !== null) return guarded;
  const part = (i: number, binds: Strength): string => {
    const operand = write(operands[i] as Expression, variables);
    return operand.binds >= binds ? operand.text : `(${operand.text})`;
  };
  switch (name) {
    case 'unaryPlus':
      return write(operands[0] as Expression, variables);
    case 'unaryMinus':
      return { text: `-${part(0, strength.sign)}`, binds: strength.sign };
    case 'not':
      return { text: `not ${part(0, strength.not)}`, binds: strength.not };
    case 'choose':
      return {
        text: `${part(1, strength.or)} if ${part(0, strength.or)} else ${part(2, strength.choose)}`,
        binds: strength.choose,
      };
    default: {
      const [sign, binds] = infix[name] ?? ['+', strength.sum];
      const tighter = (binds + 1) as Strength;
      const left = binds === strength.comparison || binds === strength.power ? tighter : binds;
      const right = binds === strength.power ? binds : tighter;
      const isLogic = name === 'and' || name === 'or';
      const text = `${part(0, left)} ${sign} ${part(1, right)}`;
      // `and` answers one of its operands; ours is 0 or 1.
      return isLogic && !operands.every(isTruth)
        ? { text: `bool(${text})`, binds: strength.atom }
        : { text, binds };
    }
  }
}

/** A call of NumPy's function where Python's own may raise; null where it cannot. */
function ieeeOf(
  name: FunctionName | OperatorName,
  operands: readonly Expression[],
  variables: readonly string[],
): Text | null {
  const own = mayRaise(name, operands) ? numpyNames[name] : undefined;
  if (own === undefined) return null;
  const call = (numpy: string, parts: readonly Expression[], after = '') =>
    `ieee(np.${numpy}, ${parts.map((part) => write(part, variables).text).join(', ')}${after})`;
  const [x, base] = operands;
  const text =
    name === 'log' && x !== undefined && base !== undefined
      ? `ieee(np.divide, ${call('log', [x])}, ${call('log', [base])})`
      : call(own, operands, name === 'round' ? ' + 0.5' : '');
  return { text, binds: strength.atom };
}

function mayRaise(name: FunctionName | OperatorName, operands: readonly Expression[]): boolean {
  const [first, second] = operands;
  switch (name) {
    case 'divide':
    case 'mod':
      return second?.kind === 'number' ? second.value === 0 : second?.kind !== 'constant';
    case 'pow':
      return !(isTame(first) && second?.kind === 'number' && [1, 2, 3, 4].includes(second.value));
    default:
      return numpyNames[name] !== undefined && !(ofFinite.includes(name) && operands.every(isTame));
  }
}

/** Whether nothing in a formula is infinite or undefined at any point. */
function isTame(tree: Expression | undefined): boolean {
  if (tree?.kind !== 'call' && tree?.kind !== 'operation') return true;
  return !mayRaise(tree.name, tree.operands) && tree.operands.every(isTame);
}

/** Whether a formula is 0 or 1 by its own sign. */
export function isTruth(tree: Expression): boolean {
  return (
    tree.kind === 'operation' &&
    /^(?:equal|unequal|smaller|larger|smallerEq|largerEq|and|or|not)$/.test(tree.name)
  );
}
