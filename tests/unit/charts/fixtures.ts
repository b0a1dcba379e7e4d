import type { Viewport } from '#src/charts/figure.ts';
import type { ChartRun } from '#src/charts/figures/curve-input.ts';
import type { ProbeHeader } from '#src/charts/figures/probe-input.ts';
import type { Task } from '#src/experiment/targets.ts';
import type { EpochRecord } from '#src/records/epoch-record.ts';
import { RunLog } from '#src/records/run-log.ts';

export const viewport: Viewport = { width: 600, height: 400, zoom: {} };

/** A record without evaluations. */
export const unmeasured: EpochRecord = {
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
    colour: 0,
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

const evenly = (count: number) => Float64Array.from({ length: count }, (_, i) => i / (count - 1));

/** A line over 0 … 1 through inputs that are trained on a part of it. */
export function lineOf(count: number): ProbeHeader {
  return {
    axes: [{ name: 'x', range: [0.25, 0.75] }],
    probe: { along: [0], positions: [evenly(count)], held: Float64Array.of(0.5) },
  };
}

/** A square over 0 … 1 on each of two inputs. */
export function planeOf(size: number): ProbeHeader {
  return {
    axes: [
      { name: 'x0', range: [0, 1] },
      { name: 'x1', range: [0, 1] },
    ],
    probe: {
      along: [0, 1],
      positions: [evenly(size), evenly(size)],
      held: Float64Array.of(0.5, 0.5),
    },
  };
}

export const classTask = (count: number): Task => ({
  inputs: ['x0', 'x1'],
  answer: { kind: 'classes', count },
});
