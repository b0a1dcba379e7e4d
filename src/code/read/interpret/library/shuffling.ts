import { arrayValue, asArray, newDesign } from '#src/code/read/interpret/arrays.ts';
import { draw, shapeOf } from '#src/code/read/interpret/library/drawing.ts';
import { argument, type Meaning } from '#src/code/read/interpret/machine.ts';
import { listValue, numberOf, numberValue } from '#src/code/read/interpret/make.ts';
import { rowsOf } from '#src/code/read/interpret/shapes.ts';
import { unknownTerm, variable } from '#src/code/read/interpret/terms.ts';
import type { ArrayValue, Order, Value } from '#src/code/read/interpret/values.ts';

/** Numbers of rows in random order; made in a loop, they are made again each time. */
export const permutation: Meaning = (call) => {
  const { machine, place, args } = call;
  const [value] = args;
  const array = asArray(value);
  const id = machine.loops.length > 0 ? 'reshuffle' : 'shuffle_once';
  const order: Order = { id, place };
  if (
    value?.type === 'list' &&
    value.rows === undefined &&
    value.items.every((item) => item.type === 'list')
  )
    return value;
  if (array !== null && array.axes !== '' && value?.type !== 'range')
    return shuffledRows(array, order);
  const count = value?.type === 'range' ? value.count : numberOf(value);
  const view = { kind: 'part', size: null, whole: count, order, loops: [] } as const;
  return { ...arrayValue('r', [unknownTerm], count, { place }), isIndex: true, view };
};

function shuffledRows(array: ArrayValue, order: Order): ArrayValue {
  const [term] = array.columns;
  // Each of some numbers once, in random order.
  if (array.axes === 'r' && term?.kind === 'variable' && term.design.kind === 'grid') {
    const design = newDesign('shuffled', term.design);
    return { ...array, columns: [variable(design)] };
  }
  return rowsOf(
    array,
    { kind: 'part', size: null, whole: array.rows, order, loops: [] },
    array.rows,
    false,
  );
}

/** In place, as numpy does, or as a new array (or several, by sklearn's rule). */
export const shuffle: Meaning = (call) => {
  const { machine, args, place, path } = call;
  const [value] = args;
  if (value === undefined) return null;
  const order: Order = { id: machine.loops.length > 0 ? 'reshuffle' : 'shuffle_once', place };
  if (path.startsWith('sklearn') && args.length > 1) {
    const items = args.map((arg): Value => {
      const array = asArray(arg);
      return array === null ? arg : shuffledRows(array, order);
    });
    return listValue(items, place, [], true);
  }
  if (value.type === 'loader' || value.type === 'together') {
    const shuffled: Value = {
      type: 'loader',
      parts: value.parts,
      batchSize: null,
      order,
      dropLast: null,
      repeats: null,
      place,
    };
    if (value.type === 'together') machine.replace(value, shuffled);
    return shuffled;
  }
  const array = asArray(value);
  if (array === null) return null;
  const isOrder =
    value.type === 'range' ||
    (array.axes === 'r' &&
      array.columns[0]?.kind === 'variable' &&
      array.columns[0].design.kind === 'grid' &&
      array.columns[0].design.from === 0);
  const shuffled =
    isOrder && machine.language === 'python'
      ? permutation({ ...call, args: [numberValue(array.rows ?? 0, place)] })
      : shuffledRows(array, order);
  if (shuffled !== null) machine.replace(value, shuffled);
  return shuffled;
};

/** A random choice of rows. */
export const choice: Meaning = (call) => {
  const { machine, args, place } = call;
  const [value] = args;
  const size = argument(call, 1, 'size', 'k', 'num_samples');
  const whole =
    value?.type === 'range' ? value.count : (numberOf(value) ?? asArray(value)?.rows ?? null);
  const order: Order = { id: 'with_replacement', place };
  const view = {
    kind: 'batch',
    size: size ?? numberValue(1, place),
    whole,
    order,
    loops: [],
  } as const;
  const array = asArray(value);
  if (machine.loops.length === 0 && array === null) return null;
  const [term] = array?.columns ?? [];
  if (
    machine.loops.length === 0 &&
    array?.axes === 'r' &&
    term?.kind === 'variable' &&
    term.design.kind === 'grid'
  ) {
    const { from, to, rows } = term.design;
    const isWhole = Number.isInteger(from) && to - from === (rows ?? 0) - 1;
    return draw(call, isWhole ? 'integers' : 'uniform', from, to, shapeOf([size]) ?? []);
  }
  if (array !== null && array.axes !== '' && value?.type !== 'range')
    return rowsOf(array, view, numberOf(size), size === null);
  return {
    ...arrayValue(size === null ? '' : 'r', [unknownTerm], numberOf(size), { place }),
    isIndex: true,
    view,
  };
};
