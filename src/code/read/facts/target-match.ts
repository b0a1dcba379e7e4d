import { type Frame, pointsOf } from '#src/code/read/facts/frame.ts';
import type { PointFunction } from '#src/data/formula/formula.ts';
import { functionTargets } from '#src/data/sources/functions.ts';
import { classCount, type TargetFrom, targets } from '#src/experiment/targets.ts';

interface Match {
  readonly target: TargetFrom<'function'>;
  readonly multiplier: number | null;
}

/**
 * The target of ours that is the same function on the whole domain.
 *
 * @param f of the coordinates
 * @param text its formula
 * @param classes null: numbers are answered
 */
export function matchingTarget(
  f: PointFunction,
  text: string,
  frame: Frame,
  classes: number | null,
): Match | null {
  const numbers = [...text.matchAll(/\d+(?:\.\d+)?/g)].map(([number]) => Number(number));
  for (const [id, definition] of Object.entries(functionTargets)) {
    const target = id as TargetFrom<'function'>;
    const isAlike =
      targets[target].inputs.length === frame.coordinates.length &&
      classCount({
        target,
        classes: classes ?? 0,
        inputCount: frame.coordinates.length,
        formula: '',
        table: '',
        rowWeights: false,
        unusedOutputs: 0,
      }) === classes;
    if (!isAlike || !('truth' in definition)) continue;
    for (const multiplier of target === 'sum_mod' ? numbers : [null]) {
      const truth = definition.truth({ classes: classes ?? 0, multiplier: multiplier ?? 0 });
      if (areSame(f, truth, frame)) return { target, multiplier };
    }
  }
  return null;
}

function areSame(f: PointFunction, g: PointFunction, frame: Frame): boolean {
  for (const point of pointsOf(frame)) {
    const [a, b] = [f(point, 0), g(point, 0)];
    if (!(Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b)))) return false;
  }
  return true;
}
