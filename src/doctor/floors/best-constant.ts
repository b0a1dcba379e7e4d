import { meanOf } from '#src/data/scaling.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { median, totalWeight } from '#src/lib/statistics.ts';
import { inside, logarithm } from '#src/network/losses.ts';

/** The number that scores the least mean loss on all values, by a loss of numbers. @param weights absent: all 1 */
export function bestConstant(
  { loss, huberDelta }: Pick<Experiment, 'loss' | 'huberDelta'>,
  values: Float64Array,
  weights?: Float32Array,
): number {
  if (loss === 'mae') return weightedMedian(values, weights);
  if (loss === 'huber') return huberCentre(values, huberDelta, weights);
  if (loss === 'msle') return Math.expm1(weightedMean(values.map(logarithm), weights));
  if (loss === 'hinge') return hingeCentre(values, weights);
  const mean = weightedMean(values, weights);
  if (loss === 'bce') return logOdds(mean);
  return loss === 'bce_of_probabilities' ? inside(mean) : mean;
}

/** Log-odds beyond these are certainty. */
const certain = 700;

/** ln p / (1 − p) of a share, within what is certain. */
export function logOdds(share: number): number {
  const p = Math.min(Math.max(share, 0), 1);
  return Math.min(Math.max(Math.log(p / (1 - p)), -certain), certain);
}

/** ln of a share, within what is certain. */
export function logShare(share: number): number {
  return Math.max(Math.log(share), -certain);
}

/** @param weights absent: all 1 */
export function weightedMean(values: Float64Array, weights?: Float32Array): number {
  if (weights === undefined) return meanOf(values);
  const sum = values.reduce((total, value, row) => total + (weights[row] as number) * value, 0);
  return sum / totalWeight(values.length, weights);
}

/** Where half of the weight lies on either side. @param weights absent: all 1 */
export function weightedMedian(values: Float64Array, weights?: Float32Array): number {
  if (weights === undefined) return median(values);
  const rows = Array.from(values, (_, row) => row).sort(
    (a, b) => (values[a] as number) - (values[b] as number),
  );
  let left = totalWeight(values.length, weights) / 2;
  const middle = rows.find((row) => {
    left -= weights[row] as number;
    return left <= 0;
  });
  return values[middle ?? 0] as number;
}

/** Where the mean of max(1 − ty, 0) is least: its slope by y rises by |t| at each 1/t, from minus the sum of all t above 0. */
function hingeCentre(values: Float64Array, weights?: Float32Array): number {
  const kinks = Array.from(values, (t, row) => ({
    at: 1 / t,
    rise: (weights?.[row] ?? 1) * Math.abs(t),
  }))
    .filter(({ rise }) => rise > 0)
    .sort((a, b) => a.at - b.at);
  let slope = -kinks.reduce((sum, { at, rise }) => sum + (at > 0 ? rise : 0), 0);
  const least = kinks.find(({ rise }) => {
    slope += rise;
    return slope > 0;
  });
  return (least ?? kinks.at(-1))?.at ?? 0;
}

/** Where the mean Huber loss is least: its slope rises with the answer, so halving finds its zero. */
function huberCentre(values: Float64Array, delta: number, weights?: Float32Array): number {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) [low, high] = [Math.min(low, value), Math.max(high, value)];
  for (let halving = 0; halving < 60; halving++) {
    const middle = low + (high - low) / 2;
    let slope = 0;
    values.forEach((value, row) => {
      slope += (weights?.[row] ?? 1) * Math.min(Math.max(middle - value, -delta), delta);
    });
    if (slope > 0) high = middle;
    else low = middle;
  }
  return low;
}
