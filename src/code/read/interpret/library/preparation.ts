import {
  arrayValue,
  asArray,
  drawn,
  newDesign,
  unknownRows,
} from '#src/code/read/interpret/arrays.ts';
import { scaledBy, scaler, transform } from '#src/code/read/interpret/library/scalers.ts';
import { batchOf, stacked } from '#src/code/read/interpret/loops.ts';
import { argument, type Call, type Meaning } from '#src/code/read/interpret/machine.ts';
import {
  listValue,
  numberOf,
  numberValue,
  textOf,
  truthOf,
} from '#src/code/read/interpret/make.ts';
import { rowsOf } from '#src/code/read/interpret/shapes.ts';
import { variable } from '#src/code/read/interpret/terms.ts';
import type { ArrayValue, LoaderValue, Of, Order, Value } from '#src/code/read/interpret/values.ts';

/** Parts of arrays in the order train, test, train, test, … */
const split: Meaning = (call) => {
  const { args, place, machine } = call;
  const share = numberOf(call.named.get('test_size')) ?? null;
  const kept = numberOf(call.named.get('train_size')) ?? null;
  const items = args.flatMap((arg): readonly Value[] => {
    const array = asArray(arg);
    if (array === null) return [arg, arg];
    const rows = array.rows;
    const held = rows === null ? null : heldOut(rows, share, kept);
    const train = rows === null || held === null ? null : rows - held;
    const at = call.named.get('test_size')?.place ?? place;
    return [partOf(array, train, at), partOf(array, held, at)];
  });
  return listValue(items, place, machine.loops, true);
};

function partOf(array: ArrayValue, rows: number | null, place: Call['place']): Value {
  const order = { id: 'fixed', place: null } as const;
  const view = { kind: 'part', size: null, whole: array.rows, order, loops: [], place } as const;
  return rowsOf(array, view, rows, false);
}

/** PyTorch's `random_split(data, [400, 100])`: rows of each part, or their shares. */
const randomSplit: Meaning = (call) => {
  const parts = partsOf(call.args[0] ?? null, call);
  const sizes = argument(call, 1, 'lengths');
  if (parts === null || sizes?.type !== 'list') return null;
  const items = sizes.items.map((size) => {
    const count = numberOf(size);
    const own = parts.map((part): Value => {
      const array = asArray(part);
      if (array === null) return part;
      const share = array.rows === null || count === null ? null : array.rows * count;
      const rows = count !== null && count < 1 ? share && Math.floor(share) : count;
      return partOf(array, rows, size.place ?? call.place);
    });
    return loader(own, {}, call);
  });
  return listValue(items, call.place, [], true);
};

function heldOut(rows: number, share: number | null, kept: number | null): number {
  if (share !== null) return share < 1 ? Math.ceil(rows * share) : share;
  if (kept !== null) return rows - (kept < 1 ? Math.floor(rows * kept) : kept);
  return Math.ceil(rows * 0.25);
}

/** Ready-made data sets of scikit-learn that we have relatives of. */
const pictures: Meaning = (call) => {
  const { name, place, machine } = call;
  const count = argument(call, 0, 'n_samples') ?? numberValue(100, null);
  const rows = count.type === 'list' ? null : numberOf(count);
  const design = newDesign('source', { name: name.replace('make_', ''), rows, place });
  const noise = call.named.get('noise') ?? call.named.get('cluster_std') ?? null;
  const centers = call.named.get('centers') ?? null;
  const origin = { place: count.place ?? place };
  const x = arrayValue('rc', [variable(design, 0), variable(design, 1)], rows, origin);
  const y = arrayValue('r', [variable(design, 2)], rows, origin);
  const notes = machine.notes(design);
  if (noise !== null) notes.set('noise', noise);
  if (centers !== null) notes.set('centers', centers);
  return listValue([x, y], place, [], true);
};

/** `make_regression(n_samples, n_features)`: a sum that is not written down. */
const generated: Meaning = (call) => {
  const { name, place } = call;
  const rows = numberOf(argument(call, 0, 'n_samples') ?? numberValue(100, null)) ?? 0;
  const features =
    numberOf(
      argument(call, 1, 'n_features') ?? numberValue(name === 'make_regression' ? 100 : 20, null),
    ) ?? 1;
  const table = drawn(
    { kind: 'source', from: 0, to: 1, name: name.replace('make_', ''), place, loops: [] },
    [rows, features + 1],
  );
  const x: Value = { ...table, columns: table.columns.slice(0, features) };
  const y: Value = { ...table, axes: 'r', columns: table.columns.slice(features) };
  return listValue([x, y], place, [], true);
};

function loader(parts: readonly Value[], rest: Partial<LoaderValue>, { place }: Call): LoaderValue {
  return {
    type: 'loader',
    parts,
    batchSize: null,
    order: null,
    dropLast: null,
    repeats: null,
    place,
    ...rest,
  };
}

const dataset: Meaning = (call) => {
  const parts = call.args.flatMap((arg) =>
    arg.type === 'list' && arg.isTuple ? arg.items : [arg],
  );
  return loader(parts, {}, call);
};

function shuffledOrder(
  flag: Value | null | undefined,
  place: Call['place'],
  byDefault: boolean,
): Order {
  const isShuffled = truthOf(flag);
  if (flag == null) return { id: byDefault ? 'reshuffle' : 'fixed', place: null, isDefault: true };
  if (isShuffled === null) return { id: 'unknown', place: flag.place ?? place };
  return { id: isShuffled ? 'reshuffle' : 'fixed', place: flag.place ?? place };
}

/** PyTorch's and Flux's DataLoader, and chainer's iterators. */
const dataLoader: Meaning = (call) => {
  const { args, named, machine, place, name } = call;
  const isJulia = machine.language === 'julia';
  const isIterator = name.endsWith('Iterator');
  const parts = partsOf(
    isJulia && args.length > 1
      ? { ...list(args, call), isTuple: true }
      : (args[0] ?? named.get('dataset') ?? null),
    call,
  );
  const unknown = unknownRows({ place });
  const size = argument(call, isJulia ? 99 : 1, 'batch_size', 'batchsize') ?? numberValue(1, null);
  const order = shuffledOrder(
    argument(call, isJulia ? 99 : isIterator ? 3 : 2, 'shuffle'),
    place,
    isIterator,
  );
  const dropLast = named.get('drop_last') ?? null;
  return loader(
    parts ?? [unknown, unknown],
    { batchSize: size, order: named.has('sampler') ? { id: 'unknown', place } : order, dropLast },
    call,
  );
};

function list(items: readonly Value[], { place }: Call): Of<'list'> {
  return listValue([...items], place);
}

/** The arrays of a data set: of pairs, of arrays side by side, of a class of the text's own. */
function partsOf(data: Value | null, call: Call): readonly Value[] | null {
  const { machine, place } = call;
  switch (data?.type) {
    case 'loader':
      return data.parts;
    case 'together':
      return data.parts;
    case 'list': {
      const [first] = data.items;
      if (data.isTuple) return data.items;
      if (first?.type === 'list' && data.rows !== undefined)
        return first.items.map((item) => columnOf(item, data.rows ?? null));
      if (first?.type === 'list') return partsOfPairs(data);
      return asArray(data) === null ? null : [data];
    }
    case 'array':
      return [data];
    case 'instance': {
      const get = machine.member(data, '__getitem__', place);
      const count = machine.member(data, '__len__', place);
      if (get.type !== 'function') return null;
      const rows = count.type === 'function' ? numberOf(machine.call(count, [], place)) : null;
      const index = newDesign('counter', { from: 0, to: (rows ?? 1) - 1, rows, place });
      const item = machine.call(get, [arrayValue('', [variable(index)], null, { place })], place);
      if (item.type === 'list') return item.items.map((part) => columnOf(part, rows));
      if (item.type === 'dict')
        return [...item.entries.values()].map((part) => columnOf(part, rows));
      return null;
    }
    default:
      return null;
  }
}

/** One row as an array of all of them. */
function columnOf(item: Value, rows: number | null): Value {
  const array = asArray(item);
  if (array === null) return item;
  const whole = array.view?.whole ?? rows;
  return { ...array, axes: stacked(array.axes), rows: whole, view: null };
}

/** `[([0, 1], 1), …]`: pairs that are written out. */
function partsOfPairs({ items, ...rest }: Of<'list'>): readonly Value[] | null {
  const pairs = items.map((item) => (item.type === 'list' ? item.items : []));
  const width = pairs[0]?.length ?? 0;
  if (width === 0 || pairs.some((pair) => pair.length !== width)) return null;
  const columns = Array.from({ length: width }, (_, i) =>
    asArray({ ...rest, isTuple: false, items: pairs.flatMap((pair) => pair[i] ?? []) }),
  );
  return columns.every((column) => column !== null) ? columns : null;
}

/** tf.data's `batch`, `shuffle`, `repeat`. */
const batched: Meaning = ({ self, args }) => {
  if (self?.type !== 'loader') return null;
  return {
    ...self,
    batchSize: args[1] ?? null,
    order: self.order ?? { id: 'fixed', place: null, isDefault: true },
  };
};

const shuffledLoader: Meaning = ({ self, place }) =>
  self?.type === 'loader' ? { ...self, order: { id: 'reshuffle', place } } : null;

const unchanged: Meaning = ({ self }) => (self?.type === 'loader' ? self : null);

/** `Iterators.repeated((x, y), 50)`: the same batch again and again. */
const repeated: Meaning = (call) => {
  const [data, times] = call.args;
  const parts = data?.type === 'list' ? data.items : null;
  return parts === null ? null : loader(parts, { repeats: times ?? null }, call);
};

/** scikit-learn's weights of classes, and of rows by their classes. */
const classWeights: Meaning = ({ args: [first], named, place }) =>
  textOf(named.get('class_weight') ?? first) === 'balanced' ? { type: 'balanced', place } : null;

/** chainer's `it.next()`, Python's `next(iter(loader))`. */
const nextBatch: Meaning = ({ args }) =>
  args[0]?.type === 'loader' ? batchOf(args[0], null) : null;

/** chainer's `concat_examples(batch)`: already lies so. */
const asItIs: Meaning = ({ args }) => args[0] ?? null;

export const preparation: Readonly<Record<string, Meaning>> = {
  StandardScaler: scaler,
  MinMaxScaler: scaler,
  RobustScaler: scaler,
  MaxAbsScaler: scaler,
  fit_transform: transform,
  transform,
  scale: ({ args, path }) => {
    const array = asArray(args[0]);
    return array !== null && /preprocessing|^scale$/.test(path)
      ? scaledBy('StandardScaler', array)
      : null;
  },
  normalize: () => null,
  inverse_transform: ({ args }) => args[1] ?? null,
  train_test_split: split,
  random_split: randomSplit,
  compute_class_weight: classWeights,
  compute_sample_weight: classWeights,
  make_moons: pictures,
  make_circles: pictures,
  make_blobs: pictures,
  make_regression: generated,
  make_classification: generated,
  TensorDataset: dataset,
  TupleDataset: dataset,
  from_tensor_slices: dataset,
  DataLoader: dataLoader,
  SerialIterator: dataLoader,
  MultiprocessIterator: dataLoader,
  batch: batched,
  shuffle: shuffledLoader,
  repeat: unchanged,
  prefetch: unchanged,
  cache: unchanged,
  repeated,
  ncycle: repeated,
  next: nextBatch,
  concat_examples: asItIs,
};
