import type { Viewport } from '#src/charts/figure.ts';
import type { ChartRun } from '#src/charts/figures/curves.ts';
import type { Grid } from '#src/data/dataset.ts';
import type { EpochRecord } from '#src/records/epoch-record.ts';
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
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const times = { epoch, step: 10 * epoch, seconds: epoch / 2 };
    log.push({ ...unmeasured, ...times, ...record(epoch) });
  }
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
