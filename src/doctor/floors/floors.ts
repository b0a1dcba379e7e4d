import { fewPieces } from '#src/doctor/floors/few-pieces.ts';
import {
  type Floor,
  type FloorId,
  type FloorInput,
  floorIds,
  type Rung,
} from '#src/doctor/floors/floor.ts';
import { broadcast, guessing } from '#src/doctor/floors/guessing.ts';
import { neighbours } from '#src/doctor/floors/neighbours.ts';
import { noise } from '#src/doctor/floors/noise.ts';
import { outputRange, squashedTwice } from '#src/doctor/floors/output-range.ts';
import { straightLine } from '#src/doctor/floors/straight-line.ts';

const rungs = {
  guessing,
  broadcast,
  output_range: outputRange,
  squashed_twice: squashedTwice,
  straight_line: straightLine,
  few_pieces: fewPieces,
  neighbours,
  noise,
} as const satisfies Record<FloorId, Rung>;

/** The ladder of an experiment: what answers of limited kinds score on its data, those that mean something for it. NaN on held-out points where there are none. */
export function floorsOf(input: FloorInput): readonly Floor[] {
  const unknown = input.data.heldOut.data.rows > 0 ? null : { heldOut: Number.NaN, skill: null };
  return floorIds.flatMap((id) => {
    const rung = rungs[id](input);
    return rung === null ? [] : [{ id, ...rung, ...unknown }];
  });
}
