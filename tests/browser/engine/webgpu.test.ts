import fc from 'fast-check';
import { afterEach, describe, expect, inject, test } from 'vitest';
import { createWebgpuEngine, webgpuEngine } from '#src/engine/webgpu/engine.ts';
import { engineText } from '#words/engine.ts';
import { createTrainer } from '../../support/engines.ts';
import { describeGpuTrainer } from '../../support/gpu-suite.ts';
import { buffersLeft, deviceErrors, loseDevices } from '../../support/gpu-watch.ts';
import { expectAgreement, segmentsFor } from '../../support/parity.ts';
import { describeParity } from '../../support/parity-suite.ts';
import { planSpecs } from '../../support/plan-arbitrary.ts';
import { type PlanSpec, smallPlan, withModel } from '../../support/plans.ts';
import { describeTrainerContract } from '../../support/trainer-contract.ts';

describeTrainerContract('WebGPU', async () => webgpuEngine, true);
describeParity('webgpu', 'a workgroup for each replica', webgpuEngine, 8);

afterEach(() => {
  expect(deviceErrors()).toEqual([]);
});

test('knows whether it computes in software', async () => {
  const software = inject('software');
  const device = software ? 'SwiftShader (software)' : expect.not.stringContaining('software');
  expect(await webgpuEngine.probe()).toEqual({ ok: true, device, software });
});

describe('agrees with the oracle', () => {
  const layers = [
    { units: 7, activation: 'selu', dropout: 0.2 },
    { units: 9, activation: 'silu', dropout: 0.5 },
  ] as const;

  const wide = [
    { units: 200, activation: 'tanh', dropout: 0.2 },
    { units: 180, activation: 'relu' },
  ] as const;

  const otherwise = {
    weighted: true,
    loss: { summed: true },
    biases: false,
    learningRate: 0.001,
    rows: 22,
    batchSize: 20,
  } as const;

  test.each([
    ['replicas clipped by norm', { clipping: 'norm', clipAt: 0.05, replicas: 3 }, 6],
    ['dropout of every kind, and replicas', { layers, replicas: 2, rows: 11 }, 8],
    ['batches of one row', { layers, batchSize: 1, rows: 11 }, 8],
    ['one unit', { layers: [{ units: 1, activation: 'tanh' }], inputs: 1 }, 12],
    [
      'weights beside the workgroup, weighted batches in two passes',
      {
        layers: [{ units: 600, activation: 'relu' }],
        rows: 133,
        batchSize: 130,
        weighted: true,
        learningRate: 0.01,
      },
      3,
    ],
    [
      'replicas, norm and dropout that workgroups share',
      { layers: wide, rows: 22, batchSize: 20, replicas: 2, clipping: 'norm' },
      3,
    ],
    ['many inputs', { inputs: 40, rows: 10 }, 4],
    ['weighted replicas on new rows', { weighted: true, replicas: 3, order: 'fresh' }, 8],
    ['weights, sums and no biases, shared', { layers: wide, replicas: 2, ...otherwise }, 3],
  ] satisfies [string, Partial<PlanSpec>, number][])('%s', async (_, spec, steps) => {
    expect(await expectAgreement(webgpuEngine, smallPlan(spec), steps)).toBe(steps);
  });

  test('random plans', async () => {
    const numRuns = 5;
    const compared: number[] = [];
    const limits = { units: 8, layers: 3, rows: 12, replicas: 3 };
    const specs = planSpecs(limits).filter(({ loss }) => loss.labelShape !== 'row');
    const property = fc.asyncProperty(specs, async (spec) => {
      compared.push(await expectAgreement(webgpuEngine, smallPlan(spec), 8));
    });
    await fc.assert(property, { numRuns, seed: 5, endOnFailure: true });
    expect(compared.filter((steps) => steps > 0).length).toBeGreaterThan(0.8 * numRuns);
  });
});

test('frees what it made', async () => {
  const plan = smallPlan({ clipping: 'norm', optimizer: { id: 'adam' } });
  const left = await buffersLeft(async () => {
    const trainer = await createTrainer(webgpuEngine, plan.model);
    await trainer.run(segmentsFor(plan, 1, 2));
    await trainer.predict(new Float32Array(4), 2, 0);
    await trainer.restore(await trainer.checkpoint());
    await trainer.parameters();
    trainer.dispose();
    await expect(trainer.parameters()).rejects.toThrow('disposed');
  });
  expect(left).toBe(0);
});

test('declines what it cannot do, with a reason, before it has looked at the machine too', () => {
  const row = smallPlan({ loss: { labelShape: 'row' } });
  const layers = Array.from({ length: 8 }, () => ({ units: 512, activation: 'relu' as const }));
  const one = smallPlan({ layers });
  const large = withModel(one, { replicas: Array(128).fill(one.model.replicas[0]!) });
  for (const engine of [webgpuEngine, createWebgpuEngine()]) {
    for (const plan of [row, large]) {
      const support = engine.supports(plan.model);
      expect(support.ok ? '' : engineText(support.reason)).toMatch(/\w+ \w+/);
    }
  }
});

// Last: it takes the device away, and with it all compiled kernels.
describeGpuTrainer('WebGPU', webgpuEngine, loseDevices);
