import { asArray, constantsOf, elementwise, operate } from '#src/code/read/interpret/arrays.ts';
import { isWhole } from '#src/code/read/interpret/bounds.ts';
import { numberValue, truthOf, unknown } from '#src/code/read/interpret/make.ts';
import { type Operation, ofFlows, ofScores, turned } from '#src/code/read/interpret/scores.ts';
import { transposed } from '#src/code/read/interpret/shapes.ts';
import {
  call,
  numberTerm,
  operation,
  sameTerm,
  type Term,
} from '#src/code/read/interpret/terms.ts';
import type { ArrayValue, Origin, Value } from '#src/code/read/interpret/values.ts';
import type { BinaryOperator, UnaryOperator } from '#src/code/read/parse/syntax.ts';
import { type OperatorName, operators } from '#src/data/formula/formula.ts';

const names: Partial<Record<BinaryOperator, OperatorName>> = {
  '+': 'add',
  '-': 'subtract',
  '*': 'multiply',
  '/': 'divide',
  '%': 'mod',
  '**': 'pow',
  '<': 'smaller',
  '<=': 'smallerEq',
  '>': 'larger',
  '>=': 'largerEq',
  '==': 'equal',
  '!=': 'unequal',
  and: 'and',
  or: 'or',
  '&': 'and',
  '|': 'or',
  '^': 'unequal',
};

const comparison = /^(?:[<>]=?|[!=]=|and|or|[&|^])$/;

/** What an operator makes of two values. @param floors whether `/` of whole numbers rounds down */
export function binaryValue(
  operator: BinaryOperator,
  a: Value,
  b: Value,
  origin: Origin,
  floors: boolean,
): Value {
  const again = (x: Value, y: Value) => binaryValue(operator, x, y, origin, floors);
  if (a.type === 'either') return joined(a.test, again(a.yes, b), again(a.no, b), origin);
  if (b.type === 'either') return joined(b.test, again(a, b.yes), again(a, b.no), origin);
  if (operator === 'and' || operator === 'or') {
    const left = truthOf(a);
    if (left !== null) return left === (operator === 'and') ? b : a;
  }
  return (
    ofNumbers(operator, a, b, origin, floors) ??
    ofConstants(operator, a, b, origin) ??
    ofTexts(operator, a, b, origin) ??
    ofLists(operator, a, b) ??
    ofScores(operator, a, b, origin) ??
    ofFlows(operator, a, b, origin) ??
    ofArrays(operator, a, b, origin, floors) ??
    unknown(origin.place)
  );
}

const ofNumbers: Operation = (operator, a, b, origin, floors) => {
  if (a.type !== 'number' || b.type !== 'number') return null;
  const { place } = origin;
  const doubt = origin.doubt ?? a.doubt ?? b.doubt;
  const whole = a.whole && b.whole;
  if (operator === '//') return numberValue(Math.floor(a.value / b.value), place, whole, doubt);
  if (operator === '/' && floors && whole) {
    const [exact, floor] = [a.value / b.value, Math.floor(a.value / b.value)];
    return numberValue(floor, place, true, floor === exact ? doubt : (doubt ?? 'python2'));
  }
  const name = names[operator];
  if (name === undefined) return null;
  const value = (operators[name] as (a: number, b: number) => number)(a.value, b.value);
  if (comparison.test(operator)) return { type: 'constant', value: value !== 0, place, doubt };
  return numberValue(value, place, whole && operator !== '/' && Number.isInteger(value), doubt);
};

/** Comparisons with `None` and of truths. */
const ofConstants: Operation = (operator, a, b, { place }) => {
  if (operator !== '==' && operator !== '!=') return null;
  const isNone = (value: Value) => value.type === 'constant' && value.value === null;
  if (a.type === 'unknown' || b.type === 'unknown' || (!isNone(a) && !isNone(b))) return null;
  return { type: 'constant', value: (isNone(a) && isNone(b)) === (operator === '=='), place };
};

function ofTexts(operator: BinaryOperator, a: Value, b: Value, { place }: Origin): Value | null {
  if (a.type !== 'text') return null;
  if (operator === '%') return { ...a, place };
  if (b.type !== 'text') return null;
  if (operator === '+')
    return { type: 'text', value: (a.value + b.value).slice(0, maxLength), place };
  if (operator !== '==' && operator !== '!=') return null;
  return { type: 'constant', value: (a.value === b.value) === (operator === '=='), place };
}

const maxRepeated = 64;
/** Longer texts and lists are not put together. */
const maxLength = 4096;

function ofLists(operator: BinaryOperator, a: Value, b: Value): Value | null {
  if (operator === '*' && a.type === 'list' && b.type === 'number') {
    if (a.rows !== undefined) return null;
    if (a.items.length * b.value > maxRepeated)
      return { ...a, items: a.items.slice(0, 1), rows: a.items.length * b.value };
    return { ...a, items: Array.from({ length: Math.max(0, b.value) }, () => a.items).flat() };
  }
  if (operator !== '+' || a.type !== 'list' || b.type !== 'list') return null;
  if (a.items.length + b.items.length > maxLength) return unknown(a.place);
  if (a.rows === undefined && b.rows === undefined)
    return { ...a, items: [...a.items, ...b.items] };
  return a.items.length === 0 ? b : b.items.length === 0 ? a : null;
}

const ofArrays: Operation = (operator, a, b, origin, floors) => {
  const [left, right] = [asArray(a), asArray(b)];
  if (left === null || right === null) return null;
  if (operator === '@') return product(left, right, origin);
  const floored = (x: Term, y: Term) => call('floor', operation('divide', x, y));
  if (operator === '//')
    return elementwise((x, y) => floored(x as Term, y as Term), [left, right], origin);
  if (operator === '/' && floors)
    return elementwise(
      (x, y) =>
        isWhole(x as Term) && isWhole(y as Term)
          ? floored(x as Term, y as Term)
          : operation('divide', x as Term, y as Term),
      [left, right],
      origin,
    );
  const name = names[operator];
  if (name === undefined) return null;
  const result = operate(name, [left, right], origin);
  const [by] = right.columns;
  const isConstant = by?.kind === 'number' || by?.kind === 'statistic';
  const isSmall = by?.kind === 'number' && Math.abs(by.value) < 1;
  const isScaling = isConstant && (operator === '/' || (operator === '*' && isSmall));
  return isScaling && result.type === 'array' && left.columns.length === 1
    ? { ...result, unscaled: left.unscaled ?? left.columns[0] }
    : result;
};

/** Columns weighted by given numbers. */
function product(a: ArrayValue, b: ArrayValue, origin: Origin): Value | null {
  const weights = constantsOf(b);
  if (weights === null || weights.length !== a.columns.length) return null;
  const weighted = a.columns.map((term, i) =>
    operation('multiply', term, numberTerm(weights[i] as number)),
  );
  const sum = weighted.reduce((x, y) => operation('add', x, y));
  return {
    ...a,
    axes: a.axes === 'c' ? '' : b.axes === 'rc' ? 'rc' : 'r',
    columns: [sum],
    place: origin.place,
  };
}

export function unaryValue(operator: UnaryOperator, value: Value, { place, doubt }: Origin): Value {
  if (value.type === 'either') {
    const { test, yes, no } = value;
    const again = (side: Value) => unaryValue(operator, side, { place, doubt });
    return joined(test, again(yes), again(no), { place, doubt });
  }
  if (operator === 'transpose') {
    if (value.type === 'flow') return turned(value);
    const array = asArray(value);
    return array === null ? value : { ...transposed(array, true), place };
  }
  if (operator === 'not') {
    const truth = truthOf(value);
    if (truth !== null) return { type: 'constant', value: !truth, place };
    const array = asArray(value);
    return array === null ? unknown(place) : operate('not', [array], { place, doubt });
  }
  if (operator === '+') return value;
  if (value.type === 'score' || value.type === 'difference') return value;
  if (value.type === 'number')
    return numberValue(-value.value, place, value.whole, doubt ?? value.doubt);
  const array = asArray(value);
  return array === null ? unknown(place) : operate('unaryMinus', [array], { place, doubt });
}

/** A value that depends on a condition: a formula where it can be one, else both sides. */
export function joined(test: Value, yes: Value, no: Value, { place, doubt }: Origin): Value {
  if (isSame(yes, no)) return yes;
  const truth = truthOf(test);
  if (truth !== null) return truth ? yes : no;
  const arrays = [test.type === 'array' ? test : null, asArray(yes), asArray(no)];
  const [condition, one, other] = arrays;
  if (condition != null && one != null && other != null && !one.isIndex && !other.isIndex)
    return operate('choose', [condition, one, other], {
      place: place ?? test.place ?? yes.place,
      doubt,
    });
  return { type: 'either', test, yes, no, place: place ?? yes.place, doubt: 'branch' };
}

function isSame(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (a.type === 'number' && b.type === 'number') return a.value === b.value;
  if (a.type === 'text' && b.type === 'text') return a.value === b.value;
  if (a.type === 'constant' && b.type === 'constant') return a.value === b.value;
  if (a.type === 'array' && b.type === 'array' && a.columns.length === b.columns.length)
    return a.axes === b.axes && a.columns.every((term, i) => sameTerm(term, b.columns[i] as Term));
  return false;
}
