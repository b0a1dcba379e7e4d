import type { Split } from '#src/data/prepare.ts';
import type { Rung } from '#src/doctor/floors/floor.ts';
import { constantAnswer, constantScore } from '#src/doctor/floors/guessing.ts';
import { isBroadcast, isOfClasses, isOfOtherNumbers, scoreOf } from '#src/doctor/floors/score.ts';
import type { OutputActivationId } from '#src/experiment/ids.ts';
import { answerRanges } from '#src/network/activations.ts';

type Range = readonly [low: number, high: number];

/** What an output of so many units can answer; null: anything. */
function rangeOf(activation: OutputActivationId, outputs: number): Range | null {
  if (activation === 'softmax' && outputs === 1) return [1, 1];
  const range = answerRanges[activation];
  return range[0] === -Infinity ? null : range;
}

const clip = (value: number, [low, high]: Range): number => Math.min(Math.max(value, low), high);

/** Numbers answered by an output activation: each target, as near as the range allows. Null where all are in reach. */
export const outputRange: Rung = ({ experiment, data }) => {
  const width = data.targetWidth;
  const range = rangeOf(experiment.outputActivation, width);
  if (range === null || isOfClasses(experiment) || isOfOtherNumbers(experiment, data)) return null;
  const score = (split: Split): number => {
    if (isBroadcast(experiment)) {
      // The loss of one answer to all labels falls towards the best constant, so the nearest one in reach is the best.
      const own = constantAnswer({ experiment, data: { ...data, train: split } });
      return constantScore(
        experiment,
        own.map((value) => clip(value, range)),
        split,
      );
    }
    return scoreOf(
      experiment,
      Float64Array.from(split.data.targets, (t) => clip(t, range)),
      split,
    );
  };
  const train = score(data.train);
  if (train === 0) return null;
  // A softmax of several values has less room than a box.
  const exact = experiment.outputActivation !== 'softmax' || width === 1;
  return { train, heldOut: score(data.heldOut), skill: null, exact, proof: true };
};

/** Classes whose loss squashes what the output layer has squashed already: every answer right, as surely as the range allows. */
export const squashedTwice: Rung = ({ experiment, data }) => {
  const { loss, outputActivation } = experiment;
  const outputs = loss === 'bce' ? data.targetWidth : (data.classes ?? 1);
  const range = rangeOf(outputActivation, outputs);
  const isSquashing = loss === 'cross_entropy' || loss === 'bce';
  if (range === null || !isSquashing || data.classes === null) return null;
  if (isOfOtherNumbers(experiment, data)) return null;
  const [low, high] = range;
  if (high === Infinity) return null;
  const score = (split: Split): number => {
    const { rows, targets } = split.data;
    const values = Float64Array.from({ length: rows * outputs }, (_, i) => {
      const isRight =
        loss === 'bce' ? targets[i] === 1 : targets[Math.floor(i / outputs)] === i % outputs;
      return isRight ? high : low;
    });
    return scoreOf(experiment, values, split);
  };
  return {
    train: score(data.train),
    heldOut: score(data.heldOut),
    skill: null,
    exact: true,
    proof: true,
  };
};
