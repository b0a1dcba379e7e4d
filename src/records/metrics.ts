import type { Experiment } from '#src/experiment/fields.ts';
import { hasHeldOut } from '#src/experiment/held-out.ts';
import { classCount } from '#src/experiment/targets.ts';
import type { RecordColumn } from '#src/records/epoch-record.ts';

/** What an experiment must have to be measured so. */
type Need = 'classes' | 'held_out';

/** A number that runs are judged by. */
interface Metric {
  /** The column of records that it is taken from. */
  readonly column: RecordColumn;
  /** `loss`: in the unit of the loss; `share`: 0…1; `norm`: of the gradient; `rate`: of learning. */
  readonly unit: 'loss' | 'share' | 'norm' | 'rate' | 'count' | 'seconds';
  /** Which direction is better; null: neither. */
  readonly better: 'lower' | 'higher' | null;
  readonly needs: readonly Need[];
}

/** Whatever is measured is a metric by its column's name; how far a run has come is counted. */
type MetricName = Exclude<RecordColumn, 'epoch' | 'step'> | 'epochs' | 'steps' | 'bestHeldOutLoss';

export const metrics = {
  runningLoss: { column: 'runningLoss', unit: 'loss', better: 'lower', needs: [] },
  trainLoss: { column: 'trainLoss', unit: 'loss', better: 'lower', needs: [] },
  heldOutLoss: { column: 'heldOutLoss', unit: 'loss', better: 'lower', needs: ['held_out'] },
  /** The least of a run. */
  bestHeldOutLoss: { column: 'heldOutLoss', unit: 'loss', better: 'lower', needs: ['held_out'] },
  trainAccuracy: { column: 'trainAccuracy', unit: 'share', better: 'higher', needs: ['classes'] },
  heldOutAccuracy: {
    column: 'heldOutAccuracy',
    unit: 'share',
    better: 'higher',
    needs: ['classes', 'held_out'],
  },
  gradientNorm: { column: 'gradientNorm', unit: 'norm', better: null, needs: [] },
  learningRate: { column: 'learningRate', unit: 'rate', better: null, needs: [] },
  epochs: { column: 'epoch', unit: 'count', better: null, needs: [] },
  steps: { column: 'step', unit: 'count', better: null, needs: [] },
  seconds: { column: 'seconds', unit: 'seconds', better: null, needs: [] },
} as const satisfies Record<MetricName, Metric>;

export type MetricId = keyof typeof metrics;

/** Metrics of one unit. */
export type MetricOf<Unit extends Metric['unit']> = {
  [Id in MetricId]: (typeof metrics)[Id]['unit'] extends Unit ? Id : never;
}[MetricId];

const has = {
  classes: (experiment) => classCount(experiment) !== null,
  held_out: hasHeldOut,
} as const satisfies Record<Need, (experiment: Experiment) => boolean>;

/** Whether runs of an experiment are measured so. */
export function isMeasured(id: MetricId, experiment: Experiment): boolean {
  return metrics[id].needs.every((need) => has[need](experiment));
}
