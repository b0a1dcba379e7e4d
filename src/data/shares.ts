import { totalWeight } from '#src/lib/statistics.ts';

/** How much of some labels each class has, [classes]. @param weights what each row counts; absent: all the same */
export function sharesOf(
  labels: Float64Array,
  classes: number,
  weights?: Float32Array,
): readonly number[] {
  const counts = Array.from({ length: classes }, () => 0);
  for (let row = 0; row < labels.length; row++)
    counts[labels[row] as number] = (counts[labels[row] as number] ?? 0) + (weights?.[row] ?? 1);
  const total = totalWeight(labels.length, weights);
  return counts.map((count) => count / total);
}
