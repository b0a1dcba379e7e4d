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
 * The product of two or three inputs, the quotient of two, the sum of the squares of two or of all, its root, or how far two
 * are from one another, that explains most of what a plane through the inputs leaves of the training answers: least squares
 * on the values, or on the indicators of the classes. With the inputs beside it, the origin of a sum of squares does not
 * matter.
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
    // A root bends little: the sum of squares is the simpler reason unless it leaves twice as much.
    const before = 1 - (best?.explained ?? 0);
    const isBetter = 1 - explained < (kind === 'length' ? before / 2 : before);
    if (explained >= least.explained && isBetter)
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
  const distances = [...pairs, ...(columns.length > 2 ? [columns] : [])].flatMap(
    (parts): readonly Candidate[] => {
      const of = parts.map(({ name }) => `${name}^2`).join(' + ');
      const values = combined(parts, (before, value) => before + value ** 2, 0);
      return [
        { kind: 'distance', of, values },
        { kind: 'length', of: `sqrt(${of})`, values: values.map(Math.sqrt) },
      ];
    },
  );
  return [...products, ...distances, ...pairs.flatMap(betweenTwo)];
}

/** Quotients of two inputs, where neither passes 0, and how far they are from one another. */
function betweenTwo(pair: readonly Column[]): readonly Candidate[] {
  const [a, b] = pair;
  if (a === undefined || b === undefined) return [];
  const quotients = [pair, [b, a]].flatMap(([above, below]): readonly Candidate[] => {
    if (above === undefined || below === undefined || passesZero(below.values)) return [];
    const values = above.values.map((value, i) => value / (below.values[i] as number));
    return [{ kind: 'quotient', of: `${above.name} / ${below.name}`, values }];
  });
  const gap = a.values.map((value, i) => value - (b.values[i] as number));
  const difference = `${a.name} - ${b.name}`;
  return [
    ...quotients,
    { kind: 'gap', of: `abs(${difference})`, values: gap.map(Math.abs) },
    { kind: 'gap', of: `(${difference})^2`, values: gap.map((value) => value ** 2) },
  ];
}

/** Whether values lie on both sides of 0, or a hundred times nearer to it than others. */
function passesZero(values: Float64Array): boolean {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) [low, high] = [Math.min(low, value), Math.max(high, value)];
  return low > 0 ? low < 0.01 * high : high > 0.01 * low;
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
