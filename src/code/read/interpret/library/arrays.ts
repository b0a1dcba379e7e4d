import { arrayValue, asArray, elementwise, newDesign } from '#src/code/read/interpret/arrays.ts';
import { truncated } from '#src/code/read/interpret/bounds.ts';
import {
  arange,
  between,
  filled,
  gaussian,
  integers,
  juliaRange,
  linspace,
  shapeOf,
  uniform,
} from '#src/code/read/interpret/library/drawing.ts';
import { choice, permutation, shuffle } from '#src/code/read/interpret/library/shuffling.ts';
import { stacked } from '#src/code/read/interpret/loops.ts';
import { argument, type Call, type Meaning } from '#src/code/read/interpret/machine.ts';
import { listValue, numberOf, numberValue } from '#src/code/read/interpret/make.ts';
import { turned } from '#src/code/read/interpret/scores.ts';
import { beside, reshaped, transposed } from '#src/code/read/interpret/shapes.ts';
import { sameTerm, type Term, unknownTerm, variable } from '#src/code/read/interpret/terms.ts';
import type { ArrayValue, FlowValue, Value } from '#src/code/read/interpret/values.ts';

/** Data taken over as they are. */
const itself: Meaning = ({ args }) => {
  const [value] = args;
  if (
    value?.type === 'flow' ||
    value?.type === 'score' ||
    value?.type === 'network' ||
    value?.type === 'layers' ||
    value?.type === 'loader' ||
    value?.type === 'instance'
  )
    return value;
  if (value?.type === 'together') return columnsOf(value.parts, value.place) ?? value;
  return asArray(value) ?? value ?? null;
};

/** `list(zip(x, y))` as an array: a row for each pair. */
function columnsOf(parts: readonly Value[], place: Value['place']): ArrayValue | null {
  const arrays = parts.map(asArray);
  if (arrays.some((array) => array === null || (array.axes !== 'r' && array.axes !== '')))
    return null;
  return beside(arrays as readonly ArrayValue[], 'rc', { place });
}

const wholeNumbers: Meaning = (call) => {
  const array = asArray(call.self);
  return array === null
    ? null
    : elementwise((x) => truncated(x as Term), [array], { place: array.place });
};

/** `x.astype(int)`. */
const cast: Meaning = (call) => {
  const type = argument(call, 1, 'dtype');
  const path = type?.type === 'library' ? type.path : type?.type === 'text' ? type.value : '';
  return /int|long/i.test(path) && !/uint8/.test(path) ? wholeNumbers(call) : itself(call);
};

const reshape: Meaning = (call) => {
  const [value, ...rest] = call.args;
  if (value?.type === 'flow') return reshapedFlow(value, shapeOf(rest));
  const array = asArray(value);
  const shape = shapeOf(
    call.named.has('shape')
      ? [call.named.get('shape')]
      : rest.map((item) =>
          item.type === 'library' || item.type === 'unknown' ? numberValue(-1, null) : item,
        ),
  );
  return array === null || shape === null ? null : reshaped(array, shape);
};

function reshapedFlow(flow: FlowValue, shape: readonly (number | null)[] | null): FlowValue {
  if (shape?.length === 1) return { ...flow, axes: 'r' };
  return shape?.length === 2 && shape[0] === 1 ? { ...flow, axes: 'cr' } : flow;
}

const flattened: Meaning = ({ args }) => {
  const [value] = args;
  if (value?.type === 'flow') return { ...value, axes: value.axes === null ? null : 'r' };
  const array = asArray(value);
  if (array === null) return null;
  return array.columns.length === 1 && array.axes !== '' ? { ...array, axes: 'r' } : array;
};

const expanded: Meaning = (call) => {
  const [value] = call.args;
  if (value?.type === 'flow') return { ...value, axes: value.axes === 'r' ? 'rc' : value.axes };
  const array = asArray(value);
  if (array === null) return null;
  const axis = numberOf(argument(call, 1, 'axis', 'dim'));
  if (array.axes === 'r') return { ...array, axes: axis === 0 ? 'cr' : 'rc' };
  return { ...array, axes: stacked(array.axes) };
};

const transpose: Meaning = ({ args, machine, place }) => {
  const [value] = args;
  if (value?.type === 'flow') return turned(value);
  const array = asArray(value);
  return array === null ? null : { ...transposed(array, machine.language === 'julia'), place };
};

/** Columns put side by side; vectors become columns, or rows of a matrix with a column for each point. */
const joined =
  (vectors: 'columns' | 'rows'): Meaning =>
  (call) => {
    const [first, ...rest] = call.args;
    const items =
      first?.type === 'list' && first.rows === undefined
        ? first.items
        : first === undefined
          ? []
          : [first, ...rest.filter(({ type }) => type === 'array')];
    if (items.some(({ type }) => type === 'flow')) return joinedFlows(items, call);
    const parts = items.map(asArray);
    if (parts.length === 0 || parts.some((part) => part === null)) return null;
    const all = parts as readonly ArrayValue[];
    const axis = numberOf(argument(call, 1, 'axis', 'dim'));
    const origin = { place: call.place };
    if (
      all.every(({ axes }) => axes === 'rc') &&
      (vectors === 'columns' ? axis !== 0 : axis === 1 || axis === -1)
    )
      return beside(all, 'rc', origin);
    if (all.every(({ axes }) => axes === 'r')) {
      if (call.name === 'concatenate' || call.name === 'cat') return underneath(all, call);
      const isRows = vectors === 'rows' ? axis !== 1 && axis !== -1 : axis === 0;
      return beside(all, isRows ? 'cr' : 'rc', origin);
    }
    if (all.every(({ axes }) => axes === 'c'))
      return { ...(all[0] as ArrayValue), axes: 'rc', rows: all.length };
    if (all.every(({ axes }) => axes === 'cr')) return beside(all, 'cr', origin);
    return underneath(all, call);
  };

/** Rows under rows: several kinds of points, which no one formula tells. */
function underneath(all: readonly ArrayValue[], { place }: Call): ArrayValue {
  const rows = all.reduce<number | null>(
    (sum, array) => (sum === null || array.rows === null ? null : sum + array.rows),
    0,
  );
  const [first] = all;
  return arrayValue(
    first?.axes ?? 'rc',
    (first?.columns ?? []).map(() => unknownTerm),
    rows,
    { place },
  );
}

function joinedFlows(items: readonly Value[], { place }: Call): Value {
  const flow = items.find((item) => item.type === 'flow') as FlowValue;
  return { ...flow, ops: [...flow.ops, { op: 'other', name: 'concatenation', place }] };
}

const meshgrid: Meaning = ({ args, place, machine }) => {
  const [x, y] = args.map(asArray);
  if (x == null || y == null) return null;
  const rows = x.rows === null || y.rows === null ? null : x.rows * y.rows;
  // The same ends on both axes are two coordinates all the same.
  const twin =
    x.columns[0]?.kind === 'variable'
      ? newDesign(x.columns[0].design.kind, x.columns[0].design)
      : null;
  const second =
    twin !== null && sameTerm(x.columns[0] ?? unknownTerm, y.columns[0] ?? unknownTerm)
      ? { ...y, columns: [variable(twin)] }
      : y;
  const items = [x, second].map((array): Value => ({ ...array, rows }));
  return listValue(items, place, machine.loops, true);
};

const oneHot: Meaning = (call) => {
  const array = asArray(call.args[0]);
  const classes = argument(call, 1, 'num_classes', 'nb_classes', 'depth');
  if (array === null) return null;
  const labels =
    classes?.type === 'range'
      ? classes.count
      : classes?.type === 'list'
        ? classes.items.length
        : numberOf(classes);
  return {
    ...array,
    axes: array.axes === 'r' || array.axes === 'rc' ? 'rc' : array.axes,
    oneHot: labels ?? null,
  };
};

const sameNames =
  'array asarray Tensor tensor FloatTensor DoubleTensor from_numpy as_tensor Variable convert_to_tensor constant asmatrix matrix float32 float64 Float32 Float64 Matrix DataFrame Series numpy detach cpu cuda to clone tolist requires_grad_ gpu device type double float half contiguous to_numpy as_matrix toarray copy item f32 f64 ascontiguousarray stop_gradient cast asanyarray LongTensor long todense permutedims vec'.split(
    ' ',
  );

/** `np.random.RandomState(0)`, whose methods are the functions of `np.random`. */
const generator: Meaning = ({ place }) => ({
  type: 'library',
  path: 'numpy.random',
  self: null,
  place,
});

export const arrays: Readonly<Record<string, Meaning>> = {
  ...Object.fromEntries(sameNames.map((name) => [name, itself])),
  RandomState: generator,
  default_rng: generator,
  check_random_state: generator,
  rand: uniform,
  random: uniform,
  random_sample: uniform,
  ranf: uniform,
  sample: uniform,
  uniform: between,
  uniform_: between,
  randn: gaussian,
  standard_normal: gaussian,
  normal: gaussian,
  normal_: gaussian,
  gauss: gaussian,
  randint: integers,
  randrange: integers,
  integers,
  random_integers: integers,
  linspace,
  LinRange: linspace,
  range: juliaRange,
  arange,
  zeros: filled(0),
  zeros_like: filled(0),
  ones: filled(1),
  ones_like: filled(1),
  empty: filled(0),
  empty_like: filled(0),
  full: filled(null),
  astype: cast,
  long: wholeNumbers,
  int: wholeNumbers,
  reshape,
  view: reshape,
  resize: reshape,
  squeeze: flattened,
  flatten: flattened,
  ravel: flattened,
  unsqueeze: expanded,
  expand_dims: expanded,
  transpose,
  t: transpose,
  column_stack: joined('columns'),
  hstack: joined('columns'),
  concatenate: joined('rows'),
  concat: joined('rows'),
  cat: joined('rows'),
  stack: joined('rows'),
  vstack: joined('rows'),
  vcat: joined('rows'),
  hcat: joined('columns'),
  meshgrid,
  permutation,
  randperm: permutation,
  shuffle,
  'shuffle!': shuffle,
  choice,
  to_categorical: oneHot,
  one_hot: oneHot,
  onehotbatch: oneHot,
  get_dummies: oneHot,
};
