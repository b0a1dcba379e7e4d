import { type Encoder, makeEncoder } from '#src/data/encoding.ts';
import type { Features } from '#src/data/features.ts';
import {
  fitScalings,
  noScaling,
  type Scaling,
  scaledRows,
  scalingNote,
} from '#src/data/scaling.ts';
import type { Experiment } from '#src/experiment/fields.ts';

/** What a network is given of a point. */
export interface Inputs {
  readonly encoder: Encoder;
  /** One for each feature. */
  readonly scalings: readonly Scaling[];
  /** The scalings in words with their fitted numbers. */
  readonly notes: readonly string[];
  /** @param x [rows × inputs], in the reader's units @returns [rows × encoder.width] */
  encode(x: Float64Array): Float32Array;
}

/** Features → scaling → encoding, column by column. @param x training points, on which scalings are fitted */
export function fitInputs(
  experiment: Experiment,
  { names, compute }: Features,
  x: Float64Array,
): Inputs {
  const { inputScaling, inputDivisor } = experiment;
  const columns = names.length;
  const scalings = fitScalings(inputScaling, compute(x), columns, inputDivisor);
  const short = (column: number): string => (columns === 1 ? 'u' : `u${column}`);
  const encoder = makeEncoder(
    experiment,
    names.map((name, column) => (inputScaling === 'none' ? name : short(column))),
  );
  return {
    encoder,
    scalings,
    notes: names.flatMap((name, column) => {
      const note = scalingNote(name, scalings[column] ?? noScaling);
      return note === null ? [] : [`${short(column)} = ${note}`];
    }),
    encode: (points) => encoder.encode(scaledRows(compute(points), scalings)),
  };
}
