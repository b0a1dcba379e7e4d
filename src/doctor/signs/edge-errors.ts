import type { PreparedData } from '#src/data/prepare.ts';
import { boxOf, isInside, widened } from '#src/doctor/box.ts';
import type { EdgeErrors } from '#src/doctor/signs/signs.ts';
import { permutation, uniformStream } from '#src/lib/random.ts';

/** Share of the training points' box that counts as its edge: with more inputs it is thinner. */
const edge = 0.2;
/** Beyond the outermost training point by this share of the range is still inside. */
const margin = 0.02;
const shuffles = 19;
/** Held-out points of either kind. */
const fewest = 10;

/**
 * Where the errors on held-out points lie: at the edges of the training points' box, within it, or outside.
 *
 * @param errors of the first rows, each 0 or more
 * @returns null: too few points of either kind, or no errors
 */
export function edgeErrors(
  { train, heldOut }: PreparedData,
  errors: Float64Array,
): EdgeErrors | null {
  const box = boxOf(train);
  const { x } = heldOut.points;
  const varying = box.filter(([low, high]) => low < high).length;
  const inner = widened(box, (Math.pow(1 - edge, 1 / varying) - 1) / 2);
  const whole = widened(box, margin);
  const isEdge: boolean[] = [];
  const within: number[] = [];
  errors.forEach((error, row) => {
    if (!isInside(whole, x, row)) return;
    isEdge.push(!isInside(inner, x, row));
    within.push(error);
  });
  const points = isEdge.filter(Boolean).length;
  const sum = total(within);
  const all = total(errors);
  if (points < fewest || within.length - points < fewest || !(sum > 0) || !Number.isFinite(all))
    return null;
  const shareOf = (places: ArrayLike<number>) =>
    isEdge.reduce((own, is, i) => own + (is ? (within[places[i] as number] as number) : 0), 0) /
    sum;
  const dealt = Array.from({ length: shuffles }, (_, i) =>
    shareOf(permutation(within.length, uniformStream(i, 'shuffled errors'))),
  );
  return {
    points: points / within.length,
    errors: shareOf([...within.keys()]),
    highest: Math.max(...dealt),
    outside: (all - sum) / all,
  };
}

function total(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] as number;
  return sum;
}
