import { hasHeldOut } from '#src/experiment/held-out.ts';
import { median } from '#src/lib/statistics.ts';
import type { RecordColumn } from '#src/records/epoch-record.ts';
import { type LossOf, qualityOfLoss, qualityOfLosses } from '#src/records/loss-unit.ts';
import { type MetricId, type MetricOf, metrics } from '#src/records/metrics.ts';

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

/** What stands beside a single loss. */
export const besideIds = ['r2', 'rmse'] as const;

/** Their values; empty for other metrics, and for losses that are no mean of squared errors. */
export type BesideLoss = Readonly<Partial<Record<(typeof besideIds)[number], number>>>;

/** How near the answers of a run are by one of its losses. @param value as it is shown */
export function besideLoss(id: MetricId | RecordColumn, run: LossOf, value: number): BesideLoss {
  return besideLosses(id, run)(value);
}

/** The same of many losses of one run. */
export function besideLosses(
  id: MetricId | RecordColumn,
  run: LossOf,
): (value: number) => BesideLoss {
  if (!isLoss(id)) return () => ({});
  const quality = qualityOfLosses(run, id);
  return (value) => {
    const { r2, rmse } = quality(value);
    return { ...(!Number.isNaN(r2) && { r2 }), ...(!Number.isNaN(rmse) && { rmse }) };
  };
}

/** The middle one of some values: of two the better, as of losses, so that both are of one run. NaN without any. */
export function middleQuality(id: QualityId, values: readonly number[]): number {
  if (values.length === 0) return Number.NaN;
  const sign = id === 'rmse' ? 1 : -1;
  return sign * median(values.map((value) => sign * value));
}

/** What stands beside the median of some losses: the middle one of each. */
export function besideMedian(all: readonly BesideLoss[]): BesideLoss {
  const ids = besideIds.filter((id) => all.some((beside) => id in beside));
  return Object.fromEntries(
    ids.map((id) => [
      id,
      middleQuality(
        id,
        all.flatMap((beside) => beside[id] ?? []),
      ),
    ]),
  );
}

function isLoss(id: MetricId | RecordColumn): id is MetricOf<'loss'> {
  return id in metrics && metrics[id as MetricId].unit === 'loss';
}
