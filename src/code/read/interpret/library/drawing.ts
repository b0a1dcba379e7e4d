import { arrayValue, asArray, drawn, newDesign } from '#src/code/read/interpret/arrays.ts';
import { steps } from '#src/code/read/interpret/loops.ts';
import { argument, type Call, type Meaning } from '#src/code/read/interpret/machine.ts';
import { numberOf, numberValue, unknown } from '#src/code/read/interpret/make.ts';
import {
  type DesignKind,
  numberTerm,
  unknownTerm,
  variable,
} from '#src/code/read/interpret/terms.ts';
import type { ArrayValue, Axes, Value } from '#src/code/read/interpret/values.ts';

/** Sizes given as numbers or as one list; null: not given. */
export function shapeOf(
  values: readonly (Value | null | undefined)[],
): readonly (number | null)[] | null {
  const given = values.filter((value) => value != null);
  const [first] = given;
  if (first === undefined) return [];
  if (first.type === 'constant' && first.value === null) return [];
  if (first.type === 'list') return first.rows === undefined ? first.items.map(numberOf) : null;
  return given.map(numberOf);
}

export function draw(
  call: Call,
  kind: DesignKind,
  from: number,
  to: number,
  shape: readonly (number | null)[],
): Value {
  const { machine, place } = call;
  const loops = machine.loops.map(({ id }) => id);
  const isJulia = machine.language === 'julia';
  const [first = null, second = null] = shape;
  const [rows, columns] = isJulia && shape.length === 2 ? [second, first] : [first, second];
  if (shape.length > 2 || (shape.length === 2 && columns === null)) return unknown(place);
  const design = { kind, from, to, place, loops };
  if (shape.length === 0) return drawn(design, []);
  const made = drawn(design, shape.length === 1 ? [rows ?? 0] : [rows ?? 0, columns ?? 1]);
  const known = rows === null ? withoutRows(made) : made;
  return isJulia && shape.length === 2 ? { ...known, axes: 'cr' } : known;
}

function withoutRows(array: ArrayValue): ArrayValue {
  const [term] = array.columns;
  if (term?.kind !== 'variable') return array;
  const design = newDesign(term.design.kind, { ...term.design, rows: null });
  return {
    ...array,
    rows: null,
    columns: array.columns.map((_, column) => variable(design, column)),
  };
}

/** Sizes behind Julia's types and generators: `rand(Float32, 2, 100)`. */
function sizes({ args, named }: Call): readonly (Value | null | undefined)[] {
  const size = named.get('size') ?? named.get('shape');
  return size === undefined
    ? args.filter(({ type }) => type !== 'library' && type !== 'unknown')
    : [size];
}

export const uniform: Meaning = (call) => {
  const shape = shapeOf(sizes(call));
  const [first] = call.args;
  // Julia's rand(1:10, n)
  if (first?.type === 'range') {
    const { from, step, count } = first;
    if (count === null) return null;
    return draw(
      call,
      'integers',
      from,
      from + step * (count - 1),
      shapeOf(call.args.slice(1)) ?? [],
    );
  }
  return shape === null ? null : draw(call, 'uniform', 0, 1, shape);
};

/** `uniform(a, b, size)`: numpy's and Python's. */
export const between: Meaning = (call) => {
  const { self, args, path, family } = call;
  if (self !== null && self.type !== 'unknown') return inPlace(call, 'uniform');
  const isShapeFirst = /^(?:tensorflow|tf)\b/.test(path);
  const at = isShapeFirst ? 1 : 0;
  const from = argument(call, at, 'low', 'minval', 'a') ?? numberValue(0, null);
  const to = argument(call, at + 1, 'high', 'maxval', 'b') ?? numberValue(1, null);
  const shape = shapeOf([argument(call, isShapeFirst ? 0 : 2, 'size', 'shape')]);
  const [a, b] = [numberOf(from), numberOf(to)];
  if (a === null || b === null || shape === null || (family === 'other' && args.length > 3))
    return null;
  return draw(call, 'uniform', a, b, shape);
};

/** `torch.empty(n).uniform_(a, b)`. */
function inPlace(call: Call, kind: DesignKind): Value | null {
  const array = asArray(call.self);
  const [, a, b] = call.args.map(numberOf);
  if (array === null) return null;
  const shape = array.axes === 'rc' ? [array.rows, array.columns.length] : [array.rows];
  return draw(call, kind, a ?? 0, b ?? 1, shape);
}

export const gaussian: Meaning = (call) => {
  const isStandard = /^(?:randn|standard_normal)$/.test(call.name);
  if (isStandard) {
    const shape = shapeOf(sizes(call));
    return shape === null ? null : draw(call, 'normal', 0, 1, shape);
  }
  if (call.self !== null && call.self.type === 'array') return inPlace(call, 'normal');
  const isShapeFirst = /^(?:tensorflow|tf)\b/.test(call.path);
  const at = isShapeFirst ? 1 : 0;
  const [mean, deviation] = [
    argument(call, at, 'loc', 'mean', 'mu') ?? numberValue(0, null),
    argument(call, at + 1, 'scale', 'stddev', 'std', 'sigma') ?? numberValue(1, null),
  ].map(constantOf);
  const shape = shapeOf([argument(call, isShapeFirst ? 0 : 2, 'size', 'shape')]);
  // torch.normal(means, deviation): as many as there are means.
  const like = asArray(call.args[0]);
  if (like !== null && like.axes !== '' && deviation != null)
    return { ...draw(call, 'normal', 0, deviation, [like.rows]), axes: like.axes } as Value;
  if (mean == null || deviation == null || shape === null) return null;
  return draw(call, 'normal', mean, deviation, shape);
};

/** A number, also one that fills an array. */
function constantOf(value: Value): number | null {
  const [term] = value.type === 'array' ? value.columns : [];
  return term?.kind === 'number' ? term.value : numberOf(value);
}

export const integers: Meaning = (call) => {
  const [first, second] = [
    argument(call, 0, 'low', 'a', 'minval'),
    argument(call, 1, 'high', 'b', 'maxval'),
  ];
  const isPython = /^rand(?:om|int$)/.test(call.path);
  const isOne = second === null || second.type === 'list' || second.type === 'constant';
  const [from, to] = isOne ? [0, numberOf(first)] : [numberOf(first), numberOf(second)];
  if (from === null || to === null) return null;
  const size = call.named.get('size') ?? (isOne && second?.type === 'list' ? second : call.args[2]);
  const shape = shapeOf([size]);
  return shape === null ? null : draw(call, 'integers', from, isPython ? to : to - 1, shape);
};

/** Evenly spaced, both ends included. */
export const linspace: Meaning = (call) => {
  const from = numberOf(argument(call, 0, 'start'));
  const to = numberOf(argument(call, 1, 'stop', 'end'));
  const isJulia = call.machine.language === 'julia';
  const count =
    argument(call, 2, 'num', 'steps', 'length') ??
    numberValue(isJulia ? 100 : call.family === 'pytorch' ? 100 : 50, null);
  const rows = numberOf(count);
  if (from === null || to === null) return null;
  const endless =
    call.named.get('endpoint')?.type === 'constant' &&
    (call.named.get('endpoint') as { value: unknown }).value === false;
  const last = endless && rows !== null ? to - (to - from) / rows : to;
  const design = newDesign('grid', { from, to: last, rows, place: call.place });
  return arrayValue('r', [variable(design)], rows, { place: call.place });
};

/** Julia's `range(a, stop = b, length = n)`. */
export const juliaRange: Meaning = (call) => {
  if (call.machine.language !== 'julia') return null;
  const step = numberOf(call.named.get('step'));
  const [from, to] = [numberOf(argument(call, 0, 'start')), numberOf(argument(call, 1, 'stop'))];
  if (step === null) return linspace(call);
  if (from === null || to === null) return null;
  return steps(from, step, Math.floor((to - from) / step + 1e-9) + 1, call.place);
};

export const arange: Meaning = (call) => {
  const [first, second, third] = ['start', 'stop', 'step'].map((name, i) =>
    argument(call, i, name),
  );
  const isOne = second == null;
  const [from, to] = isOne ? [0, numberOf(first)] : [numberOf(first), numberOf(second)];
  const step = third == null ? 1 : numberOf(third);
  if (from === null || to === null || step === null || step === 0) return null;
  return steps(from, step, Math.max(0, Math.ceil((to - from) / step - 1e-9)), call.place);
};

export const filled =
  (value: number | null): Meaning =>
  (call) => {
    const isLike = call.name.endsWith('_like');
    const like = isLike ? asArray(call.args[0]) : null;
    const number = value ?? numberOf(argument(call, 1, 'fill_value'));
    const term = number === null ? unknownTerm : numberTerm(number);
    if (like !== null) return { ...like, columns: like.columns.map(() => term) };
    const shape = shapeOf(value === null ? call.args.slice(0, 1) : sizes(call));
    if (isLike || shape === null) return null;
    const [rows = null, columns = 1] = shape;
    const axes: Axes = shape.length === 0 ? '' : shape.length === 1 ? 'r' : 'rc';
    return arrayValue(
      axes,
      Array.from({ length: Math.min(columns ?? 1, 1024) }, () => term),
      rows,
      { place: call.place },
    );
  };
