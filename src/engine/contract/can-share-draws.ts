import type { Experiment } from '#src/experiment/fields.ts';

/**
 * Whether repetitions of an experiment can be replicas that share every draw to the end: none may stop early or change
 * its rate by what it measures.
 */
export function canShareDraws({ targetLoss, patience, schedule }: Experiment): boolean {
  return targetLoss === null && patience === 0 && schedule !== 'plateau';
}
