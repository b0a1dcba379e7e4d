import { expect, it } from 'vitest';
import { causeOf } from '#src/doctor/causes/causes.ts';
import type { CauseId, Evidence, RunEvidence } from '#src/doctor/contract.ts';
import { reachOf, settingsIn } from '#src/doctor/rates.ts';
import type { BatchSigns, LayerSigns, VitalSigns } from '#src/doctor/signs/signs.ts';
import { defaultExperiment } from '#src/experiment/defaults.ts';
import type { Experiment } from '#src/experiment/fields.ts';

const changedRate: Experiment = {
  ...defaultExperiment,
  optimizer: 'sgd',
  learningRate: 0.1,
  epochs: 10,
  trainCount: 64,
  batchSize: 32,
  changes: [{ epoch: 4, field: 'learningRate', value: 0.5 }],
};

it('the rate of an epoch is what was changed before it, times what the schedule leaves', () => {
  const rate = (epoch: number) => settingsIn(changedRate, epoch).learningRate;
  expect([1, 4, 5, 10].map(rate)).toEqual([0.1, 0.1, 0.5, 0.5]);
  const scheduled: Experiment = { ...changedRate, schedule: 'step', scheduleEvery: 5 };
  expect([1, 5, 6].map((epoch) => settingsIn(scheduled, epoch).learningRate)).toEqual([
    0.1, 0.5, 0.25,
  ]);
  expect(reachOf(changedRate)).toBeCloseTo(2 * (4 * 0.1 + 6 * 0.5));
});

it('causes read the rate of the moment that they speak of', () => {
  const signs = (largestRate: number): VitalSigns => ({
    loss: 1,
    layers: [],
    outputSpread: 1,
    accuracies: [],
    curvature: 1,
    largestRate,
    batches: null,
  });
  const stuck: RunEvidence = {
    seed: 0,
    skill: 0,
    trainSkill: 0,
    fits: false,
    stopped: { kind: 'epochs' },
    curve: { fall: 0, rises: 0, gap: 0, risen: 1, steps: 20, wanted: 20 },
    start: signs(0.2),
    atSwitch: null,
    end: signs(0.3),
    edges: null,
  };
  const told = (
    id: CauseId,
    changes: Experiment['changes'],
    fields: Partial<Experiment> = {},
    runs: readonly Partial<RunEvidence>[] = [{}],
  ) => {
    const evidence: Evidence = {
      experiment: { ...changedRate, ...fields, changes },
      floors: [],
      dealt: null,
      runs: runs.map((run) => ({ ...stuck, ...run })),
      data: {} as Evidence['data'],
    };
    return causeOf(id).suspect(evidence)?.figures ?? null;
  };
  expect(told('lr_high', changedRate.changes)).toEqual({ largestLate: 0.3, learningRate: 0.5 });
  expect(told('lr_high', [])).toBeNull();
  const broken = (epoch: number) =>
    ({ stopped: { kind: 'non_finite', epoch, step: 2 * epoch } }) as const;
  const raised = (...epochs: readonly number[]) =>
    told('lr_high', changedRate.changes, {}, epochs.map(broken));
  expect(raised(3)).toEqual({ diverged: 1, learningRate: 0.1 });
  expect(raised(3, 6)).toEqual({ diverged: 2, learningRate: 0.5 });
  const peak = { schedule: 'cosine', warmup: 0.5 } as const;
  const atPeak = told('lr_high', [], { ...peak, learningRate: 0.8 });
  expect(atPeak).toMatchObject({ largestRate: 0.2, learningRate: expect.closeTo(0.8, 1) });
  expect(told('lr_high', [], peak)).toBeNull();
  const lower = [{ epoch: 4, field: 'learningRate', value: 0.01 }] as const;
  expect(told('lr_high', lower)).toBeNull();
  const still = [{ start: { ...signs(1), layers: [{ updateRatio: 1e-6 } as LayerSigns] } }];
  expect(told('lr_low', [], {}, still)).toMatchObject({ learningRate: 0.1 });
  expect(told('schedule_early', lower)).toEqual({ epoch: 4, from: 0.1, to: 0.01 });
  expect(told('schedule_early', changedRate.changes)).toBeNull();
  const held = { pull: 1, clipped: 1, gradient: 30 } as BatchSigns;
  const end = [{ end: { ...signs(1), batches: held } }];
  const l2 = [{ epoch: 2, field: 'l2', value: 0.3 }] as const;
  expect(told('l2_strong', l2, {}, end)).toMatchObject({ l2: 0.3 });
  const bound = [{ epoch: 2, field: 'clipAt', value: 3 }] as const;
  expect(told('clip_tight', bound, {}, end)).toMatchObject({ clipAt: 3 });
});
