import { asArray } from '#src/code/read/interpret/arrays.ts';
import { numberOf } from '#src/code/read/interpret/make.ts';
import type {
  DifferenceOf,
  FlowValue,
  Of,
  Origin,
  ScoreValue,
  Value,
} from '#src/code/read/interpret/values.ts';
import type { BinaryOperator } from '#src/code/read/parse/syntax.ts';

/** What an operator makes of two values of some kinds; null: of other kinds. */
export type Operation = (
  operator: BinaryOperator,
  a: Value,
  b: Value,
  origin: Origin,
  floors?: boolean,
) => Value | null;

/** Losses that are weighted and added up. */
export const ofScores: Operation = (operator, a, b, origin) => {
  if (a.type === 'score') {
    const factor = numberOf(b);
    if (operator === '*' && factor !== null) return { ...a, factor: a.factor * factor };
    const isMean = a.reduction === 'sum' && factor !== null && asArray(a.target)?.rows === factor;
    if (operator === '/' && isMean) return { ...a, reduction: 'mean' };
    if (operator === '/' && factor !== null) return { ...a, factor: a.factor / factor };
    if (operator === '+' || operator === '-') return factor === 0 ? a : { ...a, hasMore: true };
    return { ...a, name: 'custom', place: origin.place };
  }
  if (b.type !== 'score') return null;
  if (operator === '-' && numberOf(a) === 0) return b;
  return operator === '+' || operator === '*'
    ? ofScores(operator, b, a, origin)
    : { ...b, name: 'custom' };
};

/** Predictions and targets under operators: differences to be averaged, or networks with arithmetic in them. */
export const ofFlows: Operation = (operator, a, b, origin) => {
  const { place } = origin;
  if (a.type === 'difference' || b.type === 'difference')
    return ofDifferences(operator, a, b, origin);
  const flow = a.type === 'flow' ? a : b.type === 'flow' ? b : null;
  if (flow === null) return null;
  const other = flow === a ? b : a;
  const isTarget = asArray(other) !== null || other.type === 'unknown';
  if (operator === '-' && isTarget && numberOf(other) === null)
    return { type: 'difference', flow, target: other, of: 'itself', place };
  if (numberOf(other) === null && other.type !== 'flow')
    return { type: 'difference', flow, target: other, of: 'other', place };
  const neutral = numberOf(other) === (operator === '*' || operator === '/' ? 1 : 0);
  return neutral
    ? flow
    : { ...flow, ops: [...flow.ops, { op: 'other', name: 'arithmetic', place }] };
};

const ofDifferences: Operation = (operator, a, b, { place }) => {
  const [difference, other] = a.type === 'difference' ? [a, b] : [b as Of<'difference'>, a];
  const isSame = other.type === 'difference' && other.flow.ops === difference.flow.ops;
  const squared = (operator === '**' && numberOf(other) === 2) || (operator === '*' && isSame);
  if (squared && difference.of === 'itself') return { ...difference, of: 'square', place };
  const isScaled = (operator === '*' || operator === '/') && numberOf(other) !== null;
  return isScaled ? difference : { ...difference, of: 'other', place };
};

/** A loss out of a difference: its mean or its sum. */
export function scoreOf(
  { flow, target, of }: Of<'difference'>,
  reduction: ScoreValue['reduction'],
  origin: Origin,
): ScoreValue {
  const names: Readonly<Record<DifferenceOf, string>> = {
    square: 'mse',
    absolute: 'mae',
    itself: 'custom',
    other: 'custom',
  };
  return {
    type: 'score',
    name: names[of],
    reduction,
    factor: 1,
    flow,
    target,
    settings: new Map(),
    family: 'other',
    hasMore: false,
    place: origin.place,
  };
}

/** Rows and columns changed over. */
export function turned(flow: FlowValue): FlowValue {
  return { ...flow, axes: flow.axes === 'rc' ? 'cr' : flow.axes === 'cr' ? 'rc' : flow.axes };
}

/** A loss in which classes or rows count as a call of `fit` says. */
export function withWeights(
  score: ScoreValue | null,
  { named }: { readonly named: ReadonlyMap<string, Value> },
): ScoreValue | null {
  const weights = [...named].filter(([name]) => /(?:^|__)(?:class|sample)_weight$/.test(name));
  return (
    score && {
      ...score,
      settings: new Map([
        ...score.settings,
        ...weights.map(([name, value]) => [name.replace(/^.*__/, ''), value] as const),
      ]),
    }
  );
}
