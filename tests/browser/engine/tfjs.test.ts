import { memory } from '@tensorflow/tfjs-core';
import { afterEach, expect, test } from 'vitest';
import type { Plan } from '#src/engine/contract/course.ts';
import { DeviceLostError, type Trainer } from '#src/engine/contract/trainer.ts';
import { tfjsEngine } from '#src/engine/tfjs/engine.ts';
import { activationIds } from '#src/experiment/ids.ts';
import { createTrainer } from '../../support/engines.ts';
import { countCalls, loseContexts } from '../../support/gl-watch.ts';
import { expectAgreement, segmentsFor } from '../../support/parity.ts';
import { type PlanSpec, smallPlan } from '../../support/plans.ts';
import { describeTrainerContract } from '../../support/trainer-contract.ts';

// On the CPU, in Node, it is held to the oracle by everything that an experiment can choose.
const plans = ['short last batch', 'dropout and classes'];
describeTrainerContract('TensorFlow.js on WebGL', async () => tfjsEngine, false, plans);

const open: Trainer[] = [];
afterEach(() => {
  for (const trainer of open.splice(0)) trainer.dispose();
});

async function start(plan: Plan): Promise<Trainer> {
  const trainer = await createTrainer(tfjsEngine, plan.model);
  open.push(trainer);
  return trainer;
}

test('computes on WebGL, and says on what', async () => {
  const probe = await tfjsEngine.probe();
  expect(probe).toMatchObject({ ok: true, software: true });
  const trainer = await start(smallPlan());
  expect(trainer.device).toMatch(/^TensorFlow.js on .*SwiftShader/);
});

test.each([
  [0, { outputActivation: 'softplus', loss: { id: 'msle' } }],
  [4, { classes: true, outputs: 3, loss: { id: 'cross_entropy' }, weighted: true }],
  [8, { classes: true, outputActivation: 'sigmoid', loss: { id: 'bce_of_probabilities' } }],
] satisfies [number, Partial<PlanSpec>][])(
  'agrees with the oracle in activations from the %i-th on',
  async (first, spec) => {
    const activations = activationIds.slice(first, first + 4);
    const layers = activations.map((activation) => ({ units: 5, activation }));
    const plan = smallPlan({ layers, rows: 11, clipping: 'norm', clipAt: 0.05, ...spec });
    expect(await expectAgreement(tfjsEngine, plan, 4)).toBe(4);
  },
);

test('a thousand predictions against a thousand labels', async () => {
  const plan = smallPlan({
    inputs: 1,
    layers: [{ units: 4, activation: 'relu' }],
    outputActivation: 'softmax',
    loss: { labelShape: 'row', reduce: 'flux' },
    rows: 1000,
    batchSize: 1000,
    optimizer: { id: 'adam' },
  });
  const targets = plan.model.replicas[0]!.train.targets;
  const trainer = await start(plan);
  const [result] = await trainer.run(segmentsFor(plan, 1, 1));
  const expected = 1000 * (targets.reduce((sum, y) => sum + (1 - y) ** 2, 0) / 1000);
  expect(result!.replicas[0]!.lastLoss / expected).toBeCloseTo(1, 5);
});

test('memory is flat: as many tensors after a run as before it', async () => {
  const before = memory().numTensors;
  const plan = smallPlan({
    epochs: 40,
    order: 'fresh',
    layers: [{ units: 4, activation: 'selu', dropout: 0.2 }],
    optimizer: { id: 'adam' },
    clipping: 'norm',
    l2: 0.01,
  });
  const trainer = await start(plan);
  await trainer.run(segmentsFor(plan, 1, 2));
  const early = memory().numTensors;
  await trainer.run(segmentsFor(plan, 3, 20));
  await trainer.predict(new Float32Array(20), 10, 0);
  const checkpoint = await trainer.checkpoint();
  await trainer.restore(checkpoint);
  await trainer.parameters();
  await trainer.run(segmentsFor(plan, 21, 22));
  expect(early).toBeGreaterThan(before);
  expect(memory().numTensors).toBe(early);
  trainer.dispose();
  expect(memory().numTensors).toBe(before);
});

test('another width compiles little', async () => {
  const trained = async (units: number) => {
    const plan = smallPlan({ layers: [{ units, activation: 'tanh' }], rows: 4 * units });
    const trainer = await start(plan);
    await trainer.run(segmentsFor(plan, 1, 1));
  };
  await trained(5);
  // What adds up numbers is written for their count; without programs for all shapes it were 76.
  const { linkProgram } = await countCalls(['linkProgram'], () => trained(7));
  expect(linkProgram).toBeLessThan(20);
});

test('having looked at the weights changes nothing', async () => {
  const plan = smallPlan({ epochs: 4, layers: [], inputs: 1, optimizer: { id: 'momentum' } });
  const [watched, alone] = [await start(plan), await start(plan)];
  for (const segment of segmentsFor(plan, 1, 4)) {
    await watched.parameters();
    await watched.checkpoint();
    const inputs = new Float32Array([0.5]);
    await watched.predict(inputs, 1, 0);
    expect(await watched.run([segment])).toEqual(await alone.run([segment]));
  }
  expect(await watched.parameters()).toEqual(await alone.parameters());
});

test('a lost context is noticed by every call, and a new one goes on from a checkpoint', async () => {
  const plan = smallPlan({ epochs: 4, optimizer: { id: 'adam' } });
  const whole = await start(plan);
  const expected = await whole.run(segmentsFor(plan, 1, 4));
  whole.dispose();

  const trainer = await start(plan);
  const early = await trainer.run(segmentsFor(plan, 1, 2));
  const checkpoint = await trainer.checkpoint();
  loseContexts();
  await expect(trainer.run(segmentsFor(plan, 3, 3))).rejects.toBeInstanceOf(DeviceLostError);
  await expect(trainer.parameters()).rejects.toBeInstanceOf(DeviceLostError);
  await expect(trainer.checkpoint()).rejects.toBeInstanceOf(DeviceLostError);
  trainer.dispose();

  const next = await start(plan);
  await next.restore(checkpoint);
  expect([...early, ...(await next.run(segmentsFor(plan, 3, 4)))]).toEqual(expected);
});
