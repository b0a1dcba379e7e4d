/** Rows at the start of a table that always stay. */
const firstRows = 16;

/** Some rows of a table and what they are thinned by. */
interface Stretches {
  /** Of the rows in the whole course, growing, [rows of the table]. */
  readonly places: Uint32Array;
  /** Rows that are looked at. */
  readonly from: number;
  readonly to: number;
  /** Of a stretch, in places. */
  readonly width: number;
}

/**
 * Which of some rows stand for all of them: in stretches of equal width those with the least, the greatest and the last
 * value of each column, the last row, and the first rows of the table. What stretches of twice the width keep of these,
 * they keep of all rows: extremes of a whole table stay however often it is thinned.
 *
 * @param columns each [rows of the table], NaN where nothing was measured
 * @returns indices of rows, growing
 */
export function tellingRows(columns: readonly Float64Array[], rows: Stretches): Uint32Array {
  const { from, to } = rows;
  const starts = startsOf(rows);
  const isKept = new Uint8Array(to - from);
  if (from < firstRows) isKept.fill(1, 0, firstRows - from);
  isKept.fill(1, to - from - 1);
  for (const column of columns) markTelling(column, starts, isKept, from);
  const kept = new Uint32Array(to - from);
  let count = 0;
  for (let row = from; row < to; row++) {
    kept[count] = row; // one that does not stay is written over
    count += isKept[row - from] as number;
  }
  return kept.subarray(0, count);
}

/** Where each stretch of places begins, growing, and where the last one ends. */
function startsOf({ places, from, to, width }: Stretches): Uint32Array {
  const starts = new Uint32Array(to - from + 1);
  let count = 0;
  for (let row = from, limit = 0; row < to; row++) {
    const place = places[row] as number;
    if (place < limit) continue;
    starts[count++] = row;
    limit = place - (place % width) + width;
  }
  starts[count++] = to;
  return starts.subarray(0, count);
}

/**
 * Marks the least, the greatest and the last value of each stretch; what is NaN was not measured.
 *
 * @param from the row that the first mark is of
 */
function markTelling(
  column: Float64Array,
  starts: Uint32Array,
  isKept: Uint8Array,
  from: number,
): void {
  for (let s = 0; s + 1 < starts.length; s++) {
    let row = starts[s] as number;
    let last = (starts[s + 1] as number) - 1;
    while (row <= last && Number.isNaN(column[last] as number)) last--;
    if (last < row) continue;
    while (Number.isNaN(column[row] as number)) row++;
    let [least, greatest] = [row, row];
    let low = column[row] as number;
    let high = low;
    for (row++; row <= last; row++) {
      const value = column[row] as number;
      if (value < low) {
        low = value;
        least = row;
      } else if (value > high) {
        high = value;
        greatest = row;
      }
    }
    isKept[least - from] = 1;
    isKept[greatest - from] = 1;
    isKept[last - from] = 1;
  }
}
