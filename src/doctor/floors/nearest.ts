import type { Dataset } from '#src/data/dataset.ts';

/** Of each input over the rows, 1 where it does not vary: distances are measured in them. */
export function deviations({ rows, inputs }: Dataset): Float64Array {
  const width = inputs.length / rows;
  return Float64Array.from({ length: width }, (_, column) => {
    let [sum, squares] = [0, 0];
    for (let i = 0; i < rows; i++) sum += inputs[i * width + column] as number;
    for (let i = 0; i < rows; i++)
      squares += ((inputs[i * width + column] as number) - sum / rows) ** 2;
    return Math.sqrt(squares / rows) || 1;
  });
}

/** @returns indices of the nearest rows of `train`, nearest first, [rows of `asked` × k] */
export function nearest(
  train: Dataset,
  asked: Dataset,
  scale: Float64Array,
  k: number,
  leaveOut: boolean,
): Uint32Array {
  const width = scale.length;
  const scaled = ({ inputs }: Dataset): Float64Array =>
    Float64Array.from(inputs, (value, i) => value / (scale[i % width] as number));
  const [from, to] = [scaled(asked), scaled(train)];
  const found = new Uint32Array(asked.rows * k);
  const distances = new Float64Array(k);
  for (let i = 0; i < asked.rows; i++) {
    distances.fill(Infinity);
    const own = found.subarray(i * k, (i + 1) * k);
    for (let j = 0; j < train.rows; j++) {
      if (leaveOut && i === j) continue;
      let distance = 0;
      for (let c = 0; c < width; c++)
        distance += ((from[i * width + c] as number) - (to[j * width + c] as number)) ** 2;
      if (distance >= (distances[k - 1] as number)) continue;
      let place = k - 1;
      for (; place > 0 && distance < (distances[place - 1] as number); place--) {
        distances[place] = distances[place - 1] as number;
        own[place] = own[place - 1] as number;
      }
      distances[place] = distance;
      own[place] = j;
    }
  }
  return found;
}
