import { apply, asArray, elementwise, operate } from '#src/code/read/interpret/arrays.ts';
import { truncated } from '#src/code/read/interpret/bounds.ts';
import { counterFor, countOf } from '#src/code/read/interpret/loops.ts';
import { argument, type Call, type Meaning } from '#src/code/read/interpret/machine.ts';
import { listValue, none, numberOf, numberValue, textOf } from '#src/code/read/interpret/make.ts';
import { scoreOf } from '#src/code/read/interpret/scores.ts';
import { beside, sumOfColumns } from '#src/code/read/interpret/shapes.ts';
import type { Term } from '#src/code/read/interpret/terms.ts';
import type { ListValue, Value } from '#src/code/read/interpret/values.ts';

function list(
  items: readonly Value[],
  { machine, place }: Pick<Call, 'machine' | 'place'>,
): ListValue {
  return listValue([...items], place, machine.loops);
}

const range: Meaning = (call) => {
  const { args, named, place, machine } = call;
  // Julia: range(a, b, length = n)
  if (machine.language === 'julia') return null;
  const [first, second, third] = args;
  const step = third === undefined ? 1 : numberOf(third);
  const [from, to] =
    second === undefined ? [0, numberOf(first)] : [numberOf(first), numberOf(second)];
  if (step === null || step === 0 || named.size > 0) return null;
  if (from === null || to === null)
    return { type: 'range', from: from ?? 0, step, count: null, place: third?.place ?? place };
  const count = Math.max(0, Math.ceil((to - from) / step - 1e-9));
  const said = third ?? second ?? first;
  return {
    type: 'range',
    from,
    step,
    count,
    place: said?.place ?? place,
    doubt: (second ?? first)?.doubt,
  };
};

const truncate: Meaning = ({ args, place }) => {
  const array = asArray(args[0]);
  return array === null
    ? null
    : elementwise((x) => truncated(x as Term), [array], {
        place: args[0]?.type === 'number' ? args[0].place : place,
      });
};

const same: Meaning = ({ args }) => args[0] ?? null;

const toList: Meaning = (call) => {
  const [value] = call.args;
  if (value === undefined) return list([], call);
  return value.type === 'list'
    ? { ...value, items: [...value.items], loops: [...call.machine.loops] }
    : value;
};

const length: Meaning = ({ args, place }) => {
  const [value] = args;
  if (value === undefined) return null;
  if (value.type === 'list' && value.rows === undefined)
    return numberValue(value.items.length, place);
  if (value.type === 'loader') {
    const rows = asArray(value.parts[0])?.rows ?? null;
    const size = numberOf(value.batchSize);
    return rows === null ? null : numberValue(size === null ? rows : Math.ceil(rows / size), place);
  }
  const { count } = countOf(value);
  return count === null ? null : { ...count, place: count.place ?? place };
};

const sum: Meaning = (call) => {
  const { args, place, machine } = call;
  const [first, second] = args;
  // Julia's sum(f, x), and numpy's sum(x, axis)
  if (
    second !== undefined &&
    first !== undefined &&
    (first.type === 'library' || first.type === 'function')
  )
    return sum({ ...call, args: [machine.call(first, [second], place)] });
  if (first?.type === 'difference') return scoreOf(first, 'sum', { place });
  if (first?.type === 'score') return { ...first, reduction: 'sum', place };
  if (
    first?.type === 'list' &&
    first.rows === undefined &&
    first.items.some(({ type }) => type === 'score')
  )
    return null;
  const array = asArray(first);
  if (array === null) return null;
  const axis = numberOf(argument(call, 1, 'axis', 'dim', 'dims'));
  const byRow =
    array.axes === 'c' ||
    (array.axes === 'rc' && (axis === 1 || axis === -1)) ||
    (array.axes === 'cr' && axis === (machine.language === 'julia' ? 1 : 0));
  return byRow ? sumOfColumns(array, { place }) : null;
};

const extreme =
  (name: 'min' | 'max'): Meaning =>
  ({ args, place, named }) => {
    if (named.size > 0) return null;
    const [only] = args;
    const row = args.length === 1 ? asArray(only) : null;
    const operands =
      row?.axes === 'c'
        ? row.columns.map((term) => ({ ...row, axes: '' as const, columns: [term] }))
        : args.map(asArray);
    if (operands.length < 2 || operands.some((operand) => operand === null)) return null;
    return apply(name, operands as NonNullable<(typeof operands)[number]>[], { place });
  };

/** `map(f, xs)`. */
const map: Meaning = (call) => {
  const { machine, args, place } = call;
  const [f, items] = args;
  if (f === undefined || items === undefined) return null;
  const mapped = list([], call);
  machine.forEach(items, place, (item) => machine.append(mapped, machine.call(f, [item], place)));
  return mapped;
};

/** A data set out of arrays side by side: `zip(x, y)`. */
const zip: Meaning = ({ args, place }) => ({ type: 'together', parts: args, place });

const append: Meaning = ({ self, args, machine, place }) => {
  const [, item] = args;
  if (self?.type === 'network' && item?.type === 'layers') {
    self.ops.push(...item.ops);
    return self;
  }
  if (self?.type !== 'list' || item === undefined) return null;
  machine.append(self, item);
  return none(place);
};

const extend: Meaning = ({ self, args, machine }) => {
  const [, items] = args;
  if (self?.type !== 'list' || items?.type !== 'list' || items.rows !== undefined) return null;
  for (const item of items.items) machine.append(self, item);
  return self;
};

/** `parser.add_argument('--lr', default=0.1)`. */
const addArgument: Meaning = (call) => {
  const { self, args } = call;
  if (self?.type !== 'dict') return null;
  const name = args
    .slice(1)
    .map(textOf)
    .findLast((text) => text?.startsWith('--'));
  const value = call.named.get('default');
  if (name != null && value !== undefined)
    self.entries.set(name.slice(2).replaceAll('-', '_'), value);
  return self;
};

const dict: Meaning = ({ args: [first], named, place }) =>
  (first?.type === 'together' && first.parts.find(({ type }) => type === 'balanced')) || {
    type: 'dict',
    entries: new Map(named),
    place,
  };

export const builtins = {
  range,
  xrange: range,
  int: truncate,
  trunc: truncate,
  fix: truncate,
  float: same,
  list: toList,
  tuple: toList,
  OrderedDict: toList,
  iter: same,
  reversed: same,
  // By a key, the numbers of rows are in an order that is not known.
  sorted: ({ args, named }) =>
    args[0]?.type === 'range' && named.size > 0 ? null : (args[0] ?? null),
  // Perhaps after the type of its items.
  collect: ({ args }) => args.at(-1) ?? null,
  tqdm: same,
  trange: range,
  copy: same,
  deepcopy: same,
  len: length,
  length,
  sum,
  min: extreme('min'),
  max: extreme('max'),
  map,
  zip,
  enumerate: ({ args, place }) => {
    const [items] = args;
    return items === undefined
      ? null
      : { type: 'together', parts: [counterFor(items), items], place };
  },
  abs: ({ args, place }) => {
    const [value] = args;
    if (value?.type === 'difference')
      return { ...value, of: value.of === 'itself' ? 'absolute' : value.of, place };
    const array = asArray(value);
    return array === null ? null : apply('abs', [array], { place });
  },
  round: ({ args, place }) => {
    const array = asArray(args[0]);
    return array === null || args.length > 1 ? null : apply('round', [array], { place });
  },
  pow: ({ args, place }) => {
    const [a, b] = [asArray(args[0]), asArray(args[1])];
    return a === null || b === null ? null : operate('pow', [a, b], { place });
  },
  append,
  extend,
  'push!': append,
  dict,
  Dict: dict,
  str: ({ place }) => ({ type: 'text', value: '', place }),
  format: ({ self, place }) => (self?.type === 'text' ? { ...self, place } : null),
  bool: same,
  ArgumentParser: dict,
  add_argument: addArgument,
  parse_args: ({ self }) => self,
  items: ({ self, place, machine }) => {
    if (self?.type !== 'dict') return null;
    const entries = [...self.entries].map(
      ([key, value]): Value =>
        list([{ type: 'text', value: key, place }, value], { machine, place }),
    );
    return list(entries, { machine, place });
  },
  get: ({ self, args }) => {
    const key = textOf(args[1]);
    return self?.type === 'dict' && key !== null
      ? (self.entries.get(key) ?? args[2] ?? null)
      : null;
  },
  SimpleNamespace: dict,
  namedtuple: () => null,
  hypot: ({ args, place }) => {
    const operands = args.map(asArray);
    if (operands.length !== 2 || operands.some((operand) => operand === null)) return null;
    return apply('hypot', operands as NonNullable<(typeof operands)[number]>[], { place });
  },
  eachrow: same,
  eachindex: ({ args }) => (args[0] === undefined ? null : counterFor(args[0])),
  eachcol: same,
  hcat: (call) => {
    // Julia: a point for each column
    const parts = call.args.map(asArray);
    if (call.machine.language !== 'julia' || parts.some((part) => part === null)) return null;
    const all = parts as NonNullable<(typeof parts)[number]>[];
    const isRows = all.every(({ axes }) => axes === 'r');
    return isRows ? beside(all, 'rc', { place: call.place }) : null;
  },
} satisfies Readonly<Record<string, Meaning>>;
