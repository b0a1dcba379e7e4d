import { describe, expect, it } from 'vitest';
import { trainingCost } from '#src/experiment/cost.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { totalSteps } from '#src/experiment/steps.ts';
import {
  BatchPace,
  estimateSeconds,
  knownPaces,
  paceOf,
  probeEpochs,
} from '#src/studies/time-estimate.ts';
import { recordTable } from '../../support/record-tables.ts';
import { storedRun } from '../../support/stored-runs.ts';
import { sumBin } from '../../support/sum-bin.ts';

const experiment: Experiment = {
  ...sumBin,
  trainCount: 105,
  batchSize: 10,
  epochs: 4,
  phases: [
    { order: 'fixed', epochs: 2 },
    { order: 'reshuffle', epochs: null },
  ],
};
const wide: Experiment = {
  ...experiment,
  layers: [
    { units: 200, activation: 'relu', dropout: 0 },
    { units: 200, activation: 'relu', dropout: 0 },
  ],
};
const pace = (of: Experiment, microseconds: number) => {
  const steps = 100_000;
  const seconds = (microseconds * steps) / 1e6;
  return storedRun('a', [{ step: steps, seconds }], { experiment: of }).run;
};

/** Seconds of a run beside training. */
const besides = 0.02;

describe('the estimate of time', () => {
  it('counts short last batches, unless they are dropped', () => {
    expect(totalSteps(experiment)).toBe(44);
    expect(totalSteps({ ...experiment, dropLast: true })).toBe(40);
  });

  it('takes the pace of the most similar run', () => {
    const paces = knownPaces([pace(wide, 500), pace(experiment, 2), pace(wide, 400)]);
    expect(estimateSeconds([experiment, experiment], paces)).toBeCloseTo(
      (88 * 2) / 1e6 + 2 * besides,
      12,
    );
    expect(estimateSeconds([wide], paces)).toBeCloseTo((44 * 400) / 1e6 + besides, 12); // the latest one
  });

  it('scales a known pace with what a step costs, its share of an epoch included', () => {
    const paces = knownPaces([pace(experiment, 2)]);
    const seconds = (of: Experiment) => (estimateSeconds([of], paces) as number) - besides;
    const own = seconds(experiment);
    const ratio = seconds({ ...experiment, batchSize: 20 }) / own;
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(1);
    expect(seconds({ ...experiment, epochs: 8 }) / own).toBeCloseTo(2, 12);
  });

  it('knows nothing where nothing alike was trained, nor for long enough', () => {
    expect(estimateSeconds([experiment], knownPaces([storedRun('a', []).run]))).toBeNull();
    expect(estimateSeconds([experiment], knownPaces([pace(wide, 500)]))).toBeNull();
    const short = storedRun('a', [{ step: 100, seconds: 0.05 }], { experiment }).run;
    expect(estimateSeconds([experiment], knownPaces([short]))).toBeNull();
  });

  it('measures a pace over enough steps, without the start of the engine', () => {
    expect(probeEpochs(experiment)).toBe(4);
    const long = { ...experiment, epochs: 100_000 };
    const measured = { ...long, epochs: probeEpochs(long) };
    expect(trainingCost(measured) / 4e9).toBeCloseTo(1, 2);
    const layers = [{ units: 1000, activation: 'relu', dropout: 0 } as const];
    expect(probeEpochs({ ...long, trainCount: 20_000, layers })).toBe(5);
    const epochs = [
      { step: 10, seconds: 1 },
      { step: 30, seconds: 1.02 },
    ];
    expect(paceOf(experiment, recordTable(epochs)).secondsPerStep).toBeCloseTo(0.001);
    expect(paceOf(experiment, recordTable(epochs.slice(0, 1))).secondsPerStep).toBeCloseTo(0.1);
  });
});

describe('the rest of a batch', () => {
  it('is judged by what the runs that have ended cost, from the moment the first began', () => {
    let now = 0;
    const long = { ...experiment, epochs: 40_000 };
    const longer = { ...experiment, epochs: 120_000 };
    const pace = new BatchPace([long, long, longer], () => now);
    now = 5; // workers start
    pace.begin();
    now = 6;
    pace.begin();
    expect(pace.end(long)).toBeCloseTo(4, 1);
    now = 7;
    expect(pace.end(long)).toBeCloseTo(3, 1);
    now = 10;
    expect(pace.end(longer)).toBe(0);
  });
});
