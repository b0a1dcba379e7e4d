import { describe, expect, it } from 'vitest';
import type { Experiment } from '#src/experiment/fields.ts';
import { relationProblems } from '#src/experiment/rules.ts';
import { totalSteps } from '#src/experiment/steps.ts';
import { estimateSeconds, knownPaces, probeOf } from '#src/studies/time-estimate.ts';
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
  layers: [{ units: 200, activation: 'relu', dropout: 0 }],
};
const pace = (of: Experiment, microseconds: number) => {
  const seconds = (microseconds * 100) / 1e6;
  return storedRun('a', [{ step: 100, seconds }], { experiment: of }).run;
};

describe('the estimate of time', () => {
  it('counts short last batches, unless they are dropped', () => {
    expect(totalSteps(experiment)).toBe(44);
    expect(totalSteps({ ...experiment, dropLast: true })).toBe(40);
  });

  it('takes the pace of the most similar run', () => {
    const paces = knownPaces([pace(wide, 500), pace(experiment, 2), pace(wide, 400)]);
    expect(estimateSeconds([experiment, experiment], paces)).toBeCloseTo((88 * 2) / 1e6, 12);
    expect(estimateSeconds([wide], paces)).toBeCloseTo((44 * 400) / 1e6, 12); // the latest one
  });

  it('scales a known pace with the arithmetic of a step', () => {
    const paces = knownPaces([pace(experiment, 2)]);
    const twice = estimateSeconds([{ ...experiment, batchSize: 20 }], paces) as number;
    expect(twice).toBeCloseTo((24 * 4) / 1e6, 12);
  });

  it('knows nothing where nothing was trained', () => {
    expect(estimateSeconds([experiment], knownPaces([storedRun('a', []).run]))).toBeNull();
  });

  it('probes with a short run of the same work that can run', () => {
    const probe = probeOf(experiment);
    expect(probe).toMatchObject({ epochs: 3, layers: experiment.layers, batchSize: 10 });
    expect(relationProblems(probe)).toEqual([]);
  });
});
