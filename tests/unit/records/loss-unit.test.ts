import { describe, expect, it, test } from 'vitest';
import type { Experiment } from '#src/experiment/fields.ts';
import { upgraded } from '#src/library/documents/versions.ts';
import {
  haveOneUnit,
  networkFactor,
  qualityOfLoss,
  shownGuessing,
  shownRecords,
} from '#src/records/loss-unit.ts';
import { lossName, measuredText, metricLabel } from '#words/losses.ts';
import { recordTable } from '../../support/record-tables.ts';
import { sumBin } from '../../support/sum-bin.ts';

const sine: Experiment = { ...sumBin, target: 'sine', loss: 'mse' };
const scaled: Experiment = { ...sine, targetScaling: 'divide', targetDivisor: 1000 };

test.each<[string, Partial<Experiment>, lossFactor: number | null]>([
  ['Cross entropy (nats)', {}, 1],
  ['Binary cross entropy (nats)', { target: 'xor', loss: 'bce' }, 1],
  ['Mean squared error', { loss: 'mse' }, 1],
  ['Mean squared error (y²)', { target: 'sine', loss: 'mse' }, 1],
  ['Mean squared error (y²)', { target: 'sine', loss: 'mse', targetScaling: 'divide' }, 1e6],
  ['Mean absolute error (y)', { target: 'sine', loss: 'mae' }, 1],
  ['Huber', { target: 'sine', loss: 'huber' }, 1],
  ['Huber (scaled)', { target: 'sine', loss: 'huber', targetScaling: 'min_max' }, null],
])('a loss is named with its unit: %s', (name, change, lossFactor) => {
  expect(lossName([{ experiment: { ...sumBin, ...change }, lossFactor }])).toBe(name);
});

test('squares in the reader’s units have a root in them, and R² by what a constant leaves; other losses have neither', () => {
  const answerVariance = { train: 1, heldOut: 2 };
  const of = (experiment: Experiment, lossFactor: number | null, loss = 9) => {
    const { rmse, r2 } = qualityOfLoss(
      { experiment, lossFactor, answerVariance },
      'heldOutLoss',
      loss,
    );
    return [rmse, r2];
  };
  expect(of(scaled, 1e6)).toEqual([3, 1 - 9 / 2e6]);
  expect(of(scaled, null, 1)).toEqual([NaN, 0.5]);
  expect(of({ ...sine, loss: 'mae' }, 1)).toEqual([NaN, NaN]);
  expect(of({ ...sine, labelShape: 'row' }, 1)).toEqual([NaN, NaN]);
  expect(of({ ...sumBin, loss: 'mse' }, 1)).toEqual([NaN, NaN]);
  const unknown = qualityOfLoss({ experiment: sine, lossFactor: 1 }, 'trainLoss', 4);
  expect(unknown).toEqual({ rmse: 2, r2: NaN });
});

describe('losses of several runs', () => {
  const runs = [
    { experiment: sine, lossFactor: 1 },
    { experiment: scaled, lossFactor: 1e6 },
  ];

  it('have one name and unit where they can be compared', () => {
    expect(lossName(runs)).toBe('Mean squared error (y²)');
    expect(metricLabel('heldOutLoss', runs)).toBe('Held-out loss (y²)');
    expect(metricLabel('heldOutAccuracy', runs)).toBe('Held-out accuracy');
    const others = [...runs, { experiment: sumBin, lossFactor: 1 }];
    expect(lossName(others)).toBe('Loss (of different kinds)');
    expect(metricLabel('trainLoss', others)).toBe('Training loss');
  });

  it('stand on one axis only where a number means the same in both', () => {
    const huber: Experiment = { ...sine, loss: 'huber' };
    const squared: Experiment = { ...sumBin, loss: 'mse' };
    const pairs: [Experiment, Experiment, lossFactor: number | null][] = [
      [sine, { ...scaled, seed: 7 }, 1],
      [sine, { ...sine, loss: 'mae' }, 1],
      [huber, { ...huber, seed: 7 }, 1],
      [huber, { ...huber, huberDelta: 2 }, 1],
      [huber, { ...huber, targetDivisor: 10, classTargets: 'number' }, 1],
      [{ ...scaled, loss: 'huber' }, { ...scaled, loss: 'huber', targetDivisor: 10 }, null],
      [squared, { ...squared, classTargets: 'number' }, 1],
      [squared, { ...squared, classWeighting: 'balanced' }, 1],
    ];
    const agree = pairs.map(([a, b, lossFactor]) =>
      haveOneUnit({ experiment: a, lossFactor }, { experiment: b, lossFactor }),
    );
    expect(agree).toEqual([true, false, true, false, true, false, false, true]);
  });

  it('are shown in the reader’s units where there is a factor', () => {
    const records = recordTable([
      { epoch: 1, runningLoss: 2, gradientNorm: 3, trainAccuracy: 0.5 },
    ]);
    const { columns } = shownRecords(records, 1e6);
    expect(columns['runningLoss']).toEqual(Float64Array.of(2e6));
    expect(columns['gradientNorm']).toEqual(Float64Array.of(3));
    expect(shownRecords(records, null)).toBe(records);
    const guessing = { loss: 0.5, accuracy: null, answer: 'mean' } as const;
    expect(shownGuessing(guessing, 1e6)).toEqual({ ...guessing, loss: 5e5 });
    expect(measuredText('runningLoss', 2e6, { experiment: scaled, lossFactor: 1e6 })).toBe(
      '2e6 y²',
    );
  });

  it('of claims are those of the network', () => {
    expect([networkFactor(sine), networkFactor(scaled)]).toEqual([1, null]);
    // Of classes nothing is scaled, whatever the field says.
    expect(networkFactor({ ...sumBin, targetScaling: 'divide' })).toBe(1);
  });
});

test.each<[Partial<Experiment>, lossFactor: number | null, loss: number]>([
  [{ target: 'sine', loss: 'mse' }, 1, 2],
  [{ target: 'sine', loss: 'mse', targetScaling: 'divide', targetDivisor: 10 }, 100, 200],
  [{ target: 'sine', loss: 'mae', targetScaling: 'divide', targetDivisor: 10 }, 10, 20],
  [{ target: 'sine', loss: 'mse', targetScaling: 'min_max' }, null, 2],
  [{ target: 'xor', loss: 'mse', targetScaling: 'divide' }, 1, 2],
])('a run of version 1 shows its losses as far as can be told: %j', (change, lossFactor, loss) => {
  const figures = { epochs: 3, heldOutLoss: 2, heldOutAccuracy: 0.5 };
  const run = { experiment: { ...sumBin, ...change }, figures };
  expect(upgraded('run', run, 1)).toMatchObject({
    lossFactor,
    figures: { epochs: 3, heldOutLoss: loss, heldOutAccuracy: 0.5 },
  });
});
