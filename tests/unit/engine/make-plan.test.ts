import { describe, expect, it } from 'vitest';
import { prepareData } from '#src/data/prepare.ts';
import type { Plan } from '#src/engine/contract/course.ts';
import { makePlan, type PlanInput } from '#src/engine/worker/make-plan.ts';
import { parseExperiment } from '#src/experiment/experiment.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { presets } from '#src/experiment/presets.ts';
import { createOracle } from '../../oracle/oracle.ts';
import { segmentsFor } from '../../support/parity.ts';
import { sumBin } from '../../support/sum-bin.ts';

const small = { trainCount: 50, heldOutCount: 30 } as const;

async function input(changes: Partial<Experiment> = {}): Promise<PlanInput> {
  const experiment = { ...sumBin, ...small, ...changes };
  expect(parseExperiment(experiment)).toMatchObject({ ok: true });
  const data = await prepareData(experiment);
  if (!data.ok) throw new Error(JSON.stringify(data.error));
  return { experiment, data: data.value };
}

async function planOf(changes: Partial<Experiment> = {}): Promise<Plan> {
  return makePlan([await input(changes)]);
}

const same = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  a.length === b.length && Array.from(a).every((value, i) => value === b[i]);

describe('makePlan', () => {
  it('lays out the network of the first visit', async () => {
    const { model } = await planOf();
    expect(model.network).toMatchObject({ inputs: 2, outputs: 3, parameterCount: 6 + 9 });
    expect(model.network.layers.map(({ activation }) => activation)).toEqual(['relu', 'softmax']);
    expect(model).toMatchObject({
      classes: 3,
      targetKind: 'class_index',
      rows: 50,
      heldOutRows: 30,
    });
    expect(model.replicas[0]!.initialParameters).toHaveLength(15);
    expect(model.replicas[0]!.train.inputs).toHaveLength(100);
  });

  it.each([
    [10, false, 5],
    [20, false, 3],
    [20, true, 2],
    [1000, false, 1],
  ])('batches of %d, dropLast %s: %d steps', async (batchSize, dropLast, steps) => {
    expect((await planOf({ batchSize, dropLast })).course.stepsPerEpoch).toBe(steps);
  });

  it('gives the last phase the epochs that are left', async () => {
    const plan = await planOf({
      epochs: 10,
      phases: [
        { order: 'fixed', epochs: 4 },
        { order: 'reshuffle', epochs: null },
      ],
    });
    const { order } = plan.course.replicas[0]!;
    expect(order(4)).toBe(order(1));
    expect(same(order(5), order(4))).toBe(false);
    expect(same(order(6), order(5))).toBe(false);
    expect(same(order(6), order(6))).toBe(true);
    expect(() => order(11)).toThrow('no epoch 11');
  });

  it('says where shuffles start, of epochs that all are', async () => {
    const [own] = (
      await planOf({
        epochs: 10,
        phases: [
          { order: 'reshuffle', epochs: 6 },
          { order: 'fixed', epochs: null },
        ],
      })
    ).course.replicas;
    const three = own!.shuffles(4, 3);
    expect(three).toHaveLength(3);
    expect(own!.shuffles(6, 1)).toEqual(three!.slice(2));
    expect([own!.shuffles(5, 3), own!.shuffles(7, 2)]).toEqual([null, null]);
  });

  it('sorts by place and by class', async () => {
    const sorted = await planOf({ target: 'sine', loss: 'mse', phases: phase('sorted') });
    const { train } = sorted.model.replicas[0]!;
    const { order } = sorted.course.replicas[0]!;
    const x = Array.from(order(1), (row) => train.inputs[row]!);
    expect(x).toEqual(x.toSorted((a, b) => a - b));
    const { model, course } = await planOf({ phases: phase('by_class') });
    const { targets } = model.replicas[0]!.train;
    const labels = Array.from(course.replicas[0]!.order(1), (row) => targets[row]!);
    expect(labels).toEqual(labels.toSorted((a, b) => a - b));
  });

  it('draws fresh rows in the epochs whose order is fresh, the same each time', async () => {
    const phases = [
      { order: 'fresh', epochs: 2 },
      { order: 'fixed', epochs: null },
    ] as const;
    const { model, course } = await planOf({ phases });
    const { train } = model.replicas[0]!;
    const { fresh } = course.replicas[0]!;
    expect(model.changesRows).toBe(true);
    expect(fresh(3)).toBeNull();
    expect(fresh(1)).toEqual(fresh(1));
    expect(same(fresh(1)!.inputs, fresh(2)!.inputs)).toBe(false);
    expect(same(fresh(1)!.inputs, train.inputs)).toBe(false);
  });

  it('measures warm-up in epochs', async () => {
    const plan = await planOf({ schedule: 'cosine', warmup: 0.2, epochs: 30 });
    expect(plan.course.schedule.warmup).toBeCloseTo(6, 12);
  });

  it('one seed sets all; each can be pinned by itself', async () => {
    const phases = phase('reshuffle');
    const parts = async (changes: Partial<Experiment>) => {
      const { model, course } = await planOf({ phases, ...changes });
      const { train, initialParameters, dropoutSeed } = model.replicas[0]!;
      return [train.inputs, initialParameters, course.replicas[0]!.order(1), [dropoutSeed]];
    };
    const base = await parts({ seed: 3 });
    const changed = async (changes: Partial<Experiment>) =>
      (await parts({ seed: 3, ...changes })).map((part, i) => !same(part, base[i]!));
    expect(await changed({})).toEqual([false, false, false, false]);
    expect(await changed({ seed: 4 })).toEqual([true, true, true, true]);
    expect(await changed({ dataSeed: 4 })).toEqual([true, false, false, false]);
    expect(await changed({ initSeed: 4 })).toEqual([false, true, false, false]);
    expect(await changed({ orderSeed: 4 })).toEqual([false, false, true, false]);
    expect(await changed({ dropoutSeed: 4 })).toEqual([false, false, false, true]);
  });

  it('does not change data or initial parameters with the batch size', async () => {
    const [one, ten] = [await planOf({ batchSize: 1 }), await planOf({ batchSize: 10 })];
    expect(ten.model.replicas).toEqual(one.model.replicas);
  });

  it('takes replicas that differ in seeds and rates, and no others', async () => {
    const [first, second] = [await input(), await input({ seed: 5, learningRate: 0.5, clipAt: 2 })];
    const { model, course } = makePlan([first, second]);
    expect(course.replicas.map(({ learningRate }) => learningRate)).toEqual([0.001, 0.5]);
    expect(model.replicas[1]!.train).not.toEqual(model.replicas[0]!.train);
    const wider = await input({ l2: 0.1 });
    expect(() => makePlan([first, wider])).toThrow('structure');
  });

  it('makes plans that train: sum-bin as posted starts near ln 3 and falls', async () => {
    const plan = await planOf({ trainCount: 2000 });
    const results = await createOracle(plan.model).run(segmentsFor(plan, 1, 10));
    const losses = results.map(({ replicas: [r] }) => r!.lossSum / r!.lossRows);
    expect(Math.abs(losses[0]! - Math.log(3))).toBeLessThan(0.1);
    expect(losses.at(-1)).toBeLessThan(0.9);
  });

  it('one-hot targets for regression losses, one value for two classes by bce', async () => {
    const { model: mse } = await planOf({ loss: 'mse' });
    expect(mse).toMatchObject({ targetKind: 'values', classes: 3 });
    expect(mse.replicas[0]!.train.targets).toHaveLength(150);
    const xor = { target: 'xor', loss: 'bce', outputActivation: 'linear' } as const;
    const { model: bce } = await planOf(xor);
    expect(bce.network.outputs).toBe(1);
    expect(bce.replicas[0]!.train.targets).toHaveLength(50);
  });
});

describe('how often to evaluate', () => {
  const every = async (changes: Partial<Experiment>) =>
    (await planOf(changes)).course.evaluateEvery;
  const sine = {
    target: 'sine',
    loss: 'mse',
    outputActivation: 'linear',
    layers: [
      { units: 100, activation: 'relu', dropout: 0 },
      { units: 100, activation: 'relu', dropout: 0 },
    ],
    batchSize: 10,
    trainCount: 1000,
    heldOutCount: 1000,
    epochs: 500,
  } as const satisfies Partial<Experiment>;

  it('as the experiment says', async () => {
    expect(await every({ ...sine, evaluateEvery: 3 })).toBe(3);
  });

  it('each epoch where that costs little beside training', async () => {
    expect(await every({ ...sine, optimizer: 'adam', batchSize: 1, heldOutCount: 2 })).toBe(1);
  });

  it('less often where an epoch is short for what it is measured on', async () => {
    // 1500 rows × 22e3 operations against 1000 rows × 65e3 and 100 updates × 369e3: a third of an epoch.
    expect(await every({ ...sine, optimizer: 'adam', heldOutCount: 500 })).toBe(10);
    expect(await every({ ...sine, batchSize: 50 })).toBe(20);
    expect(await every({ ...sine, heldOutCount: 20_000 })).toBe(200);
    expect(await every({ ...sine, trainCount: 2, batchSize: 1, epochs: 100_000 })).toBe(1000);
  });

  it('counts functions as well as products', async () => {
    const units = (activation: 'relu' | 'softplus') => ({
      ...sine,
      layers: [{ units: 24, activation, dropout: 0 }],
    });
    expect(await every(units('softplus'))).toBeGreaterThan(await every(units('relu')));
  });

  it('no more often than a short run can pay for', async () => {
    const short = { batchSize: 1000, trainCount: 1000, heldOutCount: 1000 };
    expect(await every({ ...sine, ...short, epochs: 100 })).toBe(20);
    expect(await every({ ...sine, ...short, epochs: 10 })).toBe(10);
    expect(await every({ ...sine, ...short, epochs: 1 })).toBe(1);
  });

  it('as often as a stop rule or a plateau schedule looks', async () => {
    expect(await every({ ...sine, patience: 4 })).toBe(4);
    expect(await every({ ...sine, schedule: 'plateau', scheduleEvery: 3 })).toBe(3);
  });

  it('in the presets', async () => {
    const intervals = await Promise.all(
      presets.map(async ({ id, experiment }) => [id, await every(experiment)]),
    );
    expect(Object.fromEntries(intervals)).toEqual({
      'sum-bin-posted': 5,
      'sum-bin-logits': 5,
      'sum-bin-deep': 5,
      'sum-mod-posted': 5,
      'sum-mod-logits': 5,
      'sum-mod-capacity': 10,
      'sum-mod-solved': 10,
      'parabola-posted': 10,
      'parabola-shape': 10,
      'parabola-linear': 10,
      'parabola-scaled': 10,
      'parabola-fresh': 100,
      'sine-normal': 10,
      'sine-hybrid': 10,
      'sine-fixed': 10,
      spirals: 10,
      circles: 10,
      runge: 20,
      step: 10,
      chirp: 20,
      friedman1: 10,
      'parity-6': 10,
      'parity-unseen': 50,
      polar: 10,
      'powers-log': 10,
      'powers-raw': 10,
      'product-of-three': 10,
      'product-of-two': 10,
      reciprocal: 10,
      'sine-of-integers': 10,
      'sine-wrapped': 10,
      'square-root': 10,
      'sum-of-ten': 10,
      'xor-posted': 10,
      'xor-rate': 10,
    });
  });
});

function phase(order: Experiment['phases'][number]['order']): Experiment['phases'] {
  return [{ order, epochs: null }];
}
