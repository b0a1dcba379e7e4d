import type { PreparedData } from '#src/data/prepare.ts';
import type { Experiment } from '#src/experiment/fields.ts';

/** Kinds of limited answers, from the one that knows least. */
export const floorIds = [
  'guessing',
  'broadcast',
  'output_range',
  'squashed_twice',
  'straight_line',
  'few_pieces',
  'neighbours',
  'noise',
] as const;
export type FloorId = (typeof floorIds)[number];

/** The best loss that an answer of a limited kind can reach, in the units of the loss on the chart. */
export interface Floor {
  readonly id: FloorId;
  /** Fitted on the training points and measured there; of neighbours: each point is answered by the others. */
  readonly train: number;
  /** The same answer on the held-out points; of what no answer can go below: the bound there. */
  readonly heldOut: number;
  /** Of that answer on the held-out points: 1 is perfect, 0 the best constant; null where there is none. */
  readonly skill: number | null;
  /** Of neighbours: how many answer for each point. */
  readonly neighbours?: number;
  /** Of a straight line: it is one over features or encoded inputs, and none over the inputs themselves. */
  readonly ofEncoded?: boolean;
  /** A closed form or a converged convex fit on all points; otherwise the best that was found, on a sample, or an estimate. */
  readonly exact: boolean;
  /** No training of this network goes below it. */
  readonly proof: boolean;
}

/** What rungs are computed from. */
export interface FloorInput {
  readonly experiment: Experiment;
  readonly data: PreparedData;
}

/** One rung; null where it means nothing for the experiment. */
export type Rung = (input: FloorInput) => Omit<Floor, 'id'> | null;
