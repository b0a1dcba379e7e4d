import type { Dataset } from '#src/data/dataset.ts';

/** Columns that are this share of what they were beside those before them are combinations of them. */
const negligible = 1e-9;

/** Columns whose mean square is 1 and that are at right angles on the training rows: 1, then what each input adds to those before. */
export interface Basis {
  readonly width: number;
  /** @returns [rows × width] */
  of(data: Dataset): Float64Array;
}

/** Modified Gram-Schmidt, twice over, on the columns 1, x₁, x₂ … of the training rows. */
export function orthogonalBasis(train: Dataset): Basis {
  const kept: Step[] = [];
  const columns: Float64Array[] = [];
  const inputs = train.inputs.length / train.rows;
  for (let input = -1; input < inputs; input++) {
    const column = columnOf(train, input);
    const before = rootMeanSquare(column);
    const shares = new Float64Array(columns.length);
    for (let pass = 0; pass < 2; pass++)
      columns.forEach((other, k) => {
        const share = meanProduct(column, other);
        shares[k] = (shares[k] as number) + share;
        subtract(column, other, share);
      });
    const size = rootMeanSquare(column);
    if (!(size > negligible * before)) continue;
    kept.push({ input, shares, size });
    columns.push(column.map((value) => value / size));
  }
  return {
    width: kept.length,
    of: (data) => {
      const made: Float64Array[] = [];
      for (const { input, shares, size } of kept) {
        const column = columnOf(data, input);
        made.forEach((other, k) => {
          subtract(column, other, shares[k] as number);
        });
        made.push(column.map((value) => value / size));
      }
      return interleaved(made, data.rows);
    },
  };
}

interface Step {
  /** −1: the constant. */
  readonly input: number;
  /** How much of each column before is taken away. */
  readonly shares: Float64Array;
  readonly size: number;
}

function columnOf({ rows, inputs }: Dataset, input: number): Float64Array {
  const width = inputs.length / rows;
  return Float64Array.from({ length: rows }, (_, i) =>
    input < 0 ? 1 : (inputs[i * width + input] as number),
  );
}

function interleaved(columns: readonly Float64Array[], rows: number): Float64Array {
  const width = columns.length;
  const values = new Float64Array(rows * width);
  columns.forEach((column, k) => {
    for (let i = 0; i < rows; i++) values[i * width + k] = column[i] as number;
  });
  return values;
}

function meanProduct(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum / a.length;
}

const rootMeanSquare = (values: Float64Array): number => Math.sqrt(meanProduct(values, values));

function subtract(from: Float64Array, what: Float64Array, share: number): void {
  for (let i = 0; i < from.length; i++) from[i] = (from[i] as number) - share * (what[i] as number);
}
