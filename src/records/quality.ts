import { hasHeldOut } from '#src/experiment/held-out.ts';
import { type LossOf, qualityOfLoss } from '#src/records/loss-unit.ts';

/** What stands beside a loss: how many classes are right, how near numbers are. */
export const qualityIds = ['accuracy', 'r2', 'rmse'] as const;
export type QualityId = (typeof qualityIds)[number];

/** A run with what it came to, as it is shown. */
interface Measured extends LossOf {
  readonly figures: Readonly<
    Record<'heldOutLoss' | 'trainLoss' | 'heldOutAccuracy' | 'trainAccuracy', number>
  >;
}

/** On held-out points, or on training points where none are held out; NaN where it means nothing for the run. */
export function qualityOf(id: QualityId, run: Measured): number {
  const { experiment, figures } = run;
  const isHeldOut = hasHeldOut(experiment);
  if (id === 'accuracy') return isHeldOut ? figures.heldOutAccuracy : figures.trainAccuracy;
  const loss = isHeldOut ? 'heldOutLoss' : 'trainLoss';
  return qualityOfLoss(run, loss, figures[loss])[id];
}

/** Those of some that one of the runs has. */
export function qualitiesOf<Id extends QualityId>(
  ids: readonly Id[],
  runs: readonly Measured[],
): readonly Id[] {
  return ids.filter((id) => runs.some((run) => !Number.isNaN(qualityOf(id, run))));
}
