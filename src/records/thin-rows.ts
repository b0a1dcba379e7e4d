/** Rows at the start of a table that always stay. */
const firstRows = 16;

/**
 * Which rows stand for all of them: in stretches of equal width those with the least and the greatest value of each
 * column, the first rows, and the last that each column was measured in. Extremes of a whole table stay however often it
 * is thinned.
 *
 * @param columns each [places.length], NaN where nothing was measured
 * @param places of the rows in the whole course, growing
 * @param most rows that may stay; more do where one stretch has more extremes than that
 * @param least width of a stretch, in places
 * @returns indices of rows, growing, and the width that was needed
 */
export function thinRows(
  columns: readonly Float64Array[],
  places: Uint32Array,
  most: number,
  least: number,
): { readonly kept: Uint32Array; readonly width: number } {
  const span = places.at(-1) ?? 0;
  for (let width = least; ; width *= 2) {
    const kept = extremeRows(columns, places, width, width > span ? places.length : most);
    if (kept !== null) return { kept, width };
  }
}

/** Null where there are more than `most`. */
function extremeRows(
  columns: readonly Float64Array[],
  places: Uint32Array,
  width: number,
  most: number,
): Uint32Array | null {
  const { length } = places;
  const starts = stretches(places, width);
  const isKept = new Uint8Array(length);
  isKept.fill(1, 0, firstRows);
  isKept.fill(1, length - 1);
  let marked = Math.min(length, firstRows + 1);
  for (const column of columns) {
    marked += markExtremes(column, starts, isKept);
    if (marked > most) return null;
  }
  const kept = new Uint32Array(length);
  let count = 0;
  for (let row = 0; row < length; row++) {
    kept[count] = row; // one that does not stay is written over
    count += isKept[row] as number;
  }
  return kept.subarray(0, count);
}

/** Where each stretch of places begins, growing, and where the last one ends. */
function stretches(places: Uint32Array, width: number): Uint32Array {
  const { length } = places;
  const starts = new Uint32Array(length + 1);
  let count = 0;
  for (let row = 0, limit = 0; row < length; row++) {
    const place = places[row] as number;
    if (place < limit) continue;
    starts[count++] = row;
    limit = place - (place % width) + width;
  }
  starts[count++] = length;
  return starts.subarray(0, count);
}

/**
 * Marks the least and the greatest value of each stretch and the last one measured; what is NaN was not.
 *
 * @returns how many were not marked before
 */
function markExtremes(column: Float64Array, starts: Uint32Array, isKept: Uint8Array): number {
  let last = column.length - 1;
  while (last >= 0 && Number.isNaN(column[last] as number)) last--;
  if (last < 0) return 0;
  let marked = 1 - (isKept[last] as number);
  isKept[last] = 1;
  for (let s = 0; s + 1 < starts.length; s++) {
    const end = starts[s + 1] as number;
    let row = starts[s] as number;
    while (row < end && Number.isNaN(column[row] as number)) row++;
    if (row === end) continue;
    let least = row;
    let greatest = row;
    let low = column[row] as number;
    let high = low;
    for (row++; row < end; row++) {
      const value = column[row] as number;
      if (value < low) {
        low = value;
        least = row;
      } else if (value > high) {
        high = value;
        greatest = row;
      }
    }
    marked += 1 - (isKept[least] as number);
    isKept[least] = 1;
    marked += 1 - (isKept[greatest] as number);
    isKept[greatest] = 1;
  }
  return marked;
}
