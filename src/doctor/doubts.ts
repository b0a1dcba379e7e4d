import type { Dataset } from '#src/data/dataset.ts';
import type { PreparedData, Split } from '#src/data/prepare.ts';
import { meanOf, meanSquare } from '#src/data/scaling.ts';
import { answersOf } from '#src/doctor/answers.ts';
import type { Doubts } from '#src/doctor/contract.ts';
import { deviations, nearest } from '#src/doctor/floors/nearest.ts';
import { median } from '#src/lib/statistics.ts';

/** Rows that have to agree against one. Chance brings seven together in one of 128 rows where two classes are all noise. */
const neighbours = 7;
/** Rows² × inputs: some tenths of a second. */
const affordable = 2e7;
/** A number is out of place so many times beyond the spread of its neighbours, and beyond what rows usually miss theirs by. */
const far = { spreads: 3, usual: 8, least: 0.02 } as const;
/** Deviation of a normal distribution over its median absolute one. */
const normal = 1.4826;

/**
 * Training rows of a table whose answers are at odds with others: with the same inputs as the network is given them
 * (exact), or with those of all the nearest rows. Null of anything but a table.
 */
export function doubtsOf({ train, classes, networkInputs }: PreparedData): Doubts | null {
  const { tableRows } = train.points;
  if (tableRows === undefined) return null;
  const answers = answersOf(train.points, train.points.rows, classes);
  const named = (rows: readonly number[]) =>
    rows.map((row) => (tableRows[row] as number) + 1).toSorted((a, b) => a - b);
  const { rows, lost } = clashing(train.data, answers, classes);
  const isWithin = train.data.rows ** 2 * networkInputs <= affordable;
  return {
    clashing: named(rows),
    lost,
    outvoted: isWithin ? named(outvoted(train, answers, classes)) : [],
    neighbours,
  };
}

/**
 * Rows that share their inputs with rows of other answers, and what is lost with them whatever the answers: the share of
 * all rows that are answered wrongly at least, or of the numbers' variance that lies among such rows.
 */
function clashing(
  { rows, inputs }: Dataset,
  answers: readonly Float64Array[],
  classes: number | null,
): { readonly rows: readonly number[]; readonly lost: number } {
  const width = inputs.length / rows;
  const groups = new Map<string, number[]>();
  for (let row = 0; row < rows; row++) {
    const key = inputs.subarray(row * width, (row + 1) * width).join();
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  const found: number[] = [];
  let [within, wrong] = [0, 0];
  for (const group of groups.values()) {
    const own = answers.map((column) => Float64Array.from(group, (row) => column[row] as number));
    if (own.every(([first, ...others]) => others.every((value) => value === first))) continue;
    found.push(...group);
    within += own.reduce((sum, column) => sum + squaresOf(column), 0);
    wrong += group.length * (1 - Math.max(...own.map(meanOf)));
  }
  const total = answers.reduce((sum, column) => sum + squaresOf(column), 0);
  const lost = classes === null ? within / (total || 1) : wrong / rows;
  return { rows: found, lost };
}

/** Sum of squares around the mean. */
function squaresOf(values: Float64Array): number {
  return values.length * meanSquare(values, meanOf(values));
}

/** Rows whose nearest rows all agree on another answer. */
function outvoted(
  { data }: Split,
  answers: readonly Float64Array[],
  classes: number | null,
): readonly number[] {
  const { rows } = data;
  if (rows <= 2 * neighbours) return [];
  const near = nearest(data, data, deviations(data), neighbours, true);
  const of = (column: Float64Array, row: number) =>
    Array.from(near.subarray(row * neighbours, (row + 1) * neighbours), (j) => column[j] as number);
  const all = Array.from({ length: rows }, (_, row) => row);
  // An indicator of a class that the row is not of, and all its neighbours are.
  if (classes !== null)
    return all.filter((row) =>
      answers.some((column) => column[row] === 0 && of(column, row).every((one) => one === 1)),
    );
  const out = new Set<number>();
  for (const column of answers) {
    const theirs = all.map((row) => of(column, row));
    const off = all.map((row) => Math.abs((column[row] as number) - median(theirs[row] ?? [])));
    const deviation = Math.sqrt(meanSquare(column, meanOf(column)));
    const usual = Math.max(normal * median(off), far.least * deviation);
    theirs.forEach((values, row) => {
      const spread = Math.max(...values) - Math.min(...values);
      if ((off[row] as number) > Math.max(far.usual * usual, far.spreads * spread)) out.add(row);
    });
  }
  return [...out];
}
