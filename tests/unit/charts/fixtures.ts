import type { Viewport } from '#src/charts/figure.ts';
import type { ChartRun } from '#src/charts/figures/curves.ts';
import type { Grid } from '#src/data/dataset.ts';
import { type EpochRecord, recordColumns } from '#src/records/epoch-record.ts';
import { RunLog } from '#src/records/run-log.ts';

export const viewport: Viewport = { width: 600, height: 400, zoom: {} };

const unmeasured: EpochRecord = {
  epoch: 0,
  step: 0,
  seconds: 0,
  runningLoss: 1,
  trainLoss: Number.NaN,
  heldOutLoss: Number.NaN,
  trainAccuracy: Number.NaN,
  heldOutAccuracy: Number.NaN,
  gradientNorm: 1,
  learningRate: 0.1,
};

/** A log of so many epochs of 10 steps and half a second each. */
export function logOf(epochs: number, record: (epoch: number) => Partial<EpochRecord>): RunLog {
  const log = new RunLog();
  const packed = Array.from({ length: epochs }, (_, i) => {
    const epoch = i + 1;
    const values = {
      ...unmeasured,
      epoch,
      step: 10 * epoch,
      seconds: epoch / 2,
      ...record(epoch),
    };
    return recordColumns.map((name) => values[name]);
  });
  log.append(Float64Array.from(packed.flat()), 0);
  return log;
}

export function runOf(log: RunLog, header: Partial<ChartRun['header']> = {}, id = 'a'): ChartRun {
  return {
    id,
    name: `run ${id}`,
    colour: '#123456',
    header: {
      epochs: 100,
      stepsPerEpoch: 10,
      phaseSwitches: [],
      guessing: null,
      lossFactor: 1,
      ...header,
    },
    log,
  };
}

/** A square grid over 0 … 1, or a line. */
export function gridOf(size: number, dimensions: 1 | 2): Grid {
  return {
    size,
    rows: size ** dimensions,
    axis: Float64Array.from({ length: size }, (_, i) => i / (size - 1)),
  };
}
