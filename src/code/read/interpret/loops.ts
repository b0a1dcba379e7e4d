import { arrayValue, asArray, newDesign } from '#src/code/read/interpret/arrays.ts';
import { listValue, numberOf, numberValue, unknown } from '#src/code/read/interpret/make.ts';
import { rowsOf } from '#src/code/read/interpret/shapes.ts';
import { numberTerm, operation, variable } from '#src/code/read/interpret/terms.ts';
import type {
  ArrayValue,
  Axes,
  ListValue,
  LoaderValue,
  Loop,
  Value,
  View,
} from '#src/code/read/interpret/values.ts';

/** A list that is gone through item by item. */
const maxItems = 8;

export function isShortList(value: Value): boolean {
  switch (value.type) {
    case 'list':
      return value.rows === undefined && value.items.length <= maxItems;
    case 'together':
      return (
        value.parts.some(isShortList) &&
        value.parts.every((part) => isShortList(part) || part.type === 'range')
      );
    case 'array':
      return value.axes === 'c' && value.columns.length <= maxItems;
    case 'network':
      return true;
    case 'dict':
      return value.entries.size <= maxItems;
    default:
      return false;
  }
}

/** The items of a short list. */
export function itemsOf(value: Value): readonly Value[] {
  switch (value.type) {
    case 'list':
      return value.items;
    case 'dict':
      return [...value.entries.keys()].map((key) => ({
        type: 'text',
        value: key,
        place: value.place,
      }));
    case 'array':
      return value.columns.map((term): Value => ({ ...value, axes: '', columns: [term] }));
    case 'network':
      return value.ops.map((op): Value => ({ type: 'layers', ops: [op], place: op.place }));
    case 'together': {
      const lists = value.parts
        .filter((part) => part.type !== 'range')
        .map((part) => itemsOf(part).length);
      const { place } = value;
      return Array.from({ length: Math.min(...lists) }, (_, i): Value => {
        const items = value.parts.map((part) =>
          part.type === 'range'
            ? numberValue(part.from + i * part.step, place)
            : (itemsOf(part)[i] ?? unknown()),
        );
        return listValue(items, place, [], true);
      });
    }
    default:
      return [];
  }
}

/** How often a loop over a value goes round, and what it goes over. */
export function countOf(value: Value): Pick<Loop, 'kind' | 'count'> {
  switch (value.type) {
    case 'range': {
      const { count, place, doubt } = value;
      return {
        kind: 'count',
        count: count === null ? null : numberValue(count, place, true, doubt),
      };
    }
    case 'loader':
      return { kind: 'batches', count: value.repeats };
    case 'together': {
      const counts = value.parts.map(countOf);
      return (
        counts.find(({ kind }) => kind === 'batches') ??
        counts.find(({ kind, count }) => kind === 'rows' && count !== null) ??
        counts.find(({ count }) => count !== null) ?? { kind: 'count', count: null }
      );
    }
    case 'list':
      if (batchIn(value) !== null) return batchCount(value);
      if (value.rows === undefined && value.items[0]?.type === 'list')
        return { kind: 'batches', count: numberValue(value.items.length, value.place) };
      break;
    default:
      break;
  }
  const array = asArray(value);
  if (array !== null)
    return {
      kind: 'rows',
      count: array.rows === null ? null : numberValue(array.rows, value.place),
    };
  if (value.type === 'list')
    return {
      kind: 'rows',
      count: value.rows == null ? null : numberValue(value.rows, value.place),
    };
  return { kind: 'count', count: null };
}

/** One item that stands for all that a loop goes over. */
export function itemOf(value: Value, loop: Loop): Value {
  switch (value.type) {
    case 'range': {
      const { from, step, count, place } = value;
      const counter = newDesign('counter', {
        from,
        to: count === null ? Infinity : from + step * (count - 1),
        rows: count,
        step: { value: step, place },
        place: loop.place,
        loops: [loop.id],
      });
      return arrayValue('', [variable(counter)], null, { place });
    }
    case 'together': {
      const items = value.parts.map((part) => itemOf(part, loop));
      return listValue(items, value.place, [], true);
    }
    case 'loader':
      return batchOf(value, loop);
    case 'list': {
      const [first] = value.items;
      if (first !== undefined && batchIn(value) !== null) return oneBatch(first, loop);
      if (value.rows !== undefined && first !== undefined) return oneRow(first, value.rows, loop);
      const array = asArray(value);
      if (array !== null) return rowOf(array, loop);
      return first === undefined ? unknown() : { ...first, doubt: 'first' };
    }
    default: {
      const array = asArray(value);
      return array === null ? unknown() : rowOf(array, loop);
    }
  }
}

/** The rows of a batch, where loops have filled a list with batches. */
function batchIn({ items: [item], rows }: ListValue): View | null {
  const array = item?.type === 'list' ? item.items.find(({ type }) => type === 'array') : item;
  const view = rows !== undefined && array?.type === 'array' ? array.view : null;
  return view?.kind === 'batch' && numberOf(view.size) !== 1 ? view : null;
}

/** Loops that choose the rows of a batch make one pass over the data; any others around them repeat it. */
function batchCount(list: ListValue): Pick<Loop, 'kind' | 'count'> {
  const { filling = [], place } = list;
  const chosenBy = batchIn(list)?.loops ?? [];
  const passes = filling.filter(({ id }) => !chosenBy.includes(id));
  if (passes.length === 0)
    return { kind: 'batches', count: list.rows == null ? null : numberValue(list.rows, place) };
  const counts = passes.map(({ count }) => numberOf(count));
  const count = counts.includes(null) ? null : counts.reduce<number>((a, b) => a * (b ?? 1), 1);
  return {
    kind: 'count',
    count: count === null ? null : numberValue(count, passes[0]?.count?.place ?? place),
  };
}

/** One batch that stands for all that a loop goes over. */
function oneBatch(item: Value, loop: Loop): Value {
  if (item.type === 'list')
    return { ...item, items: item.items.map((part) => oneBatch(part, loop)) };
  if (item.type !== 'array' || item.view === null) return item;
  const isPass = loop.kind === 'count';
  const loops = isPass ? item.view.loops : [...item.view.loops, loop.id];
  return { ...item, view: { ...item.view, loops } };
}

function rowOf(array: ArrayValue, loop: Loop): Value {
  const view: View = {
    kind: 'batch',
    size: numberValue(1, loop.place),
    whole: array.rows,
    order: { id: 'fixed', place: null },
    loops: [loop.id],
  };
  return rowsOf(array, view, 1, true);
}

/** An item of a list that a loop has filled, as one of its rows. */
function oneRow(item: Value, rows: number | null, loop: Loop): Value {
  if (item.type === 'list')
    return { ...item, items: item.items.map((part) => oneRow(part, rows, loop)) };
  const array = item.type === 'array' ? item : null;
  if (array === null) return item;
  const view: View = {
    kind: 'batch',
    size: numberValue(1, loop.place),
    whole: rows,
    order: { id: 'fixed', place: null },
    loops: [loop.id],
  };
  return { ...array, rows: 1, view };
}

/** A batch of each part of a data set. */
export function batchOf(
  { parts, batchSize, order, dropLast, place }: LoaderValue,
  loop: Loop | null,
): Value {
  const items = parts.map((part): Value => {
    const array = asArray(part);
    if (array === null) return part;
    const view: View = {
      kind: 'batch',
      size: batchSize,
      whole: array.rows,
      order: order ?? { id: 'fixed', place: null, isDefault: true },
      loops: loop === null ? [] : [loop.id],
      dropLast,
    };
    return batchSize === null && loop === null
      ? array
      : rowsOf(array, view, numberOf(batchSize), false);
  });
  return listValue(items, place, [], true);
}

/** A range over all rows of a value: what `enumerate` counts with. */
export function counterFor(value: Value): Value {
  const count = numberOf(countOf(value).count);
  return { type: 'range', from: 0, step: 1, count, place: value.place };
}

/** How arrays lie when rows of them are put together. */
export function stacked(axes: Axes): Axes {
  return axes === '' ? 'r' : axes === 'c' ? 'rc' : axes;
}

/** An evenly stepped sequence without its end. */
export function steps(
  from: number,
  step: number,
  count: number,
  place: ArrayValue['place'],
): ArrayValue {
  const at = place ?? { from: 0, to: 0 };
  const grid = newDesign('grid', { from, to: from + step * (count - 1), rows: count, place: at });
  const term = count === 1 ? operation('add', numberTerm(from), numberTerm(0)) : variable(grid);
  return arrayValue('r', [term], count, { place });
}
