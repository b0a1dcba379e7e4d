import { asArray, unknownRows } from '#src/code/read/interpret/arrays.ts';
import { listValue, numberOf, textOf, unknown } from '#src/code/read/interpret/make.ts';
import { takeRows } from '#src/code/read/interpret/rows.ts';
import { beside } from '#src/code/read/interpret/shapes.ts';
import { type Index, isCounted, isSlice, isWholeSlice } from '#src/code/read/interpret/slices.ts';
import { operation, sameTerm, type Term } from '#src/code/read/interpret/terms.ts';
import type { ArrayValue, Value, View } from '#src/code/read/interpret/values.ts';
import type { Place } from '#src/code/read/mapped-text.ts';

/** `value[items]`. */
export function indexed(value: Value, items: readonly Index[], place: Place): Value {
  const [first] = items;
  switch (value.type) {
    case 'list':
      if (items.length === 1 && value.rows === undefined) {
        const found = listItem(value.items, first);
        if (found !== null)
          return Array.isArray(found) ? { ...value, items: [...found] } : (found as Value);
      }
      return ofArray(asArray(value) ?? (isBatch(first) ? rowsIn(value) : null), items, place);
    case 'dict':
      return (
        (isSlice(first) ? undefined : value.entries.get(textOf(first) ?? '')) ?? unknown(place)
      );
    case 'together': {
      const parts = value.parts.map((part) => indexed(part, items, place));
      return listValue(parts, place, [], true);
    }
    case 'flow':
      return items.length === 2 && isWholeSlice(first) && !isSlice(items[1])
        ? { ...value, axes: 'r' }
        : value;
    case 'network': {
      const at = isSlice(first) ? null : numberOf(first);
      const op = at === null ? undefined : value.ops.at(at);
      return op === undefined ? unknown(place) : { type: 'layers', ops: [op], place };
    }
    case 'either': {
      const { yes, no } = value;
      return { ...value, yes: indexed(yes, items, place), no: indexed(no, items, place) };
    }
    case 'unknown':
      if (items.some(isCounted)) return ofArray(unknownRows(value), items, place);
      return isBatch(first) ? ofArray(rowsIn(value), items, place) : value;
    case 'balanced':
      return value;
    case 'library':
      return value.path.endsWith('.c_') ? besideEachOther(items, place) : unknown(place);
    default:
      return ofArray(asArray(value), items, place);
  }
}

/** Numbers of the rows of a batch. */
function isBatch(index: Index | undefined): boolean {
  return index !== undefined && !isSlice(index) && asArray(index)?.view?.kind === 'batch';
}

/** Rows of what is not known, which may lie in any order. */
function rowsIn(value: Value): ArrayValue {
  const { place } = value;
  const rows = value.type === 'list' ? (value.rows ?? null) : null;
  return { ...unknownRows({ place }), rows, view: mixedView(rows, place) };
}

/** `np.c_[x, y]`. */
function besideEachOther(items: readonly Index[], place: Place): Value {
  const arrays = items.map((item) => (isSlice(item) ? null : asArray(item)));
  return arrays.every((array) => array !== null) ? beside(arrays, 'rc', { place }) : unknown(place);
}

function listItem(
  items: readonly Value[],
  index: Index | undefined,
): Value | readonly Value[] | null {
  if (!isSlice(index)) {
    const at = numberOf(index);
    return at === null ? null : (items.at(at) ?? null);
  }
  const [start, stop] = [index.start, index.stop].map((bound) =>
    bound === null ? undefined : numberOf(bound),
  );
  return start === null || stop === null || index.hasStep ? null : items.slice(start, stop);
}

function ofArray(array: ArrayValue | null, items: readonly Index[], place: Place): Value {
  if (array === null) return unknown(place);
  const isNew = (index: Index | undefined) =>
    !isSlice(index) && index?.type === 'constant' && index.value === null;
  if (items.some(isNew)) {
    if (array.axes !== 'r' && array.axes !== '') return array;
    return { ...array, axes: isNew(items[0]) && array.axes === 'r' ? 'cr' : 'rc' };
  }
  if (items.some((item) => !isSlice(item) && item.type === 'text')) return unknown(place);
  const [first, second] = items;
  switch (array.axes) {
    case 'c':
      return columnsAt(array, first, '', place);
    case 'rc': {
      const rows = takeRows(array, first, place);
      return second === undefined
        ? rows
        : columnsAt(rows, second, rows.axes === 'c' ? '' : 'r', place);
    }
    case 'cr': {
      const columns = columnsAt(array, first, 'r', place);
      return second === undefined || columns.type !== 'array'
        ? columns
        : takeRows(columns, second, place);
    }
    default:
      return takeRows(array, first, place);
  }
}

function columnsAt(
  array: ArrayValue,
  index: Index | undefined,
  axes: ArrayValue['axes'],
  place: Place,
): Value {
  if (index === undefined || isWholeSlice(index)) return array;
  if (isSlice(index)) {
    const [start, stop] = [index.start, index.stop].map((bound) =>
      bound === null ? undefined : numberOf(bound),
    );
    if (start === null || stop === null) return unknown(place);
    return { ...array, columns: array.columns.slice(start, stop) };
  }
  const at = numberOf(index);
  if (at === null) return unknown(place);
  const term = array.columns.at(at);
  return term === undefined ? unknown(place) : { ...array, axes, columns: [term] };
}

/** What `target[items] = value` makes of an array. */
export function withItems(array: ArrayValue, items: readonly Index[], value: Value): ArrayValue {
  const [first, second] = items;
  const set = asArray(value);
  if (first === undefined || set === null) return array;
  const mask = isSlice(first) ? null : first;
  const isMask = mask?.type === 'array' && mask.axes !== '' && isCondition(mask.columns[0]);
  const at = second === undefined || isSlice(second) ? null : numberOf(second);
  const columns = array.columns.map((old, i): Term => {
    if (at !== null && i !== at) return old;
    const term = set.columns[at === null ? i % set.columns.length : 0] as Term;
    return isMask ? operation('choose', mask.columns[0] as Term, term, old) : term;
  });
  const isMoved =
    mask !== null &&
    !isMask &&
    set.view !== null &&
    set.view.whole === array.rows &&
    array.axes === 'r' &&
    sameTerm(set.columns[0] as Term, array.columns[0] as Term);
  // `order[i] = order[j]`
  if (isMoved) return { ...array, view: mixedView(array.rows, array.place) };
  return {
    ...array,
    columns,
    view: set.axes === '' || set.axes === 'c' ? array.view : (set.view ?? array.view),
    doubt: array.doubt ?? set.doubt,
  };
}

/** All rows, in an order that is not known. */
function mixedView(rows: number | null, place: Place | null): View {
  const order = { id: 'unknown', place } as const;
  return { kind: 'part', size: null, whole: rows, order, loops: [] };
}

function isCondition(term: Term | undefined): boolean {
  return (
    term?.kind === 'operation' && /^(?:equal|unequal|smaller|larger|and|or|not)/.test(term.name)
  );
}
