import { boundsOf } from '#src/code/read/interpret/bounds.ts';
import { numberOf, numberValue } from '#src/code/read/interpret/make.ts';
import {
  call,
  type Design,
  type DesignKind,
  numberTerm,
  operation,
  type StatisticName,
  statistic,
  type Term,
  unknownTerm,
  variable,
  variablesOf,
} from '#src/code/read/interpret/terms.ts';
import type {
  ArrayValue,
  Axes,
  ListValue,
  Origin,
  Value,
} from '#src/code/read/interpret/values.ts';
import type { Place } from '#src/code/read/mapped-text.ts';
import type { FunctionName, OperatorName } from '#src/data/formula/formula.ts';

/** More columns than this are not told apart. */
const maxColumns = 1024;

let designs = 0;

/** Numbers that were drawn or laid out anew: no other design is the same. */
export function newDesign(kind: DesignKind, rest: Partial<Design> & { place: Place }): Design {
  return { from: 0, to: 1, rows: null, loops: [], ...rest, id: ++designs, kind };
}

export function arrayValue(
  axes: Axes,
  columns: readonly Term[],
  rows: number | null,
  origin: Origin,
): ArrayValue {
  const { place, doubt } = origin;
  return { type: 'array', axes, columns, rows, view: null, place, doubt };
}

/** What a design makes in some shape; @param shape [], [rows] or [rows, columns] */
export function drawn(design: Omit<Design, 'id' | 'rows'>, shape: readonly number[]): ArrayValue {
  const [rows = null, columns = 1] = shape;
  const made = newDesign(design.kind, { ...design, rows });
  const count = Math.min(Math.max(1, Math.round(columns)), maxColumns);
  const terms = Array.from({ length: count }, (_, column) => variable(made, column));
  const axes = shape.length === 0 ? '' : shape.length === 1 ? 'r' : 'rc';
  return arrayValue(axes, terms, rows, { place: design.place });
}

/** Numbers, lists and ranges as arrays; null for anything else. */
export function asArray(value: Value | null | undefined): ArrayValue | null {
  switch (value?.type) {
    case 'array':
      return value;
    case 'number':
      return arrayValue('', [numberTerm(value.value)], 1, value);
    case 'constant':
      return typeof value.value === 'boolean'
        ? arrayValue('', [numberTerm(Number(value.value))], 1, value)
        : null;
    case 'range': {
      const { from, step, count } = value;
      if (count === null) return null;
      const place = value.place ?? nowhere;
      const grid = newDesign('grid', { from, to: from + step * (count - 1), rows: count, place });
      return arrayValue('r', [variable(grid)], count, value);
    }
    case 'list':
      return arrayOfList(value);
    default:
      return null;
  }
}

const nowhere: Place = { from: 0, to: 0 };

/** Rows of which nothing is known. */
export function unknownRows(origin: Origin): ArrayValue {
  return arrayValue('rc', [unknownTerm], null, origin);
}

function arrayOfList(list: ListValue): ArrayValue | null {
  const { items } = list;
  const [first] = items;
  if (first === undefined) return null;
  if (list.rows !== undefined) {
    const row = asArray(first);
    if (row === null) return null;
    const axes = row.axes === '' ? 'r' : row.axes === 'c' || row.axes === 'r' ? 'rc' : null;
    if (axes === null) return null;
    const columns = row.axes === 'r' ? rowOf(row) : row.columns;
    return { ...row, axes, columns, rows: list.rows, view: null, place: row.place ?? list.place };
  }
  const given = givenNumbers(list);
  if (given !== null) return given;
  const arrays = items.map(asArray);
  if (arrays.some((array) => array === null)) return null;
  const all = arrays as readonly ArrayValue[];
  const columns = all.map(({ columns }) => columns[0] ?? unknownTerm);
  const origin: Origin = { place: list.place, doubt: all.find(({ doubt }) => doubt)?.doubt };
  const view = all[0]?.view ?? null;
  if (all.every(({ axes }) => axes === '')) return { ...arrayValue('c', columns, 1, origin), view };
  if (all.every(({ axes, columns }) => axes === 'r' && columns.length === 1)) {
    const [some] = all;
    return { ...arrayValue('cr', columns, some?.rows ?? null, origin), view: some?.view ?? null };
  }
  if (all.length === 1 && all[0]?.axes === 'c') return { ...all[0], axes: 'rc', rows: 1 };
  return null;
}

/** A short list of numbers that is one row, as its columns. */
function rowOf(array: ArrayValue): readonly Term[] {
  const [term] = array.columns;
  const values = term?.kind === 'variable' ? term.design.values?.[term.column] : undefined;
  return values?.map(numberTerm) ?? array.columns;
}

/** `[1, 2]` and `[[1, 2], [3, 4]]`: points that are written out. */
function givenNumbers({ items, place }: ListValue): ArrayValue | null {
  const rows = items.map((item) =>
    item.type === 'list' && item.rows === undefined ? item.items.map(numberOf) : [numberOf(item)],
  );
  const width = rows[0]?.length ?? 0;
  if (width === 0 || rows.some((row) => row.length !== width || row.includes(null))) return null;
  const isNested = items[0]?.type === 'list';
  const values = Array.from({ length: width }, (_, c) => rows.map((row) => row[c] as number));
  const all = values.flat();
  const design = newDesign('given', {
    from: Math.min(...all),
    to: Math.max(...all),
    rows: rows.length,
    values,
    place: place ?? nowhere,
  });
  const columns = values.map((_, column) => variable(design, column));
  return arrayValue(isNested ? 'rc' : 'r', columns, rows.length, { place });
}

/** The numbers of a design that is written out, as constants; null for any other. */
export function constantsOf(array: ArrayValue): readonly number[] | null {
  const [term] = array.columns;
  if (term?.kind !== 'variable') return null;
  if (array.columns.length === 1) return term.design.values?.[term.column] ?? null;
  const rows = array.columns.map((column) =>
    column.kind === 'variable' ? column.design.values?.[column.column] : undefined,
  );
  return rows.every((row) => row?.length === 1) ? rows.map((row) => row?.[0] as number) : null;
}

const breadth: Readonly<Record<Axes, number>> = { '': 0, r: 1, c: 1, rc: 2, cr: 2 };

/** Combines arrays row by row and column by column; numbers stay numbers. */
export function elementwise(
  combine: (...terms: readonly Term[]) => Term,
  operands: readonly ArrayValue[],
  origin: Origin,
): Value {
  const [first] = operands;
  if (first === undefined) return { type: 'unknown', ...origin };
  const widest = Math.max(...operands.map(({ columns }) => columns.length));
  const parts = operands.map((operand) => spread(operand, widest));
  const columns = Array.from({ length: widest }, (_, i) =>
    combine(...parts.map((part) => part[i % part.length] ?? unknownTerm)),
  );
  const shape = operands.reduce((a, b) => (breadth[b.axes] > breadth[a.axes] ? b : a));
  const doubt = origin.doubt ?? operands.find((operand) => operand.doubt !== undefined)?.doubt;
  const [only] = columns;
  if (shape.axes === '' && widest === 1 && only?.kind === 'number')
    return numberValue(only.value, origin.place, Number.isInteger(only.value), doubt);
  const rows = operands.find(({ axes, rows }) => axes !== '' && rows !== null)?.rows ?? null;
  const view = operands.find(({ view }) => view !== null)?.view ?? null;
  return { ...arrayValue(shape.axes, columns, rows, { place: origin.place, doubt }), view };
}

/** `[2, 3]` beside an array with two columns is a number for each of them. */
function spread(operand: ArrayValue, width: number): readonly Term[] {
  if (operand.columns.length !== 1 || width === 1) return operand.columns;
  const constants = constantsOf(operand);
  return constants?.length === width ? constants.map(numberTerm) : operand.columns;
}

/** An operator, element by element. */
export function operate(
  name: OperatorName,
  operands: readonly ArrayValue[],
  origin: Origin,
): Value {
  return elementwise((...terms) => operation(name, ...terms), operands, origin);
}

/** A function, element by element. */
export function apply(name: FunctionName, operands: readonly ArrayValue[], origin: Origin): Value {
  return elementwise((...terms) => call(name, ...terms), operands, origin);
}

/** Mean, deviation and bounds over all rows, for each column. */
export function statisticOf(name: StatisticName, array: ArrayValue, origin: Origin): Value {
  const columns = array.columns.map((term) =>
    term.kind === 'number' ? term : (exactly(name, term) ?? statistic(name, term)),
  );
  const [only] = columns;
  if (columns.length === 1 && only?.kind === 'number') return numberValue(only.value, origin.place);
  return { ...arrayValue(columns.length > 1 ? 'c' : '', columns, 1, origin) };
}

/** The ends of an even grid are known. */
function exactly(name: StatisticName, term: Term): Term | null {
  if (name !== 'least' && name !== 'most') return null;
  const isGrid = variablesOf(term).every(
    ({ design }) => design.kind === 'grid' || design.kind === 'shuffled',
  );
  if (!isGrid || !isMonotone(term)) return null;
  return numberTerm(boundsOf(term)[name === 'least' ? 0 : 1]);
}

/** Whether bounds are reached: sums and products of one variable with numbers. */
function isMonotone(term: Term): boolean {
  if (term.kind === 'variable' || term.kind === 'number') return true;
  return (
    term.kind === 'operation' &&
    /^(?:add|subtract|multiply|divide|unaryMinus)$/.test(term.name) &&
    term.operands.filter(({ kind }) => kind !== 'number').length === 1 &&
    term.operands.every(isMonotone)
  );
}
