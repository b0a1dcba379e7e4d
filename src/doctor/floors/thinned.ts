import type { Split } from '#src/data/prepare.ts';
import { permutation, uniformStream } from '#src/lib/random.ts';

/** At most so many rows, drawn at random with a fixed seed; the same object where that is all of them. */
export function thinned(split: Split, most: number): Split {
  const { rows } = split.data;
  const count = Math.max(Math.min(rows, most), Math.min(rows, 2));
  if (count === rows) return split;
  const drawn = permutation(rows, uniformStream(1, 'floors')).subarray(0, count).sort();
  const pick = <T extends Float32Array | Float64Array>(values: T): T => {
    const width = values.length / rows;
    const picked = values.slice(0, count * width) as T;
    drawn.forEach((row, i) => {
      picked.set(values.subarray(row * width, (row + 1) * width), i * width);
    });
    return picked;
  };
  const { data, points } = split;
  return {
    data: {
      rows: count,
      inputs: pick(data.inputs),
      targets: pick(data.targets),
      ...(data.weights && { weights: pick(data.weights) }),
    },
    points: { rows: count, x: pick(points.x), y: pick(points.y) },
  };
}
