import type { Dataset } from '#src/data/dataset.ts';

/** Rows of a set at even distances, at most `count` of them. */
export function evenRows({ rows, inputs, targets, weights }: Dataset, count: number): Dataset {
  const kept = Math.min(rows, count);
  const picked = (values: Float32Array): Float32Array => {
    const width = values.length / rows;
    const sample = new Float32Array(kept * width);
    for (let i = 0; i < kept; i++) {
      const from = Math.floor((i * rows) / kept) * width;
      sample.set(values.subarray(from, from + width), i * width);
    }
    return sample;
  };
  return {
    rows: kept,
    inputs: picked(inputs),
    targets: picked(targets),
    ...(weights && { weights: picked(weights) }),
  };
}
