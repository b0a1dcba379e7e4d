/** Which points of a line may be drawn: a slice of its indices, and whether only positive values can be (a log axis). */
export interface DecimateOptions {
  /** First index, inclusive. */
  readonly from?: number;
  /** Last index, exclusive. */
  readonly to?: number;
  readonly positiveOnly?: boolean;
}

/**
 * Thins a line to what a screen can show without changing its picture: the range of x is cut into equal buckets, and
 * of each the lowest and the highest point stay, in their order. The first and the last point stay too, so at most
 * 2·buckets + 2 indices come back. Values that are not finite are passed over, so that a quantity measured in some
 * epochs only is still one line.
 *
 * @param x ascending positions, [n]
 * @param y values, [n]
 * @param buckets one for each pixel, typically
 * @returns ascending indices into x and y
 */
export function minMaxDecimate(
  x: Float64Array,
  y: Float64Array,
  buckets: number,
  { from = 0, to = Math.min(x.length, y.length), positiveOnly = false }: DecimateOptions = {},
): Uint32Array {
  const floor = positiveOnly ? 0 : Number.NEGATIVE_INFINITY;
  const drawable = (i: number) => {
    const value = y[i] as number;
    return value > floor && value < Number.POSITIVE_INFINITY;
  };
  let first = from;
  while (first < to && !drawable(first)) first++;
  let last = to - 1;
  while (last > first && !drawable(last)) last--;
  if (first > last) return new Uint32Array(0);

  const start = x[first] as number;
  const perUnit = buckets / ((x[last] as number) - start || 1);
  const kept: number[] = [];
  const keep = (i: number) => {
    if (kept.at(-1) !== i) kept.push(i);
  };

  keep(first);
  let bucket = -1;
  let low = first;
  let high = first;
  for (let i = first; i <= last; i++) {
    if (!drawable(i)) continue;
    const position = Math.min(Math.floor(((x[i] as number) - start) * perUnit), buckets - 1);
    if (position === bucket) {
      if ((y[i] as number) < (y[low] as number)) low = i;
      if ((y[i] as number) > (y[high] as number)) high = i;
      continue;
    }
    keep(Math.min(low, high));
    keep(Math.max(low, high));
    bucket = position;
    low = i;
    high = i;
  }
  keep(Math.min(low, high));
  keep(Math.max(low, high));
  keep(last);
  return Uint32Array.from(kept);
}

/** Index of the first of ascending values that is at least `value`; their count where none is. */
export function lowerBound(ascending: Float64Array, value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
