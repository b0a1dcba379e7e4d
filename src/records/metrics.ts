import type { RecordColumn } from '#src/records/epoch-record.ts';

/** A number that runs are judged by. */
interface Metric {
  /** The column of records that it is taken from. */
  readonly column: RecordColumn;
  /** `loss`: in the unit of the loss; `share`: 0…1; `norm`: of the gradient; `rate`: of learning. */
  readonly unit: 'loss' | 'share' | 'norm' | 'rate' | 'count' | 'seconds';
  /** Which direction is better; null: neither. */
  readonly better: 'lower' | 'higher' | null;
  /** What a task must have for it. */
  readonly needs: 'classes' | null;
}

export const metrics = {
  runningLoss: { column: 'runningLoss', unit: 'loss', better: 'lower', needs: null },
  trainLoss: { column: 'trainLoss', unit: 'loss', better: 'lower', needs: null },
  heldOutLoss: { column: 'heldOutLoss', unit: 'loss', better: 'lower', needs: null },
  /** The least of a run. */
  bestHeldOutLoss: { column: 'heldOutLoss', unit: 'loss', better: 'lower', needs: null },
  trainAccuracy: { column: 'trainAccuracy', unit: 'share', better: 'higher', needs: 'classes' },
  heldOutAccuracy: { column: 'heldOutAccuracy', unit: 'share', better: 'higher', needs: 'classes' },
  gradientNorm: { column: 'gradientNorm', unit: 'norm', better: null, needs: null },
  learningRate: { column: 'learningRate', unit: 'rate', better: null, needs: null },
  epochs: { column: 'epoch', unit: 'count', better: null, needs: null },
  steps: { column: 'step', unit: 'count', better: null, needs: null },
  seconds: { column: 'seconds', unit: 'seconds', better: null, needs: null },
} as const satisfies Record<string, Metric>;

export type MetricId = keyof typeof metrics;

/** Metrics of one unit. */
export type MetricOf<Unit extends Metric['unit']> = {
  [Id in MetricId]: (typeof metrics)[Id]['unit'] extends Unit ? Id : never;
}[MetricId];
