import { describe, expect, it, test } from 'vitest';
import type { Plan } from '#src/engine/contract/course.ts';
import type { Engine } from '#src/engine/contract/engine.ts';
import type { Trainer } from '#src/engine/contract/trainer.ts';
import { createWasmEngine } from '#src/engine/wasm/engine.ts';
import type { Kernels } from '#src/engine/wasm/kernels.ts';
import { layOut } from '#src/engine/wasm/layout.ts';
import { readKernels } from '#src/engine/wasm/read-kernels.ts';
import { layerTable, networkTable } from '#src/engine/wasm/tables.ts';
import { createTrainer as createWasmTrainer } from '#src/engine/wasm/trainer.ts';
import { activationIds } from '#src/experiment/ids.ts';
import { activation } from '../../../oracle/activations.ts';
import { createOracle } from '../../../oracle/oracle.ts';
import { createTrainer } from '../../../support/engines.ts';
import { segmentsFor } from '../../../support/parity.ts';
import {
  type PlanSpec,
  replicaAlone,
  smallPlan,
  withModel,
  withRate,
} from '../../../support/plans.ts';
import { allowRelaxedSimd } from '../../../support/relaxed-simd.ts';
import { describeTrainerContract } from '../../../support/trainer-contract.ts';

const plain = createWasmEngine(readKernels);
allowRelaxedSimd();
const relaxed = createWasmEngine(readKernels);

describeTrainerContract('the WebAssembly engine', async () => plain, true);
describeTrainerContract('the WebAssembly engine with relaxed SIMD', async () => relaxed, true);

function start(plan: Plan, engine: Engine = plain): Promise<Trainer> {
  return createTrainer(engine, plan.model);
}

async function trained(plan: Plan, epochs: number): Promise<Float32Array> {
  const trainer = await start(plan);
  await trainer.run(segmentsFor(plan, 1, epochs));
  const parameters = await trainer.parameters();
  trainer.dispose();
  return parameters;
}

test('the two builds differ, and both are small', async () => {
  const builds = await Promise.all((['plain', 'relaxed'] as const).map(readKernels));
  expect(builds[0]).not.toEqual(builds[1]);
  for (const { byteLength } of builds) expect(byteLength).toBeLessThan(60_000);
  const devices = await Promise.all([plain, relaxed].map((engine) => engine.probe()));
  expect(devices.map((probe) => probe.ok && probe.device)).toEqual([
    'CPU, SIMD',
    'CPU, relaxed SIMD',
  ]);
});

describe('the same plan', () => {
  const spec: Partial<PlanSpec> = {
    layers: [
      { units: 30, activation: 'gelu', dropout: 0.2 },
      { units: 17, activation: 'sin' },
    ],
    optimizer: { id: 'adamw' },
    rows: 50,
  };

  it('gives the same numbers bit for bit', async () => {
    expect(await trained(smallPlan(spec), 5)).toEqual(await trained(smallPlan(spec), 5));
  });

  it('gives other numbers with another dropout seed', async () => {
    const plan = smallPlan(spec);
    const replicas = plan.model.replicas.map((replica) => ({ ...replica, dropoutSeed: 99 }));
    expect(await trained(withModel(plan, { replicas }), 1)).not.toEqual(await trained(plan, 1));
  });

  it('trains alike side by side with another trainer', async () => {
    const plan = smallPlan(spec);
    const [one, two] = [await start(plan), await start(smallPlan({ layers: [], rows: 3 }))];
    for (const segment of segmentsFor(plan, 1, 3)) {
      await one.run([segment]);
      await two.predict(new Float32Array([1, 2]), 1, 0);
    }
    expect(await one.parameters()).toEqual(await trained(plan, 3));
  });
});

describe('replicas', () => {
  it('each train as they would alone', async () => {
    const plan = smallPlan({ replicas: 5, optimizer: { id: 'adam' }, order: 'fresh' });
    const together = await trained(plan, 3);
    const { parameterCount } = plan.model.network;
    for (const r of plan.model.replicas.keys()) {
      const alone = await trained(replicaAlone(plan, r), 3);
      expect(together.subarray(r * parameterCount, (r + 1) * parameterCount)).toEqual(alone);
    }
  });

  it('share data that is the same object', async () => {
    const plan = smallPlan({ replicas: 3 });
    const { replicas } = plan.model;
    const [first] = replicas;
    const shared = replicas.map((replica) => ({ ...replica, train: first!.train }));
    const copied = shared.map((replica) => ({ ...replica, train: { ...first!.train } }));
    expect(await trained(withModel(plan, { replicas: shared }), 2)).toEqual(
      await trained(withModel(plan, { replicas: copied }), 2),
    );
  });

  it('do not stop when one of them diverges, not even after a checkpoint', async () => {
    const calm = smallPlan({ replicas: 3, rows: 16, batchSize: 2 });
    const wild = withRate(calm, 1, 1e20);
    const trainer = await start(wild);
    const [first] = await trainer.run(segmentsFor(wild, 1, 1));
    expect(first?.replicas.map(({ nonFiniteStep }) => nonFiniteStep !== null)).toEqual([
      false,
      true,
      false,
    ]);
    const checkpoint = await trainer.checkpoint();
    const [second] = await trainer.run(segmentsFor(wild, 2, 2));
    expect(second?.replicas[1]).toMatchObject({ lossSum: Number.NaN, nonFiniteStep: 0 });

    const other = await start(wild);
    await other.restore(checkpoint);
    expect(await other.run(segmentsFor(wild, 2, 2))).toEqual([second]);
    const parameters = await trainer.parameters();
    expect(await other.parameters()).toEqual(parameters);

    const { parameterCount } = calm.model.network;
    const expected = await trained(calm, 2);
    for (const r of [0, 2]) {
      const own = (all: Float32Array) => all.subarray(r * parameterCount, (r + 1) * parameterCount);
      expect(own(parameters)).toEqual(own(expected));
    }
  });
});

describe('data that is not finite', () => {
  it.each([
    [Number.NaN, 0],
    [Number.POSITIVE_INFINITY, 1],
  ])('%s in the last batch is noticed in the epoch in which the loss is', async (x, epoch) => {
    const plan = smallPlan({ rows: 12, batchSize: 4, order: 'fixed' });
    plan.model.replicas[0]!.train.inputs[2 * 9] = x;
    const segments = segmentsFor(plan, 1, 2);
    const found = await (await start(plan)).run(segments);
    const expected = await createOracle(plan.model).run(segments);
    expect(found[epoch]?.replicas[0]?.nonFiniteStep).not.toBeNull();
    for (const [i, { replicas }] of expected.entries()) {
      const { nonFiniteStep, lossRows } = replicas[0]!;
      expect(found[i]?.replicas[0]).toMatchObject({ nonFiniteStep, lossRows });
    }
  });
});

describe('right answers', () => {
  // No hidden layer, no weights: every row gets the biases as its outputs.
  async function accuracy(biases: readonly number[], label: number): Promise<number | undefined> {
    const outputs = biases.length;
    const id = outputs === 1 ? 'bce' : 'cross_entropy';
    const plan = smallPlan({ layers: [], outputs, classes: true, loss: { id }, learningRate: 0 });
    const { train, initialParameters } = plan.model.replicas[0]!;
    initialParameters.fill(0);
    initialParameters.set(biases, 2 * outputs);
    train.targets.fill(label);
    const [result] = await (await start(plan)).run(segmentsFor(plan, 1, 1));
    return result?.replicas[0]?.train?.accuracy;
  }

  it('are the first of the largest outputs', async () => {
    expect(await accuracy([1, 3, 3, 2, 0], 1)).toBe(1);
    expect(await accuracy([1, 3, 3, 2, 0], 2)).toBe(0);
    expect(await accuracy([0, 0], 0)).toBe(1);
  });

  it('of one output lie above a threshold', async () => {
    expect(await accuracy([0.1], 1)).toBe(1);
    expect(await accuracy([0], 1)).toBe(0);
    expect(await accuracy([0], 0)).toBe(1);
  });

  it('are none where an output is no number', async () => {
    for (const place of [0, 1, 2]) {
      const biases = [1, 2, 3].map((bias, i) => (i === place ? Number.NaN : bias));
      expect(await accuracy(biases, 2)).toBe(0);
    }
  });
});

describe('gradients that are infinite while the loss is not', () => {
  // Positive inputs, weights and errors: infinities of one sign, which clipping by value makes finite again.
  function wildPlan(units: readonly number[], overrides: Partial<PlanSpec>): Plan {
    const plan = smallPlan({
      inputs: 5,
      layers: units.map((count) => ({ units: count, activation: 'sigmoid' })),
      clipping: 'value',
      batchSize: 1,
      order: 'fixed',
      learningRate: 1e-4,
      ...overrides,
    });
    const { train, initialParameters } = plan.model.replicas[0]!;
    for (const numbers of [train.inputs, initialParameters]) {
      numbers.forEach((x, i) => {
        numbers[i] = Math.abs(x);
      });
    }
    train.targets.fill(-3e38);
    return plan;
  }

  it.each([
    { units: [5] },
    { units: [3] },
    { units: [6, 1] },
    { units: [3, 2, 5] },
    { units: [9, 6, 3], outputs: 2 },
    { units: [6, 3], optimizer: { id: 'adam' } },
    { units: [5], l2: 0.01 },
  ] as const)('are clipped as everywhere: %j', async ({ units, ...overrides }) => {
    const plan = wildPlan(units, overrides);
    const segments = segmentsFor(plan, 1, 2).map((segment) => ({ ...segment, evaluate: false }));
    const oracle = createOracle(plan.model, 'float32');
    const expected = await oracle.run(segments);
    const weights = await oracle.parameters();
    expect(expected.map(({ replicas }) => replicas[0]?.nonFiniteStep)).toEqual([null, null]);
    for (const engine of [plain, relaxed]) {
      const trainer = await start(plan, engine);
      const found = await trainer.run(segments);
      expect(found.map(({ replicas }) => replicas[0]?.nonFiniteStep)).toEqual([null, null]);
      const actual = await trainer.parameters();
      actual.forEach((w, i) => expect(w).toBeCloseTo(weights[i]!, 4));
    }
  });

  it('end the run in the step after where they are clipped by norm', async () => {
    const plan = wildPlan([5, 3], { clipping: 'norm' });
    const [segment] = segmentsFor(plan, 1, 1);
    const [expected] = await createOracle(plan.model, 'float32').run([segment!]);
    const [found] = await (await start(plan)).run([segment!]);
    expect(expected?.replicas[0]?.nonFiniteStep).toBe(1);
    expect(found?.replicas[0]?.nonFiniteStep).toBe(1);
  });
});

describe('activations', () => {
  // One unit with weight 1 and bias 0 between input and output: predictions are f(x) itself.
  const xs = Float32Array.from({ length: 20_001 }, (_, i) => {
    const u = i / 10_000 - 1;
    return 30 * u ** 3;
  });

  it.each(activationIds)('%s is within a few units in the last place', async (id) => {
    const plan = smallPlan({ inputs: 1, layers: [{ units: 1, activation: id }], omega: 30 });
    plan.model.replicas[0]!.initialParameters.set([1, 0, 1, 0]);
    for (const engine of [plain, relaxed]) {
      const trainer = await start(plan, engine);
      const outputs = await trainer.predict(xs, xs.length, 0);
      const { value } = activation(id, 30);
      const errors = outputs.map((y, i) => {
        const exact = value(xs[i]!);
        return Math.abs(y - exact) / (Math.abs(exact) + 0.02);
      });
      expect(errors.reduce((a, b) => Math.max(a, b), 0)).toBeLessThan(4 * 2 ** -23);
    }
  });
});

describe('a code that the kernels do not know', () => {
  const names = ['activation', 'loss', 'broadcast', 'optimizer', 'clipping'] as const;

  it.each(names)('stops them where they look for the %s', async (name) => {
    const { instance } = await WebAssembly.instantiate(await readKernels('plain'), {});
    const kernels = instance.exports as unknown as Kernels;
    const plan = smallPlan();
    const trainer = createWasmTrainer(plan.model, kernels, 'here', () => undefined);
    const { network, layerTables } = layOut(plan.model, kernels.heapBase.value);
    const place =
      name === 'activation'
        ? layerTables + layerTable.offset(name)
        : network + networkTable.offset(name);
    new DataView(kernels.memory.buffer).setInt32(place, 99, true);
    await expect(trainer.run(segmentsFor(plan, 1, 1))).rejects.toThrow('unreachable');
  });
});

describe('rows that are long answered right', () => {
  it.each([
    ['cross_entropy', [80, 0]],
    ['bce', [-80]],
  ] as const)('leave no denormals behind them: %s', async (id, biases) => {
    const { instance } = await WebAssembly.instantiate(await readKernels('plain'), {});
    const kernels = instance.exports as unknown as Kernels;
    const outputs = biases.length;
    const plan = smallPlan({ layers: [], outputs, classes: true, loss: { id }, batchSize: 4 });
    const { train, initialParameters } = plan.model.replicas[0]!;
    initialParameters.fill(0);
    initialParameters.set(biases, 2 * outputs);
    train.targets.fill(0);
    const trainer = createWasmTrainer(plan.model, kernels, 'here', () => undefined);
    await trainer.run(segmentsFor(plan, 1, 1));
    const { layerTables } = layOut(plan.model, kernels.heapBase.value);
    const { buffer } = kernels.memory;
    const [deltas] = new Uint32Array(buffer, layerTables + layerTable.offset('deltas'), 1);
    expect(new Float32Array(buffer, deltas, outputs)).toEqual(new Float32Array(outputs));
  });
});

describe('limits', () => {
  it('declines a plan that would not fit in memory', async () => {
    const { model } = smallPlan({
      layers: Array.from({ length: 8 }, () => ({ units: 512, activation: 'relu' as const })),
      initialScale: 0,
    });
    const replicas = Array.from({ length: 64 }, () => model.replicas[0]!);
    const support = plain.supports({
      ...model,
      replicas,
      optimizer: { ...model.optimizer, id: 'adam' },
    });
    expect(support).toMatchObject({ ok: false, reason: { id: 'memory' } });
    expect(plain.supports(model).ok).toBe(true);
  });

  it('declines only those broadcast losses that cost too much', () => {
    const row = (id: 'mse' | 'mae', rows: number) => {
      const { model } = smallPlan({ loss: { id, labelShape: 'row' } });
      return plain.supports({ ...model, rows, batchSize: rows }).ok;
    };
    expect([row('mse', 100_000), row('mae', 1000), row('mae', 100_000)]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('does not start after an abort', async () => {
    await expect(createTrainer(plain, smallPlan().model, AbortSignal.abort())).rejects.toThrow();
  });

  it('uses the memory of a trainer that is gone as if it were new', async () => {
    const engine = createWasmEngine(readKernels);
    const large = await start(
      smallPlan({ layers: [{ units: 9, activation: 'sin' }], rows: 90 }),
      engine,
    );
    await large.run(segmentsFor(smallPlan({ rows: 90 }), 1, 1));
    large.dispose();
    large.dispose();
    const plan = smallPlan({
      optimizer: { id: 'adam' },
      layers: [{ units: 5, activation: 'sin' }],
    });
    const again = await start(plan, engine);
    await again.run(segmentsFor(plan, 1, 3));
    const fresh = await start(plan, createWasmEngine(readKernels));
    await fresh.run(segmentsFor(plan, 1, 3));
    expect(await again.parameters()).toEqual(await fresh.parameters());
  });

  it('tries to load the kernels again after a failure', async () => {
    let tries = 0;
    const engine = createWasmEngine(async (build) => {
      if (tries++ === 0) throw new Error('offline');
      return readKernels(build);
    });
    await expect(start(smallPlan(), engine)).rejects.toThrow('offline');
    (await start(smallPlan(), engine)).dispose();
    (await start(smallPlan(), engine)).dispose();
    expect(tries).toBe(2);
  });

  it('takes no checkpoint of another plan', async () => {
    const [small, large] = [await start(smallPlan()), await start(smallPlan({ replicas: 2 }))];
    await expect(small.restore(await large.checkpoint())).rejects.toThrow(RangeError);
  });
});
