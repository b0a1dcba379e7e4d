export interface Histogram {
  /** Ends of the first and the last bin. */
  readonly from: number;
  readonly to: number;
  /** Values in each bin of equal width, the upper end in the last one. */
  readonly counts: Uint32Array;
}

/** Counts finite values in bins from the smallest to the largest; one value alone has a bin of some width around it. */
export function histogram(values: ArrayLike<number>, bins: number): Histogram {
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (!Number.isFinite(value)) continue;
    from = Math.min(from, value);
    to = Math.max(to, value);
  }
  const counts = new Uint32Array(bins);
  if (from > to) return { from: 0, to: 1, counts };
  if (from === to) {
    const half = Math.abs(from) / 2 || 0.5;
    [from, to] = [from - half, to + half];
  }
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (!Number.isFinite(value)) continue;
    const bin = Math.min(Math.floor(((value - from) / (to - from)) * bins), bins - 1);
    counts[bin] = (counts[bin] as number) + 1;
  }
  return { from, to, counts };
}
