import { bestConstant, pairFactor, sharesOf } from '#src/data/guessing.ts';
import type { Split } from '#src/data/prepare.ts';
import type { FloorInput, Rung } from '#src/doctor/floors/floor.ts';
import { isBroadcast, isOfClasses, logitsOf, scoreOf } from '#src/doctor/floors/score.ts';
import type { Experiment } from '#src/experiment/fields.ts';

/** The best constant: the mean, the median, or the shares of the classes. */
export const guessing: Rung = (input) => {
  const { train, heldOut } = input.data;
  const answer = constantAnswer(input);
  const score = (split: Split): number => constantScore(input.experiment, answer, split);
  return { train: score(train), heldOut: score(heldOut), skill: 0, exact: true, proof: false };
};

/** Against labels that broadcast the best answer is a constant, whatever the network (sum of squares about each label). */
export const broadcast: Rung = (input) =>
  isBroadcast(input.experiment)
    ? { ...(guessing(input) as NonNullable<ReturnType<Rung>>), proof: true }
    : null;

/** What the loss takes where the answer is one constant: numbers, or log-odds of the shares. */
export function constantAnswer({ experiment, data }: FloorInput): readonly number[] {
  const { points, data: encoded } = data.train;
  if (data.classes !== null && isOfClasses(experiment)) {
    return logitsOf(experiment.loss, sharesOf(points.y, data.classes, encoded.weights));
  }
  const width = data.targetWidth;
  return Array.from({ length: width }, (_, column) =>
    bestConstant(
      experiment,
      Float64Array.from(
        { length: encoded.rows },
        (_, i) => encoded.targets[i * width + column] as number,
      ),
      encoded.weights,
    ),
  );
}

/** The loss of one constant answer, labels that broadcast included. */
export function constantScore(
  experiment: Experiment,
  answer: readonly number[],
  split: Split,
): number {
  const { rows } = split.data;
  const values = Float64Array.from(
    { length: rows * answer.length },
    (_, i) => answer[i % answer.length] as number,
  );
  return scoreOf(experiment, values, split) * pairFactor(experiment, rows);
}
