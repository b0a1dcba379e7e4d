import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tfjsEngine } from '#src/engine/tfjs/engine.ts';
import { expectAgreement } from '../../support/parity.ts';
import { describeParity } from '../../support/parity-suite.ts';
import { planSpecs } from '../../support/plan-arbitrary.ts';
import { smallPlan } from '../../support/plans.ts';
import { describeTrainerContract } from '../../support/trainer-contract.ts';

// Node has no WebGL: this is the CPU backend that readers without WebGL get.
describeTrainerContract('TensorFlow.js on the CPU', async () => tfjsEngine, false);
describeParity('tfjs', 'on the CPU', tfjsEngine, 8);

test.each(['mse', 'mae', 'huber'] as const)(
  'labels that broadcast agree with the oracle, %s',
  async (id) => {
    for (const reduce of ['mean', 'flux'] as const) {
      const loss = { id, labelShape: 'row', reduce } as const;
      const plan = smallPlan({ loss, rows: 9, batchSize: 9, learningRate: 0.01 });
      expect(await expectAgreement(tfjsEngine, plan, 8)).toBe(8);
    }
  },
);

test('random plans agree with the oracle', async () => {
  const limits = { units: 12, layers: 2, rows: 20, replicas: 1 };
  const property = fc.asyncProperty(planSpecs(limits), async (spec) => {
    await expectAgreement(tfjsEngine, smallPlan(spec), 8);
  });
  await fc.assert(property, { numRuns: 12, seed: 11, endOnFailure: true });
});

test('it declines losses whose evaluation pairs more rows than can be waited for', () => {
  const { model } = smallPlan({
    outputs: 1,
    classes: false,
    loss: { id: 'mae', labelShape: 'row' },
  });
  expect(tfjsEngine.supports(model).ok).toBe(true);
  const values = { loss: 'mae', rows: 10_000 };
  for (const many of [{ rows: 10_001 }, { heldOutRows: 10_001 }])
    expect(tfjsEngine.supports({ ...model, ...many })).toEqual({
      ok: false,
      reason: { id: 'most_pairs', values },
    });
  const matched = {
    ...model,
    rows: 100_000,
    loss: { ...model.loss, labelShape: 'match' } as const,
  };
  expect(tfjsEngine.supports(matched).ok).toBe(true);
});
