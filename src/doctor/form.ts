import type { PreparedData } from '#src/data/prepare.ts';
import { answersOf } from '#src/doctor/answers.ts';
import type { Form } from '#src/doctor/contract.ts';

/** Rows looked at; inputs of which combinations are tried. */
const most = { rows: 2000, inputs: 12 } as const;
/** Of fewer rows anything can be explained. A form is told where it explains most of what a plane leaves. */
const least = { rows: 32, left: 0.1, explained: 0.8 } as const;

interface Candidate {
  readonly kind: Form['kind'];
  readonly of: string;
  readonly values: Float64Array;
}

/**
 * The product of two or three inputs, or the sum of the squares of two or of all (a distance), that explains most of what
 * a plane through the inputs leaves of the training answers: least squares on the values, or on the indicators of the
 * classes. With the inputs beside it, its origin does not matter.
 */
export function strongestForm({ train, axes, classes }: PreparedData): Form | null {
  const rows = Math.min(train.points.rows, most.rows);
  const width = axes.length;
  if (rows < least.rows || width < 2 || width > most.inputs) return null;
  const columns = axes.map(({ name }, c) => ({
    name,
    values: Float64Array.from({ length: rows }, (_, r) => train.points.x[r * width + c] as number),
  }));
  const plane: Float64Array[] = [];
  for (const { values } of [{ values: new Float64Array(rows).fill(1) }, ...columns]) {
    const rest = without(plane, values);
    const size = Math.sqrt(squares(rest));
    if (size > 1e-9 * Math.sqrt(squares(values))) plane.push(rest.map((value) => value / size));
  }
  const answers = answersOf(train.points, rows, classes);
  const signals = answers.map((signal) => without(plane, signal));
  const total = sumOf(answers.map((signal) => squares(without(plane.slice(0, 1), signal))));
  const left = sumOf(signals.map(squares));
  if (!(left > least.left * total)) return null;
  let best: Form | null = null;
  for (const { kind, of, values } of candidatesOf(columns)) {
    const rest = without(plane, values);
    const size = squares(rest);
    if (!(size > 1e-9 * squares(values))) continue;
    const explained = sumOf(signals.map((signal) => product(signal, rest) ** 2)) / size / left;
    if (explained >= least.explained && explained > (best?.explained ?? 0))
      best = { kind, of, explained, plane: 1 - left / total };
  }
  return best;
}

interface Column {
  readonly name: string;
  readonly values: Float64Array;
}

function candidatesOf(columns: readonly Column[]): readonly Candidate[] {
  const pairs = columns.flatMap((a, i) => columns.slice(i + 1).map((b) => [a, b]));
  const triples = columns.flatMap((a, i) =>
    columns.slice(i + 1).flatMap((b, j) => columns.slice(i + j + 2).map((c) => [a, b, c])),
  );
  const products = [...pairs, ...triples].map(
    (factors): Candidate => ({
      kind: 'product',
      of: factors.map(({ name }) => name).join(' * '),
      values: combined(factors, (before, value) => before * value, 1),
    }),
  );
  const distances = [...pairs, ...(columns.length > 2 ? [columns] : [])].map(
    (parts): Candidate => ({
      kind: 'distance',
      of: parts.map(({ name }) => `${name}^2`).join(' + '),
      values: combined(parts, (before, value) => before + value ** 2, 0),
    }),
  );
  return [...products, ...distances];
}

function combined(
  columns: readonly Column[],
  join: (before: number, value: number) => number,
  start: number,
): Float64Array {
  const [first] = columns;
  return Float64Array.from({ length: first?.values.length ?? 0 }, (_, r) =>
    columns.reduce((before, { values }) => join(before, values[r] as number), start),
  );
}

/** What is at right angles to all of a basis, twice over as rounding leaves some. @param basis of length 1 each */
function without(basis: readonly Float64Array[], values: Float64Array): Float64Array {
  const rest = values.slice();
  for (const one of [...basis, ...basis]) {
    const share = product(rest, one);
    for (let i = 0; i < rest.length; i++)
      rest[i] = (rest[i] as number) - share * (one[i] as number);
  }
  return rest;
}

function product(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

const squares = (values: Float64Array): number => product(values, values);
const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
