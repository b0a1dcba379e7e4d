import { asArray } from '#src/code/read/interpret/arrays.ts';
import { distance } from '#src/code/read/interpret/distance.ts';
import { numberOf, numberValue } from '#src/code/read/interpret/make.ts';
import { rowsOf } from '#src/code/read/interpret/shapes.ts';
import {
  type Index,
  isCounted,
  isSlice,
  isWholeSlice,
  type Slice,
} from '#src/code/read/interpret/slices.ts';
import { numberTerm, type Term, variablesOf } from '#src/code/read/interpret/terms.ts';
import type { ArrayValue, Order, Value, View } from '#src/code/read/interpret/values.ts';
import type { Place } from '#src/code/read/mapped-text.ts';

const inOrder: Order = { id: 'fixed', place: null };

export function takeRows(array: ArrayValue, index: Index | undefined, place: Place): ArrayValue {
  if (index === undefined || isWholeSlice(index)) return array;
  const whole = array.rows;
  if (isSlice(index)) return sliced(array, index, place);
  if (index.type === 'either') return rowsInPhases(array, index, place);
  const chosen = asArray(index);
  const view = (
    size: Value | null,
    order: Order,
    loops: readonly number[],
    kind: View['kind'] = 'batch',
  ): View => ({
    kind,
    size,
    whole,
    order,
    loops,
  });
  if (chosen === null)
    return rowsOf(array, view(null, { id: 'unknown', place }, [], 'part'), null, false);
  if (chosen.isIndex) {
    const { size = null, order = inOrder, loops = [] } = chosen.view ?? {};
    if (chosen.axes === '')
      return rowsOf(array, view(numberValue(1, place), order, loops), 1, true);
    const all = numberOf(size) === null || numberOf(size) === whole;
    return rowsOf(
      array,
      view(size, order, loops, all && loops.length === 0 ? 'part' : 'batch'),
      size === null ? whole : numberOf(size),
      false,
    );
  }
  const loops = variablesOf(...chosen.columns).flatMap(({ design }) => design.loops);
  if (chosen.axes === '') {
    const isRandom = variablesOf(...chosen.columns).some(
      ({ design }) => design.kind === 'integers',
    );
    const order: Order = isRandom ? { id: 'with_replacement', place } : inOrder;
    return rowsOf(
      array,
      view(
        numberValue(1, place),
        order,
        isRandom ? [] : loops,
        loops.length > 0 ? 'batch' : 'part',
      ),
      1,
      true,
    );
  }
  const [term] = chosen.columns;
  const isRandom = term?.kind === 'variable' && term.design.kind === 'integers';
  if (isRandom)
    return rowsOf(
      array,
      view(sizeValue(chosen), { id: 'with_replacement', place }, []),
      chosen.rows,
      false,
    );
  const { size = null, loops: viewed = [], kind = 'part' } = chosen.view ?? {};
  const order: Order = isInOrder(chosen) ? inOrder : { id: 'unknown', place };
  if (kind === 'batch') return rowsOf(array, view(size, order, viewed), numberOf(size), false);
  const isAll = chosen.rows === null || chosen.rows === whole;
  return rowsOf(array, view(null, order, [], 'part'), isAll ? whole : chosen.rows, false);
}

/** Whether row numbers go up: not those that are not known, nor those that were moved. */
function isInOrder({ columns: [term], view }: ArrayValue): boolean {
  const isMixed = term?.kind === 'variable' && term.design.kind === 'shuffled';
  return term?.kind !== 'unknown' && !isMixed && view?.order.id !== 'unknown';
}

function sizeValue(array: ArrayValue): Value | null {
  return array.rows === null ? null : numberValue(array.rows, array.place);
}

/** Rows in one order for some epochs and in another one afterwards. */
function rowsInPhases(
  array: ArrayValue,
  { test, yes, no }: Value & { type: 'either' },
  place: Place,
): ArrayValue {
  const [first, second] = [takeRows(array, yes, place), takeRows(array, no, place)];
  const phases = phasesOf(test, first.view?.order ?? inOrder, second.view?.order ?? inOrder);
  const taken = first.view ?? second.view;
  if (taken === null)
    return {
      ...first,
      view: { kind: 'part', size: null, whole: array.rows, order: phases, loops: [] },
    };
  return { ...first, view: { ...taken, order: phases } };
}

/** What a condition such as `epoch < 250` makes of two orders. */
export function phasesOf(test: Value, yes: Order, no: Order): Order {
  const bound = test.type === 'array' ? counterBound(test.columns[0]) : null;
  if (bound === null) return { id: 'unknown', place: test.place };
  const [before, after] = bound.isBefore ? [yes, no] : [no, yes];
  return { ...after, first: { order: before, epochs: bound.epochs } };
}

function counterBound(term: Term | undefined): { epochs: number; isBefore: boolean } | null {
  if (term?.kind !== 'operation') return null;
  const [left, right] = term.operands;
  if (left?.kind !== 'variable' || left.design.kind !== 'counter' || right?.kind !== 'number')
    return null;
  const steps = right.value - left.design.from;
  switch (term.name) {
    case 'smaller':
      return { epochs: Math.ceil(steps), isBefore: true };
    case 'smallerEq':
      return { epochs: Math.floor(steps) + 1, isBefore: true };
    case 'largerEq':
      return { epochs: Math.ceil(steps), isBefore: false };
    case 'larger':
      return { epochs: Math.floor(steps) + 1, isBefore: false };
    default:
      return null;
  }
}

function sliced(array: ArrayValue, { start, stop, hasStep }: Slice, place: Place): ArrayValue {
  const whole = array.rows;
  const [from, to] = [start === null ? 0 : numberOf(start), stop === null ? whole : numberOf(stop)];
  if (!isCounted({ start, stop, hasStep })) {
    const fromEnd = (bound: number) => (bound < 0 && whole !== null ? whole + bound : bound);
    const rows =
      from === null || to === null || hasStep
        ? null
        : Math.max(0, Math.min(fromEnd(to), whole ?? Infinity) - fromEnd(from));
    return rowsOf(
      array,
      { kind: 'part', size: null, whole, order: inOrder, loops: [] },
      rows,
      false,
    );
  }
  const [first, last] = [asArray(start) ?? zero(place), asArray(stop)];
  const loops = [first, last].flatMap((bound) =>
    bound === null ? [] : variablesOf(...bound.columns).flatMap(({ design }) => design.loops),
  );
  const size = last === null ? null : distance(first.columns[0], last.columns[0]);
  const said =
    size === null ? null : numberValue(size, stepPlace(first, size) ?? stop?.place ?? place);
  return rowsOf(array, { kind: 'batch', size: said, whole, order: inOrder, loops }, size, false);
}

function zero(place: Place): ArrayValue {
  return { type: 'array', axes: '', columns: [numberTerm(0)], rows: 1, view: null, place };
}

/** Where the number of rows was said: in the step of the loop that counts them. */
function stepPlace(start: ArrayValue, size: number): Place | null {
  const step = variablesOf(...start.columns)[0]?.design.step;
  return step?.value === size ? step.place : null;
}
