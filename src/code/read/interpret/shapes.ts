import { arrayValue, newDesign } from '#src/code/read/interpret/arrays.ts';
import { operation, type Term, variable } from '#src/code/read/interpret/terms.ts';
import type { ArrayValue, Axes, Origin, View } from '#src/code/read/interpret/values.ts';

/** Adds up the columns of each row. */
export function sumOfColumns(array: ArrayValue, origin: Origin): ArrayValue {
  const sum = array.columns.reduce((a, b) => operation('add', a, b));
  const axes = array.axes === 'c' ? '' : 'r';
  return { ...array, axes, columns: [sum], place: origin.place };
}

/** Columns side by side. */
export function beside(arrays: readonly ArrayValue[], axes: Axes, origin: Origin): ArrayValue {
  const [first] = arrays;
  const columns = arrays.flatMap((array) => array.columns);
  const doubt = arrays.find(({ doubt }) => doubt !== undefined)?.doubt;
  return {
    ...arrayValue(axes, columns, first?.rows ?? null, { place: origin.place, doubt }),
    view: first?.view ?? null,
  };
}

export function transposed(array: ArrayValue, vectorsTurn: boolean): ArrayValue {
  const turned = { '': '', r: vectorsTurn ? 'cr' : 'r', c: 'c', rc: 'cr', cr: 'rc' } as const;
  return { ...array, axes: turned[array.axes] };
}

/** @param shape its numbers; null: not known, -1: whatever is left */
export function reshaped(array: ArrayValue, shape: readonly (number | null)[]): ArrayValue {
  if (shape.length === 1) return { ...array, axes: array.columns.length === 1 ? 'r' : array.axes };
  const [rows = null, columns = null] = shape;
  if (shape.length !== 2) return array;
  const rearranged = rearrangedNumbers(array, rows, columns);
  if (rearranged !== null) return rearranged;
  if (array.rows === 1 && (array.axes === 'c' || array.axes === ''))
    return { ...array, axes: 'rc' };
  if (columns === 1) return { ...array, axes: 'rc' };
  if (rows === 1) return { ...array, axes: 'cr' };
  const [term] = array.columns;
  const cuts = columns ?? 0;
  if (
    array.columns.length === 1 &&
    term?.kind === 'variable' &&
    term.design.kind !== 'given' &&
    cuts > 1 &&
    cuts <= 64
  ) {
    const count = array.rows === null ? null : Math.floor(array.rows / cuts);
    const design = newDesign(term.design.kind, { ...term.design, rows: count });
    const terms = Array.from({ length: cuts }, (_, column) => variable(design, column));
    return { ...array, axes: 'rc', columns: terms, rows: count };
  }
  return { ...array, axes: array.axes === 'cr' ? 'cr' : 'rc' };
}

/** Numbers that are written out, in another shape. */
function rearrangedNumbers(
  array: ArrayValue,
  rows: number | null,
  columns: number | null,
): ArrayValue | null {
  const [term] = array.columns;
  const values = term?.kind === 'variable' ? term.design.values : undefined;
  if (values === undefined || array.columns.length !== values.length) return null;
  const count = values.length * (values[0]?.length ?? 0);
  const width = columns !== null && columns > 0 ? columns : count / (rows ?? 1);
  if (!Number.isInteger(count / width) || width === values.length) return null;
  const all = (values[0] ?? []).flatMap((_, row) => values.map((column) => column[row] as number));
  const design = newDesign('given', {
    ...(term as Term & { kind: 'variable' }).design,
    rows: count / width,
    values: Array.from({ length: width }, (_, column) =>
      all.filter((_, i) => i % width === column),
    ),
  });
  const terms = Array.from({ length: width }, (_, column) => variable(design, column));
  return { ...array, axes: 'rc', columns: terms, rows: count / width };
}

/** Some of the rows, as a view says. */
export function rowsOf(
  array: ArrayValue,
  view: View,
  rows: number | null,
  isSingle: boolean,
): ArrayValue {
  const single = { '': '', r: '', c: 'c', rc: 'c', cr: 'c' } as const;
  const outer = array.view;
  const joined: View =
    outer === null
      ? view
      : {
          ...view,
          whole: view.whole ?? outer.whole,
          of: outer.of ?? (outer.kind === 'part' ? outer.whole : null),
          ...(outer.place === undefined ? {} : { place: outer.place }),
          order: view.order.id === 'fixed' ? outer.order : view.order,
          loops: [...outer.loops, ...view.loops],
        };
  return { ...array, axes: isSingle ? single[array.axes] : array.axes, rows, view: joined };
}
