import type { AnswerVariance } from '#src/data/answer-variance.ts';
import type { Guessing } from '#src/doctor/floors/guessing.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import type { LossId } from '#src/experiment/ids.ts';
import { isRelevant } from '#src/experiment/relevance.ts';
import { classCount } from '#src/experiment/targets.ts';
import type { FitQuality } from '#src/lib/fit-quality.ts';
import { type MetricId, type MetricOf, metrics } from '#src/records/metrics.ts';
import type { RecordTable } from '#src/records/record-table.ts';

/**
 * What a loss is shown in: nats, the unit of the reader's values or its square, or that of scaled targets where there is
 * no way back; null: a number without a unit, or of mixed ones (Huber).
 */
export type LossUnit = 'nats' | 'value' | 'square' | 'scaled' | null;

const units = {
  mse: 'square',
  mae: 'value',
  huber: null,
  cross_entropy: 'nats',
  nll_of_softmax: 'nats',
  bce: 'nats',
  bce_of_probabilities: 'nats',
  cross_entropy_of_outputs: 'nats',
  hinge: null,
  msle: null,
} as const satisfies Record<LossId, LossUnit>;

/** A run as far as the unit of its losses goes. */
export interface LossOf {
  readonly experiment: Experiment;
  /** Multiplies a loss of network units into the reader's; null where no factor does. */
  readonly lossFactor: number | null;
  readonly answerVariance?: AnswerVariance | null;
}

export function lossUnit({ experiment, lossFactor }: LossOf): LossUnit {
  const unit = units[experiment.loss];
  if (unit === 'nats') return unit;
  if (classCount(experiment) !== null) return null;
  return lossFactor === null ? 'scaled' : unit;
}

/**
 * How near the answers of a run are by one of its losses, where that is a mean of squared errors: R² over all outputs, and
 * its root where that is in the reader's units. NaN elsewhere.
 *
 * @param loss as shown
 */
export function qualityOfLoss(run: LossOf, id: MetricOf<'loss'>, loss: number): FitQuality {
  return qualityOfLosses(run, id)(loss);
}

/** The same of many losses of one run. */
export function qualityOfLosses(run: LossOf, id: MetricOf<'loss'>): (loss: number) => FitQuality {
  const { experiment, lossFactor, answerVariance } = run;
  const isOfSquares =
    experiment.loss === 'mse' &&
    experiment.labelShape === 'match' &&
    classCount(experiment) === null;
  if (!isOfSquares) return () => ({ rmse: Number.NaN, r2: Number.NaN });
  const all = answerVariance?.[metrics[id].column === 'heldOutLoss' ? 'heldOut' : 'train'] ?? 0;
  const hasRoot = lossUnit(run) === 'square';
  return (loss) => ({
    rmse: hasRoot ? Math.sqrt(loss) : Number.NaN,
    r2: all > 0 ? 1 - loss / shownLoss(all, lossFactor) : Number.NaN,
  });
}

/** What makes losses of no named unit comparable: equal values of all that have an effect. */
const measures = ['loss', 'huberDelta', 'classTargets', 'targetScaling', 'targetDivisor'] as const;

/** Whether the losses of two runs can stand on one axis. */
export function haveOneUnit(a: LossOf, b: LossOf): boolean {
  const unit = lossUnit(a);
  if (unit !== lossUnit(b)) return false;
  if (unit !== null && unit !== 'scaled') return true;
  const of = ({ experiment }: LossOf, id: (typeof measures)[number]) =>
    isRelevant(id, experiment) ? experiment[id] : null;
  return measures.every((id) => of(a, id) === of(b, id));
}

/** Whether targets are scaled, so that losses of network units are not those that are shown. */
export function hasScaledTargets(experiment: Experiment): boolean {
  return isRelevant('targetScaling', experiment) && experiment.targetScaling !== 'none';
}

/** The factor with which losses are in network units: none does where targets are scaled. */
export function networkFactor(experiment: Experiment): 1 | null {
  return hasScaledTargets(experiment) ? null : 1;
}

/** A loss of network units as it is shown. */
export function shownLoss(loss: number, lossFactor: number | null): number {
  return loss * (lossFactor ?? 1);
}

/** A measured value as it is shown; missing ones stay missing. */
export function shownValue(
  id: MetricId,
  value: number | null | undefined,
  lossFactor: number | null,
): number | null {
  if (value == null) return null;
  return metrics[id].unit === 'loss' ? shownLoss(value, lossFactor) : value;
}

/** What guessing scores, as it is shown. */
export function shownGuessing(
  guessing: Guessing | null,
  lossFactor: number | null,
): Guessing | null {
  return guessing && { ...guessing, loss: shownLoss(guessing.loss, lossFactor) };
}

const lossColumns: readonly string[] = Object.values(metrics).flatMap(({ unit, column }) =>
  unit === 'loss' ? [column] : [],
);

/** Records as they are shown: losses in the reader's units where there is a factor. */
export function shownRecords(records: RecordTable, lossFactor: number | null): RecordTable {
  if ((lossFactor ?? 1) === 1) return records;
  const columns = Object.entries(records.columns).map(([name, values]) => [
    name,
    lossColumns.includes(name) ? values.map((loss) => shownLoss(loss, lossFactor)) : values,
  ]);
  return { length: records.length, columns: Object.fromEntries(columns) };
}
