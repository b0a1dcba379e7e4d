import type { Dataset } from '#src/data/dataset.ts';
import type { Split } from '#src/data/prepare.ts';
import { sharesOf } from '#src/data/shares.ts';
import { weightedMean, weightedMedian } from '#src/doctor/floors/best-constant.ts';
import type { FloorInput, Rung } from '#src/doctor/floors/floor.ts';
import {
  isBroadcast,
  isOfClasses,
  isUncharted,
  logitsOf,
  scoreOf,
  skillOf,
} from '#src/doctor/floors/score.ts';
import { thinned } from '#src/doctor/floors/thinned.ts';

/** How many neighbours may answer together. */
const counts = [1, 2, 3, 5, 8, 13, 21, 34];
/** Rows² × inputs: some tenths of a second. */
const affordable = 8e6;

/** The nearest training points answer for each point; how many of them, is decided by leaving each training point out. */
export const neighbours: Rung = (input) => {
  const { experiment, data } = input;
  if (isBroadcast(experiment) || isUncharted(input) || data.heldOut.data.rows === 0) return null;
  const most = Math.floor(Math.sqrt(affordable / data.networkInputs));
  const train = thinned(data.train, most);
  const heldOut = thinned(data.heldOut, most);
  const { rows } = train.data;
  const tried = counts.filter((k) => k < rows);
  const scale = deviations(train.data);
  const stride = tried.at(-1) ?? 1;
  const others = nearest(train.data, train.data, scale, stride, true);
  const scored = tried.map((k) => ({
    k,
    loss: scoreOf(experiment, answersOf(input, train, others, stride, k), train),
  }));
  const [first, ...rest] = scored;
  if (first === undefined) return null;
  const best = rest.reduce((a, b) => (b.loss < a.loss ? b : a), first);
  const near = nearest(train.data, heldOut.data, scale, best.k, false);
  const found = answersOf(input, train, near, best.k, best.k);
  return {
    train: best.loss,
    heldOut: scoreOf(experiment, found, heldOut),
    skill: skillOf(input, found, heldOut),
    exact: train === data.train && heldOut === data.heldOut,
    proof: false,
  };
};

/** Of each input over the training rows, 1 where it does not vary. */
function deviations({ rows, inputs }: Dataset): Float64Array {
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
function nearest(
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

/** What the loss takes where the first k neighbours answer. @param stride neighbours of each point in `near` */
function answersOf(
  { experiment, data }: FloorInput,
  train: Split,
  near: Uint32Array,
  stride: number,
  k: number,
): Float64Array {
  const answer = answerBy({ experiment, data }, train);
  const answers: number[] = [];
  for (let i = 0; i < near.length; i += stride) answers.push(...answer(near.subarray(i, i + k)));
  return Float64Array.from(answers);
}

/** Shares of classes, with one more vote of all points together; means, or medians, of numbers. */
function answerBy(
  { experiment, data }: FloorInput,
  { points, data: { rows, targets, weights } }: Split,
): (near: Uint32Array) => readonly number[] {
  const { classes } = data;
  if (classes !== null && isOfClasses(experiment)) {
    const prior = sharesOf(points.y, classes, weights);
    return (near) => {
      const shares = prior.slice();
      let all = 1;
      for (const j of near) {
        const vote = weights?.[j] ?? 1;
        shares[points.y[j] as number] = (shares[points.y[j] as number] ?? 0) + vote;
        all += vote;
      }
      return logitsOf(
        experiment.loss,
        shares.map((votes) => votes / all),
      );
    };
  }
  const width = targets.length / rows;
  const centre = experiment.loss === 'mae' ? weightedMedian : weightedMean;
  return (near) => {
    const votes = weights && Float32Array.from(near, (j) => weights[j] as number);
    return Array.from({ length: width }, (_, column) =>
      centre(
        Float64Array.from(near, (j) => targets[j * width + column] as number),
        votes,
      ),
    );
  };
}
