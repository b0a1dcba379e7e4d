import { isMissing, numberIn, type TextTable } from '#src/data/table/read-text.ts';

/** What a column is taken for: `input` as numbers, `category` as inputs of 0 and 1 for each of its values, `weight` as what each row counts. */
export type Role = 'input' | 'category' | 'answer' | 'class' | 'weight' | 'out';

/** What is known of a column before it is used. */
export interface ColumnKind {
  readonly name: string;
  readonly kind: 'number' | 'text';
  readonly missing: number;
  /** Values that differ from one another, counted no further than `mostDistinct`. */
  readonly distinct: number;
  /** Numbers: how many lie in equal parts of their range. Texts: how often the commonest come, most often first. */
  readonly bins: readonly number[];
  /** The commonest values, most often first; of many, those of the first rows. */
  readonly levels: readonly string[];
  /** Of numbers: the least and the largest. */
  readonly range: readonly [number, number] | null;
}

export const mostDistinct = 1000;
/** Values of a text that become inputs of 0 and 1; rarer ones are one input together. */
export const mostLevels = 20;
const binCount = 20;

export function columnKinds(table: TextTable): readonly ColumnKind[] {
  return table.names.map((name, i) => columnKind(name, table, i));
}

function columnKind(name: string, { rows, decimalComma }: TextTable, column: number): ColumnKind {
  const numbers = new Float64Array(rows.length);
  const counts = new Map<string, number>();
  let present = 0;
  let isText = false;
  for (const row of rows) {
    const cell = row[column] ?? '';
    if (isMissing(cell)) continue;
    if (counts.size < mostDistinct) counts.set(cell, (counts.get(cell) ?? 0) + 1);
    const number = isText ? null : numberIn(cell, decimalComma);
    if (number === null) isText = true;
    else numbers[present] = number;
    present++;
  }
  const commonest = [...counts].toSorted(([, a], [, b]) => b - a).slice(0, binCount);
  const about = {
    name,
    missing: rows.length - present,
    distinct: counts.size,
    levels: commonest.map(([level]) => level),
  };
  if (isText || present === 0)
    return { ...about, kind: 'text', bins: commonest.map(([, count]) => count), range: null };
  return { ...about, kind: 'number', ...histogram(numbers.subarray(0, present)) };
}

function histogram(values: Float64Array): Pick<ColumnKind, 'bins' | 'range'> {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const bins = Array.from({ length: binCount }, () => 0);
  const width = (most - least) / binCount || 1;
  for (const value of values) {
    const bin = Math.min(Math.floor((value - least) / width), binCount - 1);
    bins[bin] = (bins[bin] ?? 0) + 1;
  }
  return { bins, range: [least, most] };
}

/** The last column is the answer, texts of many values are left out. @param weight the column that says what rows count */
export function guessedRoles(
  kinds: readonly ColumnKind[],
  weight: string | null = null,
): readonly Role[] {
  const answer = kinds.findLastIndex(({ name }) => name !== weight);
  return kinds.map(({ name, kind, distinct }, i) => {
    if (name === weight) return 'weight';
    if (i === answer) return kind === 'text' ? 'class' : 'answer';
    if (kind === 'number') return 'input';
    return distinct > mostLevels ? 'out' : 'category';
  });
}
