import type { Grid, Interval } from '#src/data/dataset.ts';
import { linspace } from '#src/data/sampling.ts';

const linePoints = 512;
/** Beyond the domain on either side, as a share of its width: a line chart shows some extrapolation. */
const extrapolation = 0.25;
const squareSize = { least: 32, most: 100 } as const;
/** Points × parameters, and points × network inputs, that predictions on a square may take. */
const squareBudget = { multiplications: 1e9, inputs: 1e7 } as const;

export interface PredictionGrid extends Grid {
  /** [rows × dimensions], in the reader's units */
  readonly x: Float64Array;
}

/** Where predictions are drawn: a line past both ends of the domain, or the domain's square, coarser for large networks. */
export function predictionGrid(
  dimensions: 1 | 2,
  [from, to]: Interval,
  networkInputs: number,
  parameterCount: number,
): PredictionGrid {
  if (dimensions === 1) {
    const margin = extrapolation * (to - from);
    const axis = linspace([from - margin, to + margin], linePoints);
    return { size: linePoints, rows: linePoints, axis, x: axis };
  }
  const affordable = Math.min(
    squareBudget.multiplications / parameterCount,
    squareBudget.inputs / networkInputs,
  );
  const { least, most } = squareSize;
  const size = Math.min(Math.max(Math.floor(Math.sqrt(affordable)), least), most);
  const axis = linspace([from, to], size);
  const x = new Float64Array(2 * size * size);
  for (let i = 0; i < size * size; i++) {
    x[2 * i] = axis[i % size] as number;
    x[2 * i + 1] = axis[Math.floor(i / size)] as number;
  }
  return { size, rows: size * size, axis, x };
}
