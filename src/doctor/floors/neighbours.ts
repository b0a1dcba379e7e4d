import type { Split } from '#src/data/prepare.ts';
import { sharesOf } from '#src/data/shares.ts';
import { weightedMean, weightedMedian } from '#src/doctor/floors/best-constant.ts';
import type { FloorInput, Rung } from '#src/doctor/floors/floor.ts';
import { deviations, nearest } from '#src/doctor/floors/nearest.ts';
import {
  isBroadcast,
  isOfClasses,
  isUncharted,
  logitsOf,
  scoreOf,
  skillOf,
} from '#src/doctor/floors/score.ts';
import { thinned } from '#src/doctor/floors/thinned.ts';
import { permutation, uniformStream } from '#src/lib/random.ts';
import { median } from '#src/lib/statistics.ts';

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
    neighbours: best.k,
    exact: train === data.train && heldOut === data.heldOut,
    proof: false,
  };
};

/** Neighbours, shuffles, and rows of each set that are asked. */
const shuffling = { k: 5, times: 19, rows: 600 } as const;

/** Skills of the nearest training points on held-out ones. */
export interface Shuffled {
  /** As the answers are. */
  readonly own: number;
  /** With the answers dealt out anew, 19 times: the highest and the median. */
  readonly highest: number;
  readonly typical: number;
}

/**
 * What the nearest training points know of held-out ones, beside what they know once the answers are dealt out anew. Null
 * where it cannot be told.
 */
export function besideShuffled({ experiment, data }: FloorInput): Shuffled | null {
  const { heldOut: all, networkInputs } = data;
  const isUnknown = isBroadcast(experiment) || isUncharted({ experiment, data });
  const most = Math.min(shuffling.rows, Math.floor(Math.sqrt(affordable / networkInputs)));
  const train = thinned(data.train, most);
  const heldOut = thinned(all, most);
  const { rows } = train.data;
  const { k, times } = shuffling;
  if (isUnknown || heldOut.data.rows === 0 || rows <= k) return null;
  const near = nearest(train.data, heldOut.data, deviations(train.data), k, false);
  const skillBy = (order: Uint32Array) => {
    const dealt = near.map((row) => order[row] as number);
    return skillOf(
      { experiment, data },
      answersOf({ experiment, data }, train, dealt, k, k),
      heldOut,
    );
  };
  const own = skillBy(Uint32Array.from({ length: rows }, (_, row) => row));
  const others = Array.from({ length: times }, (_, i) =>
    skillBy(permutation(rows, uniformStream(i, 'shuffled answers'))),
  ).filter((skill) => skill !== null);
  if (own === null || others.length < times) return null;
  return { own, highest: Math.max(...others), typical: median(others) };
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
        experiment,
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
