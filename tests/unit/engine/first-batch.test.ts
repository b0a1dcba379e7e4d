import { describe, expect, it } from 'vitest';
import { PreparedSets } from '#src/data/prepared.ts';
import { createWasmEngine } from '#src/engine/wasm/engine.ts';
import { readKernels } from '#src/engine/wasm/read-kernels.ts';
import { firstBatch } from '#src/engine/worker/first-batch.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { optimizerIds } from '#src/experiment/ids.ts';
import { registered } from '../../support/engines.ts';
import { SessionHarness, smallExperiment } from '../../support/session-harness.ts';
import { sumBin } from '../../support/sum-bin.ts';

const sets = new PreparedSets();

const engines = registered(createWasmEngine(readKernels));

/** What the engine has after one batch. */
async function engineAfter(experiment: Experiment, start?: Float32Array): Promise<Float32Array> {
  const harness = new SessionHarness({ engines });
  await harness.open('run', experiment, start && { start: start.slice() });
  await harness.train('run', { unit: 'steps', count: 1 });
  return harness.of('snapshot').at(-1)!.snapshot.parameters;
}

async function firstOf(experiment: Experiment, start?: Float32Array) {
  const found = await firstBatch({ experiment, ...(start && { start: start.slice() }) }, sets);
  if (!found.ok) throw new Error(found.reason);
  return found;
}

const close = (values: Float32Array) => Array.from(values, (v) => expect.closeTo(v, 5));

describe('the first batch in numbers', () => {
  const base = { ...smallExperiment, batchSize: 7, clipAt: 0.1 };
  const cases: readonly (readonly [string, Experiment])[] = [
    ...optimizerIds.map((optimizer) => [optimizer, { ...base, optimizer }] as const),
    ['penalties', { ...base, optimizer: 'sgd', l1: 0.3, l2: 0.2 }],
    ['a clipped length', { ...base, optimizer: 'sgd', clipping: 'norm' }],
    ['clipped values', { ...base, optimizer: 'momentum', clipping: 'value' }],
    ['a rate that warms up', { ...base, optimizer: 'sgd', schedule: 'one_cycle' }],
    ['fresh rows', { ...base, phases: [{ order: 'fresh', epochs: null }] }],
    ['classes', { ...sumBin, batchSize: 5, learningRate: 0.1 }],
  ];
  it.each(cases)('comes to the weights of the engine: %s', async (_, experiment) => {
    const { before, after } = await firstOf(experiment);
    expect(Array.from(after)).toEqual(close(await engineAfter(experiment)));
    expect(after.some((value, i) => Math.abs(value - before[i]!) > 1e-4)).toBe(true);
  });

  it('has all that lies between', async () => {
    const found = await firstOf({ ...base, optimizer: 'adam' });
    expect(found.rows).toHaveLength(7);
    const [hidden, output] = found.layers;
    expect([hidden!.preactivations.length, output!.activations.length]).toEqual([28, 7]);
    const error = output!.activations.map((a, row) => a - found.targets[row]!);
    expect(found.loss).toBeCloseTo(error.reduce((sum, e) => sum + e ** 2, 0) / 7, 6);
    const biasGradient = output!.deltas.reduce((sum, delta) => sum + delta, 0);
    expect(found.gradient.at(-1)).toBeCloseTo(biasGradient, 10);
    expect(found.slots).toHaveLength(2);
    expect(found.slots[0]!.at(-1)).toBeCloseTo((1 - base.beta1) * biasGradient, 10);
  });

  it('begins with the parameters that it is given', async () => {
    const start = (await firstOf(base)).before.map((value) => value + 0.5);
    const { before, after } = await firstOf(base, start);
    expect(before).toEqual(start);
    expect(Array.from(after)).toEqual(close(await engineAfter(base, start)));
  });

  it('is refused where it could not be followed', async () => {
    const layers = [{ units: 50, activation: 'relu', dropout: 0 }] as const;
    expect(await firstBatch({ experiment: { ...base, layers } }, sets)).toMatchObject({
      reason: 'large',
    });
    const dropped = [{ units: 3, activation: 'relu', dropout: 0.5 }] as const;
    const refused = await firstBatch({ experiment: { ...base, layers: dropped } }, sets);
    expect(refused).toMatchObject({ reason: 'dropout' });
  });
});
