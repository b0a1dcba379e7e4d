import type { Course } from '#src/engine/contract/course.ts';
import { type PlateauState, scheduleShare } from '#src/network/schedules.ts';

/**
 * The learning rate of each of some consecutive steps within one epoch, [steps].
 *
 * @param base the replica's learning rate
 * @param plateau state after the last evaluation
 * @param done steps before
 */
export function learningRates(
  { schedule, epochs, stepsPerEpoch }: Course,
  base: number,
  plateau: PlateauState,
  done: number,
  steps: number,
): Float32Array {
  const rates = new Float32Array(steps);
  switch (schedule.id) {
    case 'constant':
      return rates.fill(base);
    case 'plateau':
      return rates.fill(base * plateau.share);
    default:
      return rates.map(
        (_, s) => base * scheduleShare(schedule, (done + s) / stepsPerEpoch, epochs),
      );
  }
}
