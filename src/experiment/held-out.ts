import type { Experiment } from '#src/experiment/fields.ts';

type HeldOutFields = Pick<Experiment, 'heldOutFrom' | 'heldOutCount' | 'trainCount'>;

/** Whether a network is measured on points beside those that are trained on. */
export function hasHeldOut({ heldOutFrom }: Pick<Experiment, 'heldOutFrom'>): boolean {
  return heldOutFrom !== 'none';
}

/** Whether held-out points are neither absent nor the training points again. */
export function holdsOut({ heldOutFrom }: Pick<Experiment, 'heldOutFrom'>): boolean {
  return heldOutFrom !== 'none' && heldOutFrom !== 'train';
}

/** Rows of the held-out set. */
export function heldOutRows(e: HeldOutFields): number {
  if (e.heldOutFrom === 'train') return e.trainCount;
  return holdsOut(e) ? e.heldOutCount : 0;
}
