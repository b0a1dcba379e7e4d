import {
  apply,
  asArray,
  elementwise,
  operate,
  statisticOf,
} from '#src/code/read/interpret/arrays.ts';
import { argument, type Call, type Meaning } from '#src/code/read/interpret/machine.ts';
import { numberOf } from '#src/code/read/interpret/make.ts';
import { binaryValue } from '#src/code/read/interpret/operators.ts';
import { scoreOf } from '#src/code/read/interpret/scores.ts';
import { sumOfColumns } from '#src/code/read/interpret/shapes.ts';
import {
  call as callTerm,
  numberTerm,
  operation,
  type StatisticName,
  type Term,
} from '#src/code/read/interpret/terms.ts';
import type { ArrayValue, Value } from '#src/code/read/interpret/values.ts';
import type { FunctionName, OperatorName } from '#src/data/formula/formula.ts';

/** A function of numbers that formulas have, too. */
const unary =
  (name: FunctionName): Meaning =>
  ({ args, place }) => {
    const array = asArray(args[0]);
    return array === null ? null : apply(name, [array], { place });
  };

/** A function of numbers as a formula. */
const formula =
  (make: (x: Term) => Term): Meaning =>
  ({ args, place }) => {
    const array = asArray(args[0]);
    return array === null ? null : elementwise((x) => make(x as Term), [array], { place });
  };

const binary =
  (operator: '+' | '-' | '*' | '/' | '//' | '%' | '**' | '@'): Meaning =>
  ({ args, place }) => {
    const [a, b] = args;
    return a === undefined || b === undefined
      ? null
      : binaryValue(operator, a, b, { place }, false);
  };

const logical =
  (name: OperatorName): Meaning =>
  ({ args, place }) => {
    const operands = args.slice(0, name === 'not' ? 1 : 2).map(asArray);
    if (operands.some((operand) => operand === null)) return null;
    return operate(name, operands as ArrayValue[], { place });
  };

const square: Meaning = ({ args, place }) => {
  const [value] = args;
  if (value?.type === 'difference')
    return { ...value, of: value.of === 'itself' ? 'square' : 'other', place };
  const array = asArray(value);
  return array === null
    ? null
    : elementwise((x) => operation('pow', x as Term, numberTerm(2)), [array], { place });
};

/** Mean and the like: of a difference a loss, of columns a column, of all rows a statistic. */
const statistic =
  (name: StatisticName): Meaning =>
  (call) => {
    const { args, place, machine } = call;
    const [first, second] = args;
    if (second !== undefined && (first?.type === 'library' || first?.type === 'function'))
      return statistic(name)({ ...call, args: [machine.call(first, [second], place)] });
    if (first?.type === 'difference')
      return name === 'mean' ? scoreOf(first, 'mean', { place }) : null;
    if (first?.type === 'score') return first;
    if (first?.type === 'flow') return null;
    const array = asArray(first);
    if (array === null) return null;
    const axis = numberOf(argument(call, 1, 'axis', 'dim', 'dims'));
    if (array.axes === 'rc' && (axis === 1 || axis === -1)) return ofColumns(name, array, call);
    return statisticOf(name, array, { place });
  };

function ofColumns(name: StatisticName, array: ArrayValue, { place }: Call): Value | null {
  if (name === 'mean') {
    const sum = sumOfColumns(array, { place });
    const count = numberTerm(array.columns.length);
    return { ...sum, columns: sum.columns.map((term) => operation('divide', term, count)) };
  }
  if (name === 'deviation' || array.columns.length > 8) return null;
  return {
    ...array,
    axes: 'r',
    columns: [callTerm(name === 'least' ? 'min' : 'max', ...array.columns)],
    place,
  };
}

const where: Meaning = ({ args, place }) => {
  const operands = args.map(asArray);
  if (operands.length !== 3 || operands.some((operand) => operand === null)) return null;
  return operate('choose', operands as ArrayValue[], { place });
};

const clip: Meaning = (call) => {
  const array = asArray(call.args[0]);
  if (array === null) return null;
  const [least, most] = [
    numberOf(argument(call, 1, 'min', 'a_min')),
    numberOf(argument(call, 2, 'max', 'a_max')),
  ];
  return elementwise(
    (x) => {
      const raised = least === null ? (x as Term) : callTerm('max', x as Term, numberTerm(least));
      return most === null ? raised : callTerm('min', raised, numberTerm(most));
    },
    [array],
    { place: call.place },
  );
};

/** Length of each row. */
const norm: Meaning = (call) => {
  const array = asArray(call.args[0]);
  if (array === null || array.columns.length < 2) return null;
  const squares = array.columns.map((term) => operation('pow', term, numberTerm(2)));
  const { columns, axes } = sumOfColumns({ ...array, columns: squares }, { place: call.place });
  return {
    ...array,
    axes,
    columns: columns.map((term) => callTerm('sqrt', term)),
    place: call.place,
  };
};

/** How many of some bounds a number reaches. */
const digitize: Meaning = ({ args, place }) => {
  const [array, bounds] = [asArray(args[0]), args[1]];
  const values = bounds?.type === 'list' ? bounds.items.map(numberOf) : [null];
  if (array === null || values.includes(null)) return null;
  return elementwise(
    (x) =>
      values
        .map((bound) => operation('largerEq', x as Term, numberTerm(bound as number)))
        .reduce((a, b) => operation('add', a, b)),
    [array],
    { place },
  );
};

/** `np.vectorize(f)`: functions are applied to whole arrays anyway. */
const itself: Meaning = ({ args }) => args[0] ?? null;

const alongAxis: Meaning = ({ machine, args, place }) => {
  const [f, , array] = args;
  if (f === undefined || array?.type !== 'array') return null;
  const value = machine.call(f, [{ ...array, axes: 'c' }], place);
  return value.type === 'array' && value.axes === ''
    ? { ...value, axes: 'r', rows: array.rows, view: array.view }
    : null;
};

const relu = formula((x) => callTerm('max', x, numberTerm(0)));
const sigmoid = formula((x) =>
  operation(
    'divide',
    numberTerm(1),
    operation('add', numberTerm(1), callTerm('exp', operation('unaryMinus', x))),
  ),
);

export const functions = {
  sin: unary('sin'),
  cos: unary('cos'),
  tan: unary('tan'),
  arcsin: unary('asin'),
  asin: unary('asin'),
  arccos: unary('acos'),
  acos: unary('acos'),
  arctan: unary('atan'),
  atan: unary('atan'),
  sinh: unary('sinh'),
  cosh: unary('cosh'),
  tanh: unary('tanh'),
  exp: unary('exp'),
  log: ({ args, place }) => {
    const operands = args.slice(0, 2).map(asArray);
    return operands.some((operand) => operand === null)
      ? null
      : apply('log', operands as ArrayValue[], { place });
  },
  log2: unary('log2'),
  log10: unary('log10'),
  log1p: formula((x) => callTerm('log', operation('add', numberTerm(1), x))),
  expm1: formula((x) => operation('subtract', callTerm('exp', x), numberTerm(1))),
  sqrt: ({ args, place }) => {
    const [value] = args;
    if (value?.type === 'score') return { ...value, name: 'rmse', place };
    const array = asArray(value);
    return array === null ? null : apply('sqrt', [array], { place });
  },
  cbrt: unary('cbrt'),
  sign: unary('sign'),
  floor: unary('floor'),
  ceil: unary('ceil'),
  rint: unary('round'),
  absolute: unary('abs'),
  fabs: unary('abs'),
  square,
  abs2: square,
  reciprocal: formula((x) => operation('divide', numberTerm(1), x)),
  negative: formula((x) => operation('unaryMinus', x)),
  neg: formula((x) => operation('unaryMinus', x)),
  deg2rad: formula((x) => operation('multiply', x, numberTerm(Math.PI / 180))),
  radians: formula((x) => operation('multiply', x, numberTerm(Math.PI / 180))),
  sinc: formula((x) => {
    const angle = operation('multiply', numberTerm(Math.PI), x);
    return operation(
      'choose',
      operation('equal', x, numberTerm(0)),
      numberTerm(1),
      operation('divide', callTerm('sin', angle), angle),
    );
  }),
  relu,
  sigmoid,
  add: binary('+'),
  subtract: binary('-'),
  sub: binary('-'),
  multiply: binary('*'),
  mul: binary('*'),
  divide: binary('/'),
  div: binary('/'),
  true_divide: binary('/'),
  floor_divide: binary('//'),
  mod: binary('%'),
  fmod: binary('%'),
  remainder: binary('%'),
  power: binary('**'),
  pow: binary('**'),
  squared_difference: (call) =>
    square({ ...call, args: [binary('-')(call) ?? (call.args[0] as Value)] }),
  dot: binary('@'),
  matmul: binary('@'),
  maximum: ({ args, place }) => extremes('max', args, place),
  minimum: ({ args, place }) => extremes('min', args, place),
  logical_and: logical('and'),
  logical_or: logical('or'),
  logical_xor: logical('unequal'),
  bitwise_xor: logical('unequal'),
  xor: logical('unequal'),
  logical_not: logical('not'),
  greater: logical('larger'),
  less: logical('smaller'),
  equal: logical('equal'),
  mean: statistic('mean'),
  reduce_mean: statistic('mean'),
  average: statistic('mean'),
  std: statistic('deviation'),
  max: statistic('most'),
  amax: statistic('most'),
  maximum_: statistic('most'),
  min: statistic('least'),
  amin: statistic('least'),
  sum: () => null,
  reduce_sum: ({ args, place }) =>
    args[0]?.type === 'difference' ? scoreOf(args[0], 'sum', { place }) : null,
  where,
  ifelse: where,
  clip,
  clamp: clip,
  norm,
  digitize,
  vectorize: itself,
  frompyfunc: itself,
  apply_along_axis: alongAxis,
  apply: ({ self, args, machine, place }) => {
    const [, f] = args;
    return self?.type === 'array' && f !== undefined ? machine.call(f, [self], place) : null;
  },
} satisfies Readonly<Record<string, Meaning>>;

function extremes(name: 'min' | 'max', args: readonly Value[], place: Call['place']): Value | null {
  const operands = args.slice(0, 2).map(asArray);
  if (operands.length < 2 || operands.some((operand) => operand === null)) return null;
  return apply(name, operands as ArrayValue[], { place });
}
