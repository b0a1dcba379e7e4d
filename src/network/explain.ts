import { permutation, uniformStream } from '#src/lib/random.ts';

/** What a network answers at some points in the reader's units: [rows × inputs] → [rows]. */
export type AnswerAt = (x: Float64Array) => ArrayLike<number>;

/** Points in the reader's units, [rows × inputs]. */
export interface Rows {
  readonly x: Float64Array;
  readonly rows: number;
  readonly inputs: number;
}

/** By how much a score rises when one input is shuffled among the rows: mean and standard deviation over shuffles. */
export interface Importance {
  /** [inputs] */
  readonly mean: Float64Array;
  readonly deviation: Float64Array;
  /** The score with nothing shuffled. */
  readonly score: number;
  /** Rows that were asked about. */
  readonly rows: number;
}

/** What a network answers along one of its inputs. */
export interface Dependence {
  /** Along the input, over its training range. */
  readonly positions: Float64Array;
  /** [rows × positions]: some rows as they are, the input apart. */
  readonly lines: Float32Array;
  /** [positions]: a point of the reader's own. */
  readonly ofPoint: Float32Array;
  /** At that point itself. */
  readonly answer: number;
  readonly rows: number;
}

/**
 * Permutation importance (Breiman 2001; Fisher, Rudin and Dominici 2019). Inputs that tell the same share it: each can be
 * read off the other.
 *
 * @param score of points, the larger the worse
 */
export function permutationImportance(
  points: Rows,
  score: (x: Float64Array) => number,
  shuffles: number,
  seed: number,
): Importance {
  const { x, rows, inputs } = points;
  const base = score(x);
  const mean = new Float64Array(inputs);
  const deviation = new Float64Array(inputs);
  for (let input = 0; input < inputs; input++) {
    const rises = Array.from({ length: shuffles }, (_, shuffle) => {
      const order = permutation(
        rows,
        uniformStream(seed, 'importance', input * shuffles + shuffle),
      );
      const shuffled = x.slice();
      for (let row = 0; row < rows; row++)
        shuffled[row * inputs + input] = x[(order[row] as number) * inputs + input] as number;
      return score(shuffled) - base;
    });
    const average = rises.reduce((sum, rise) => sum + rise, 0) / shuffles;
    const squares = rises.reduce((sum, rise) => sum + (rise - average) ** 2, 0);
    mean[input] = average;
    deviation[input] = Math.sqrt(squares / Math.max(shuffles - 1, 1));
  }
  return { mean, deviation, score: base, rows };
}

/**
 * Answers along one input with the others as they are in each row (individual conditional expectation, Goldstein et al.
 * 2015); their mean is the partial dependence (Friedman 2001).
 *
 * @returns [rows × positions]
 */
export function answersAlong(
  { x, rows, inputs }: Rows,
  input: number,
  positions: Float64Array,
  answer: AnswerAt,
): Float32Array<ArrayBuffer> {
  const places = positions.length;
  const points = new Float64Array(rows * places * inputs);
  for (let row = 0; row < rows; row++) {
    for (let place = 0; place < places; place++) {
      const at = (row * places + place) * inputs;
      points.set(x.subarray(row * inputs, (row + 1) * inputs), at);
      points[at + input] = positions[place] as number;
    }
  }
  return Float32Array.from(answer(points));
}
