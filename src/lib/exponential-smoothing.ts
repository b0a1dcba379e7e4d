/**
 * An exponential moving average, s ← w·s + (1 − w)·v, divided by 1 − wᵗ so that its start is not pulled towards zero.
 * Values that are not finite stay as they are and leave the average alone.
 *
 * @param weight of the past, 0 ≤ weight < 1
 * @returns [values.length]
 */
export function exponentialSmoothing(values: Float64Array, weight: number): Float64Array {
  let average = 0;
  let correction = 1;
  return values.map((value) => {
    if (!Number.isFinite(value)) return value;
    average = weight * average + (1 - weight) * value;
    correction *= weight;
    return average / (1 - correction);
  });
}
