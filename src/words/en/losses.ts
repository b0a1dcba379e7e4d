import { type LossOf, type LossUnit, lossUnit } from '#src/records/loss-unit.ts';
import { type MetricId, metrics } from '#src/records/metrics.ts';
import { shortName } from '#src/words/values.ts';
import { fieldWords } from '#words/fields.ts';
import { metricText, metricWords } from '#words/metrics.ts';

const unitNames = {
  nats: 'nats',
  value: 'y',
  square: 'y²',
  scaled: 'scaled',
} as const satisfies Record<NonNullable<LossUnit>, string>;

/** The unit that the losses of some runs share, in brackets after a blank; empty where there is none. */
export function unitText(runs: readonly LossOf[]): string {
  const [unit, ...others] = new Set(runs.map(lossUnit));
  return unit == null || others.length > 0 ? '' : ` (${unitNames[unit]})`;
}

/** What the losses of some runs are, with their unit: "Mean squared error (y²)". */
export function lossName(runs: readonly LossOf[]): string {
  const names = new Set(
    runs.map((run) => shortName(fieldWords.loss, run.experiment.loss) + unitText([run])),
  );
  return names.size === 1 ? [...names].join() : 'Loss (of different kinds)';
}

/** A metric of some runs by its name, a loss with its unit: "Held-out loss (nats)". */
export function metricLabel(id: MetricId, runs: readonly LossOf[]): string {
  return metricWords[id].label + (metrics[id].unit === 'loss' ? unitText(runs) : '');
}

/** The unit of a metric of a run; empty where it needs none. */
export function metricUnit(id: MetricId, run: LossOf): string {
  const unit = metrics[id].unit === 'loss' ? lossUnit(run) : null;
  return unit === null ? '' : unitNames[unit];
}

/** A measured value of a run, a loss with its unit: "0.6081 nats". */
export function measuredText(id: MetricId, value: number, run: LossOf): string {
  const unit = Number.isFinite(value) ? metricUnit(id, run) : '';
  return `${metricText(id, value)} ${unit}`.trim();
}

/** A metric in a column of some runs: its unit stands at the head where they share one, else beside each value. */
export function metricColumn(id: MetricId, runs: readonly LossOf[]) {
  const units = new Set(runs.map((run) => metricUnit(id, run)));
  return {
    label: metricLabel(id, runs),
    textOf: (value: number, run: LossOf): string =>
      units.size > 1 ? measuredText(id, value, run) : metricText(id, value),
  };
}
