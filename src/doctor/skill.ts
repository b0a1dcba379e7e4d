import type { PreparedData, Split } from '#src/data/prepare.ts';
import { meanOf, meanSquare } from '#src/data/scaling.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { forward } from '#src/network/forward.ts';
import { headOf, networkOf } from '#src/network/of-experiment.ts';
import { predictedClasses } from '#src/network/probabilities.ts';
import { hasScaledTargets } from '#src/records/loss-unit.ts';
import type { BesideLoss } from '#src/records/quality.ts';

/** Rows × parameters that a network is asked for at most, some hundredths of a second, and rows at least and at most. */
const affordable = { multiplications: 2e7, least: 100, most: 5000 } as const;

/** How well a network answers. */
export interface Score {
  /**
   * One number for every task: 1 is perfect, 0 is what the best constant answer scores, below that is worse. For numbers
   * the coefficient of determination R² (the mean over the columns), for classes the share of errors that the most
   * frequent class makes and the network does not. −∞ where an answer is not finite.
   */
  readonly skill: number;
  /** R² over all columns, and the root mean squared error where they have a unit in common; none for classes. */
  readonly beside: BesideLoss;
}

/** In the reader's units. @param parameters [parameterCount] */
export function scoreOf(
  experiment: Experiment,
  data: PreparedData,
  split: Split,
  parameters: Float32Array,
): Score {
  const answered = answersOf(experiment, data, split, parameters);
  if (answered === null) return unfit;
  const { answers, y, width, areClasses } = answered;
  return areClasses
    ? { skill: classSkill(answers, y), beside: {} }
    : determination(answers, y, width, width === 1 || !hasScaledTargets(experiment));
}

/**
 * The error on each of the first rows: 1 for a wrong class; of numbers the square, in the mean over the columns, each in units
 * of its variance. Null where an answer is not finite.
 */
export function errorsOf(
  experiment: Experiment,
  data: PreparedData,
  split: Split,
  parameters: Float32Array,
): Float64Array | null {
  const answered = answersOf(experiment, data, split, parameters);
  if (answered === null) return null;
  const { answers, y, width, areClasses } = answered;
  if (areClasses) return y.map((label, row) => Number(answers[row] !== label));
  const errors = new Float64Array(y.length / width);
  for (let column = 0; column < width; column++) {
    const own = y.filter((_, i) => i % width === column);
    const variance = meanSquare(own, meanOf(own)) || 1;
    own.forEach((value, row) => {
      const error = value - (answers[row * width + column] as number);
      errors[row] = (errors[row] as number) + error ** 2 / variance / width;
    });
  }
  return errors;
}

/** What a network answers for as many rows as are paid for: class indices [rows], or numbers [rows × width]; y alike. */
function answersOf(
  experiment: Experiment,
  data: PreparedData,
  split: Split,
  parameters: Float32Array,
) {
  const network = networkOf(experiment, data.networkInputs);
  const { multiplications, least, most } = affordable;
  const paid = Math.max(least, Math.floor(multiplications / network.parameterCount));
  const rows = Math.min(split.data.rows, most, paid);
  const inputs = split.data.inputs.subarray(0, rows * data.networkInputs);
  const outputs = forward(network, parameters, inputs, rows);
  if (!outputs.every(Number.isFinite)) return null;
  const width = split.points.y.length / split.points.rows;
  const y = split.points.y.subarray(0, rows * width);
  const head = headOf(experiment);
  return head === null
    ? { answers: data.decode(outputs), y, width, areClasses: false }
    : { answers: predictedClasses(outputs, rows, head), y, width, areClasses: true };
}

/** Of answers that are not finite. */
export const unfit: Score = {
  skill: Number.NEGATIVE_INFINITY,
  beside: { r2: Number.NEGATIVE_INFINITY, rmse: Number.POSITIVE_INFINITY },
};

/** @param answers [rows × width] @param y [rows × width] @param hasRoot whether the columns have a unit in common */
function determination(
  answers: Float32Array,
  y: Float64Array,
  width: number,
  hasRoot: boolean,
): Score {
  let [sum, left, all] = [0, 0, 0];
  for (let column = 0; column < width; column++) {
    const own = y.filter((_, i) => i % width === column);
    const errors = own.map((value, row) => value - (answers[row * width + column] as number));
    const [error, guessing] = [meanSquare(errors, 0), meanSquare(own, meanOf(own))];
    sum += 1 - share(error, guessing);
    left += error;
    all += guessing;
  }
  return {
    skill: sum / width,
    beside: {
      ...(all > 0 && { r2: 1 - left / all }),
      ...(hasRoot && { rmse: Math.sqrt(left / width) }),
    },
  };
}

/** @param answers class indices, [rows] @param labels [rows] */
function classSkill(answers: Float32Array, labels: Float64Array): number {
  const counts = new Map<number, number>();
  let wrong = 0;
  labels.forEach((label, row) => {
    counts.set(label, (counts.get(label) ?? 0) + 1);
    if (answers[row] !== label) wrong++;
  });
  return 1 - share(wrong, labels.length - Math.max(...counts.values()));
}

/** An error over that of guessing; where guessing makes none, any error is worse. */
function share(error: number, guessing: number): number {
  return guessing > 0 ? error / guessing : error > 0 ? Number.POSITIVE_INFINITY : 0;
}
