import type { Floor, FloorId } from '#src/doctor/floors/floor.ts';

/** What a run's losses amount to, by the ladder of its experiment. */
export type Standing =
  /** No training of this network goes lower. */
  | { readonly kind: Proved; readonly floor: Floor }
  /** Under guessing on its way to a bound, or to a straight line that fits exactly, by so much of it: a share from 0 to 1. */
  | {
      readonly kind: 'towards' | 'towards_exact_line';
      readonly floor: Floor;
      readonly share: number;
    }
  | { readonly kind: 'worse_than_guessing' | 'at_guessing'; readonly floor: Floor }
  /** Under guessing, by a loss that no answer near the numbers makes small. */
  | { readonly kind: 'of_other_numbers'; readonly floor: Floor }
  /** Under what the data know of one another on training points, and no better than guessing on others. */
  | { readonly kind: 'memorised'; readonly floor: Floor }
  /** Under `floor` on training points, and above it on held-out ones. */
  | { readonly kind: 'known_points_only'; readonly floor: Floor }
  /** Under guessing on training points; the held-out ones lie in another interval, where nothing was to be learnt from. */
  | { readonly kind: 'elsewhere'; readonly floor: Floor }
  | { readonly kind: 'above_line' | 'at_line'; readonly floor: Floor }
  | { readonly kind: 'at_pieces' | 'at_noise'; readonly floor: Floor }
  /** So many times below what `passed` scores, or level with it, and still above the neighbours on held-out points. */
  | {
      readonly kind: 'above_neighbours' | 'level_above_neighbours';
      readonly floor: Floor;
      readonly passed: Floor;
      readonly times: number;
    }
  /** So many times below the best of what is known without a network, or level with it. */
  | { readonly kind: 'below'; readonly floor: Floor; readonly times: number }
  | { readonly kind: 'level'; readonly floor: Floor }
  /** Under the best of what is known without a network on training points, and measured on no others. */
  | { readonly kind: 'untested'; readonly floor: Floor };

/** What proves that no training of this network goes lower. */
type Proved = 'proved_broadcast' | 'proved_squashed_twice' | 'proved_output_range';

const proofs: Partial<Record<FloorId, Proved>> = {
  broadcast: 'proved_broadcast',
  squashed_twice: 'proved_squashed_twice',
};

/** Losses of a run, in the unit of the floors. */
export interface Reached {
  readonly train: number;
  readonly heldOut: number;
  /** Held-out points lie in an interval of their own. */
  readonly isElsewhere?: boolean;
  /** The loss says nothing of how near answers are to the numbers that were to be learnt. */
  readonly isOfOtherNumbers?: boolean;
}

/** Losses this close to a floor rest on it. */
const near = 1.05;
/** So many times below is worth a number. */
const noticeable = 1.1;
/** A straight line at so small a share of guessing fits exactly: its loss would only get smaller with larger weights. */
const exact = 1e-3;
/** So much less than guessing on training points is no accident. */
const learnt = 0.8;

/** A loss and a share of it more; of targets that it is not made for it may be below 0. */
function plus(loss: number, share: number): number {
  return loss + share * Math.abs(loss);
}

/** Null where the loss is no number, or nothing is known of the experiment. */
export function standingOf(
  floors: readonly Floor[],
  { train, heldOut, isElsewhere = false, isOfOtherNumbers = false }: Reached,
): Standing | null {
  const find = (id: FloorId): Floor | undefined => floors.find((floor) => floor.id === id);
  const guessing = find('guessing');
  if (guessing === undefined || !Number.isFinite(train)) return null;
  const proved = floors.find((floor) => floor.proof && train <= floor.train * near);
  if (proved !== undefined)
    return { kind: proofs[proved.id] ?? 'proved_output_range', floor: proved };
  const isBelow = plus(train, near - 1) < guessing.train;
  if (isOfOtherNumbers && isBelow) return { kind: 'of_other_numbers', floor: guessing };
  const isTaught = train < plus(guessing.train, learnt - 1);
  if (isTaught && isElsewhere) return { kind: 'elsewhere', floor: guessing };
  if (isTaught && plus(heldOut, near - 1) >= guessing.heldOut)
    return { kind: 'memorised', floor: guessing };
  if (train > plus(guessing.train, near - 1))
    return { kind: 'worse_than_guessing', floor: guessing };
  if (!isBelow) return { kind: 'at_guessing', floor: guessing };
  const squashed = find('squashed_twice');
  const shareTo = (bound: Floor) => (guessing.train - train) / (guessing.train - bound.train);
  // Behind a second softmax no loss means what it means elsewhere.
  if (squashed !== undefined) return { kind: 'towards', floor: squashed, share: shareTo(squashed) };
  const [line, pieces, noise] = [find('straight_line'), find('few_pieces'), find('noise')];
  if (noise !== undefined && heldOut <= noise.heldOut * near)
    return { kind: 'at_noise', floor: noise };
  if (line !== undefined && train > line.train * near)
    return line.train < exact * guessing.train
      ? { kind: 'towards_exact_line', floor: line, share: shareTo(line) }
      : { kind: 'above_line', floor: line };
  if (line !== undefined && train * near >= line.train) return { kind: 'at_line', floor: line };
  if (pieces !== undefined && train <= pieces.train * near)
    return { kind: 'at_pieces', floor: pieces };
  if (Number.isNaN(heldOut)) return { kind: 'untested', floor: line ?? guessing };
  const neighbours = find('neighbours');
  const lower = (a: Floor, b: Floor | undefined): Floor =>
    b !== undefined && b.heldOut < a.heldOut ? b : a;
  const passed = lower(guessing, line);
  if (heldOut > passed.heldOut * near) return { kind: 'known_points_only', floor: passed };
  if (neighbours !== undefined && heldOut > neighbours.heldOut * near) {
    const times = passed.heldOut / heldOut;
    const kind = times < noticeable ? 'level_above_neighbours' : 'above_neighbours';
    return { kind, floor: neighbours, passed, times };
  }
  const best = lower(passed, neighbours);
  const times = best.heldOut / heldOut;
  return times < noticeable
    ? { kind: 'level', floor: best }
    : { kind: 'below', floor: best, times };
}

/** The floor whose training loss is nearest to a run's, in ratio; undefined where there is none. */
export function nearestFloor(floors: readonly Floor[], train: number): Floor | undefined {
  const distance = (floor: Floor): number => Math.abs(Math.log(floor.train / train));
  return floors
    .filter((floor) => Number.isFinite(distance(floor)))
    .toSorted((a, b) => distance(a) - distance(b))[0];
}
