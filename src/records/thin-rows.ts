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
    const kept = extremeRows(columns, places, width);
    if (kept.length <= most || width > span) return { kept, width };
  }
}

function extremeRows(
  columns: readonly Float64Array[],
  places: Uint32Array,
  width: number,
): Uint32Array {
  const { length } = places;
  const isKept = new Uint8Array(length);
  isKept.fill(1, 0, firstRows);
  isKept.fill(1, length - 1);
  for (const column of columns) {
    let last = length - 1;
    while (last >= 0 && Number.isNaN(column[last] as number)) last--;
    for (let start = 0, end: number; start <= last; start = end) {
      const limit = (Math.floor((places[start] as number) / width) + 1) * width;
      let [least, greatest] = [-1, -1];
      for (end = start; end <= last && (places[end] as number) < limit; end++) {
        const value = column[end] as number;
        if (Number.isNaN(value)) continue;
        if (least < 0 || value < (column[least] as number)) least = end;
        if (greatest < 0 || value > (column[greatest] as number)) greatest = end;
      }
      if (least >= 0) isKept[least] = 1;
      if (greatest >= 0) isKept[greatest] = 1;
    }
    if (last >= 0) isKept[last] = 1;
  }
  const kept = new Uint32Array(length);
  let count = 0;
  for (let row = 0; row < length; row++) if (isKept[row] === 1) kept[count++] = row;
  return kept.subarray(0, count);
}
