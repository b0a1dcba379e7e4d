import { type Uniform, uniformStream } from '#src/lib/random.ts';

/**
 * The q-quantile by linear interpolation between order statistics (Hyndman & Fan type 7, as NumPy and R do).
 * Infinities take part as the extreme values they are; NaN must not be among the values.
 *
 * @param sorted ascending, not empty
 * @param q 0…1
 */
export function quantile(sorted: readonly number[] | Float64Array, q: number): number {
  const position = q * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below] as number;
  const high = sorted[Math.ceil(position)] as number;
  // Equal ends also cover two infinities, whose difference would be NaN; a zero weight must not meet an infinity.
  return low === high || position === below ? low : low + (position - below) * (high - low);
}

/**
 * One of the values themselves near the q-quantile: the next one outwards, for the median the lower of two. Where values
 * fall into heaps, there is none between them.
 *
 * @param sorted ascending, not empty
 * @param q 0…1
 */
export function memberQuantile(sorted: readonly number[] | Float64Array, q: number): number {
  const position = q * (sorted.length - 1);
  return sorted[q <= 0.5 ? Math.floor(position) : Math.ceil(position)] as number;
}

/** The median of unsorted values: one of them, of two in the middle the lower. Not empty. */
export function median(values: ArrayLike<number>): number {
  return memberQuantile(ascending(values), 0.5);
}

/** Σ w of some values: their count, where all weigh the same. */
export function totalWeight(count: number, weights: Float32Array | undefined): number {
  return weights === undefined ? count : weights.reduce((sum, weight) => sum + weight, 0);
}

export function ascending(values: ArrayLike<number>): Float64Array {
  return Float64Array.from(values).sort();
}

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * Percentile bootstrap interval of a statistic of n cases (Efron 1979): cases are drawn again with replacement, the
 * statistic is computed for each of the resamples, and the interval holds the middle 95 % of them. Seeded.
 *
 * @param statistic given the indices of one resample, [n]
 */
export function bootstrapInterval(
  n: number,
  statistic: (cases: Uint32Array) => number,
  { resamples = 4000, seed = 1 } = {},
): Interval {
  const uniform: Uniform = uniformStream(seed, 'bootstrap');
  const cases = new Uint32Array(n);
  const values: number[] = [];
  for (let r = 0; r < resamples; r++) {
    for (let i = 0; i < n; i++) cases[i] = Math.floor(uniform() * n);
    values.push(statistic(cases));
  }
  const sorted = ascending(values);
  return { low: quantile(sorted, 0.025), high: quantile(sorted, 0.975) };
}

/**
 * The median of any resample of some values, counted instead of sorted.
 *
 * @param values [n], none of them NaN
 * @returns given the indices of a resample, [n]
 */
export function resampledMedian(values: Float64Array): (cases: Uint32Array) => number {
  const order = Uint32Array.from(values.keys()).sort(
    (i, j) => Math.sign((values[i] as number) - (values[j] as number)) || 0,
  );
  const ranks = new Uint32Array(values.length);
  for (const [rank, index] of order.entries()) ranks[index] = rank;
  const counts = new Uint32Array(values.length);
  const middle = Math.floor((values.length - 1) / 2);
  return (cases) => {
    counts.fill(0);
    for (const index of cases) (counts[ranks[index] as number] as number)++;
    let [rank, seen] = [-1, 0];
    while (seen <= middle) seen += counts[++rank] as number;
    return values[order[rank] as number] as number;
  };
}

/** ‖v‖₂ */
export function norm(values: Float32Array | Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value ** 2;
  return Math.sqrt(sum);
}
