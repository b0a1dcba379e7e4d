import { expect, test } from 'vitest';
import { tfjsEngine } from '#src/engine/tfjs/engine.ts';
import { smallPlan } from '../../support/plans.ts';
import { describeTrainerContract } from '../../support/trainer-contract.ts';

// Node has no WebGL: this is the CPU backend that readers without WebGL get.
describeTrainerContract('TensorFlow.js on the CPU', async () => tfjsEngine, false);

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
