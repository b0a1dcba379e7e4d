import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Plan } from '#src/engine/contract/course.ts';
import { type Engine } from '#src/engine/contract/engine.ts';
import {
  DeviceLostError,
  type Segment,
  type SegmentResult,
  type Trainer,
} from '#src/engine/contract/trainer.ts';
import { createWebglEngine, webglEngine } from '#src/engine/webgl/engine.ts';
import { engineText } from '#words/engine.ts';
import { createTrainer } from '../../support/engines.ts';
import { countCalls, glError, loseContexts } from '../../support/gl-watch.ts';
import { compareWithOracle, firstSegments, segmentsFor, tolerance } from '../../support/parity.ts';
import { describeParity } from '../../support/parity-suite.ts';
import { planSpecs } from '../../support/plan-arbitrary.ts';
import {
  type PlanSpec,
  replicaAlone,
  smallPlan,
  withModel,
  withRate,
} from '../../support/plans.ts';
import { describeTrainerContract } from '../../support/trainer-contract.ts';

/** The same device with half its render targets, which lays everything out otherwise. */
const smallDevice = createWebglEngine(4);

describeTrainerContract('WebGL', async () => webglEngine, true);
describeParity('webgl', 'eight targets', webglEngine, 20);
describeParity('webgl', 'four targets', smallDevice, 10);

const open: Trainer[] = [];
afterEach(() => {
  for (const trainer of open.splice(0)) trainer.dispose();
});

async function start(plan: Plan, engine: Engine = webglEngine): Promise<Trainer> {
  const trainer = await createTrainer(engine, plan.model);
  open.push(trainer);
  return trainer;
}

async function expectAgreement(
  spec: Partial<PlanSpec>,
  steps: number,
  engine: Engine = webglEngine,
): Promise<void> {
  const plan = smallPlan({ epochs: 1000, ...spec });
  const trainer = await start(plan, engine);
  const deviation = await compareWithOracle(trainer, plan, steps);
  trainer.dispose();
  expect(deviation.loss).toBeLessThan(tolerance.loss);
  expect(deviation.weights).toBeLessThan(tolerance.weights);
  expect(deviation.gradientNorm).toBeLessThan(tolerance.gradientNorm);
  compared.push(deviation.steps);
}

/** Steps that were compared, agreement by agreement: none where float32 itself cannot follow the oracle. */
const compared: number[] = [];

test('knows that it is drawn in software', async () => {
  expect(await webglEngine.probe()).toEqual({
    ok: true,
    device: 'SwiftShader (software)',
    software: true,
  });
});

describe('agrees with the oracle', () => {
  beforeEach(() => {
    compared.length = 0;
  });
  afterEach(() => {
    expect(Math.max(...compared)).toBeGreaterThan(0);
  });

  test('activation and loss that do not belong together', async () => {
    const mistake = { classes: true, rows: 10 } as const;
    const twice = { outputs: 3, outputActivation: 'softmax' } as const;
    await expectAgreement({ ...mistake, ...twice, loss: { id: 'cross_entropy' } }, 8);
    await expectAgreement({ ...mistake, outputActivation: 'sigmoid', loss: { id: 'bce' } }, 8);
  });

  test('replicas clipped by norm', async () => {
    const spec = { clipping: 'norm', clipAt: 0.05, replicas: 3 } as const;
    await expectAgreement(spec, 6);
    await expectAgreement(spec, 6, smallDevice);
  });

  test('dropout of every kind, short batches and replicas among it', async () => {
    const layers = [
      { units: 7, activation: 'selu', dropout: 0.2 },
      { units: 9, activation: 'silu', dropout: 0.5 },
    ] as const;
    await expectAgreement({ layers, replicas: 2 }, 8);
    await expectAgreement({ layers, replicas: 2, batchSize: 1 }, 8);
    await expectAgreement({ layers, batchSize: 2 }, 8, smallDevice);
  });

  test.each([
    ['both', 3, 4],
    ['forward', 3, 5],
    ['backward', 4, 4],
    ['no', 4, 5],
  ])('layers of which %s passes share a draw', async (_, inputs, outputs) => {
    const layers = [
      { units: 8, activation: 'selu', dropout: 0.2 },
      { units: 7, activation: 'sin' },
      { units: 9, activation: 'gelu', dropout: 0.3 },
    ] as const;
    const spec = { inputs, outputs, layers, rows: 18, batchSize: 7, replicas: 2 };
    await expectAgreement(spec, 6);
    await expectAgreement({ ...spec, layers: layers.slice(0, 2) }, 6);
    await expectAgreement({ ...spec, layers: layers.slice(1) }, 6, smallDevice);
  });

  test.each([
    ['one unit', { layers: [{ units: 1, activation: 'tanh' }], inputs: 1 }, 12],
    ['512 units', { layers: [{ units: 512, activation: 'relu' }], rows: 6 }, 3],
    [
      'eight layers',
      {
        layers: [3, 4, 5, 6, 7, 8, 9, 12].map((units) => ({ units, activation: 'tanh' as const })),
        rows: 9,
        batchSize: 4,
      },
      6,
    ],
    ['batches beyond one draw’s gradients', { rows: 700, batchSize: 600, inputs: 1 }, 4],
    ['batches in several passes', { rows: 530, batchSize: 530, inputs: 1, replicas: 64 }, 1],
    ['many inputs', { inputs: 40, rows: 10 }, 4],
  ] satisfies [string, Partial<PlanSpec>, number][])('%s', async (_, spec, steps) => {
    await expectAgreement(spec, steps);
  });

  test.each([
    ['eight targets', webglEngine, 5, 24],
    ['four targets', smallDevice, 6, 10],
  ] as const)('random plans, %s', async (_, engine, seed, numRuns) => {
    const limits = { units: 24, layers: 3, rows: 24, replicas: 3 };
    const specs = planSpecs(limits).filter(({ loss }) => loss.labelShape !== 'row');
    const property = fc.asyncProperty(specs, (spec) => expectAgreement(spec, 12, engine));
    compared.length = 0;
    await fc.assert(property, { numRuns, seed, endOnFailure: true });
    expect(compared.filter((steps) => steps > 0).length).toBeGreaterThan(0.8 * numRuns);
    expect(glError()).toBeNull();
  });
});

describe('replicas', () => {
  test('64 of them, one of which diverges alone', async () => {
    const base = smallPlan({ replicas: 64, rows: 9, heldOutRows: 3, batchSize: 4, inputs: 1 });
    const wild = 40;
    const plan = withRate(base, wild, 1e19);
    const [both, tame] = [await start(plan), await start(base)];
    const actual = await both.run(segmentsFor(plan, 1, 3));
    const expected = await tame.run(segmentsFor(base, 1, 3));
    const broken = actual.map(({ replicas }) => replicas[wild]!.nonFiniteStep);
    expect(broken.at(-1)).toBe(0);
    expect(actual[2]!.replicas[wild]!.lastLoss).toBeNaN();
    const count = plan.model.network.parameterCount;
    const parameters = await both.parameters();
    expect(parameters.subarray(wild * count, (wild + 1) * count).every(Number.isFinite)).toBe(true);
    const others = (results: readonly SegmentResult[]) =>
      results.map(({ replicas }) => replicas.filter((_, r) => r !== wild));
    expect(others(actual)).toEqual(others(expected));
    expect(
      others(expected)
        .flat()
        .every((r) => r.nonFiniteStep === null),
    ).toBe(true);
  });

  test('each does what it would do alone', async () => {
    const spec = { replicas: 3, layers: [{ units: 6, activation: 'elu', dropout: 0.2 }] } as const;
    const plan = smallPlan(spec);
    const together = await start(plan);
    const results = await together.run(segmentsFor(plan, 1, 2));
    for (const r of plan.model.replicas.keys()) {
      const own = replicaAlone(plan, r);
      const alone = await start(own);
      const expected = await alone.run(segmentsFor(own, 1, 2));
      expect(results.map(({ replicas }) => replicas[r])).toEqual(
        expected.map(({ replicas }) => replicas[0]),
      );
    }
  });

  test('a frozen one stays frozen across a checkpoint', async () => {
    const plan = smallPlan({ replicas: 2, learningRate: 1e19, rows: 9, batchSize: 4 });
    const trainer = await start(plan);
    await trainer.run(segmentsFor(plan, 1, 2));
    const checkpoint = await trainer.checkpoint();
    const other = await start(plan);
    await other.restore(checkpoint);
    const [result] = await other.run(segmentsFor(plan, 3, 3));
    expect(result!.replicas.map((replica) => replica.nonFiniteStep)).toEqual([0, 0]);
    expect(await other.parameters()).toEqual(checkpoint.parameters);
  });
});

describe('draws', () => {
  const draws = ['drawArrays', 'drawArraysInstanced'] as const;
  const inLoop = ['getError', 'checkFramebufferStatus', 'createTexture', 'readPixels'] as const;

  async function callsPerStep(spec: Partial<PlanSpec>) {
    const plan = smallPlan({ epochs: 1000, ...spec });
    const trainer = await start(plan);
    const segments = (steps: number): Segment[] =>
      firstSegments(plan, steps, [], false).map((s) => ({ ...s, gradientNorm: false }));
    const count = (steps: number) =>
      countCalls([...draws, ...inLoop], () => trainer.run(segments(steps)));
    // One epoch, whole and in half: what a call costs beside its steps falls out of the difference.
    const all = plan.course.stepsPerEpoch;
    const [long, short] = [await count(all), await count(all / 2)];
    const per = (names: readonly string[]) =>
      names.reduce((sum, name) => sum + (long[name]! - short[name]!) / (all / 2), 0);
    return { draws: per(draws), others: per(inLoop) };
  }

  const hidden = (depth: number, units: number) =>
    Array.from({ length: depth - 1 }, () => ({ units, activation: 'tanh' as const }));

  test.each([1, 2, 3, 5])('2L a step for %i wide layers', async (depth) => {
    const layers = hidden(depth, 200);
    const spec = { layers, rows: 160, batchSize: 16, optimizer: { id: 'adam' } } as const;
    expect(await callsPerStep(spec)).toEqual({ draws: 2 * depth, others: 0 });
  });

  test.each([
    [2, 3],
    [3, 3],
    [5, 7],
  ])('narrow layers share them: for %i layers %i', async (depth, draws) => {
    const layers = hidden(depth, 4);
    const spec = { layers, rows: 40, batchSize: 4, optimizer: { id: 'adam' } } as const;
    expect(await callsPerStep(spec)).toEqual({ draws, others: 0 });
    expect(await callsPerStep({ ...spec, replicas: 5 })).toEqual({ draws, others: 0 });
  });

  test('one more for large batches', async () => {
    const spec = { inputs: 1, rows: 1200, batchSize: 300, layers: hidden(3, 100) };
    expect(await callsPerStep(spec)).toEqual({ draws: 2 * 3 + 1, others: 0 });
  });
});

test('one long call is many short ones: records, orders and reports go round', async () => {
  const spec = { inputs: 1, layers: [], rows: 7, heldOutRows: 2, batchSize: 3, epochs: 300 };
  for (const order of ['reshuffle', 'fresh', 'fixed'] as const) {
    const epochs = order === 'fresh' ? 20 : 300;
    const plan = smallPlan({ ...spec, order, learningRate: 0.001, optimizer: { id: 'adam' } });
    const [whole, cut] = [await start(plan), await start(plan)];
    const segments = segmentsFor(plan, 1, epochs).map((segment) => ({
      ...segment,
      gradientNorm: false,
      evaluate: segment.epoch % 50 === 0,
    }));
    const atOnce = await whole.run(segments);
    const parts: SegmentResult[] = [];
    for (let i = 0; i < epochs; i += 37) parts.push(...(await cut.run(segments.slice(i, i + 37))));
    expect(parts).toEqual(atOnce);
    expect(await cut.parameters()).toEqual(await whole.parameters());
  }
});

test('two runs of a plan are equal bit for bit', async () => {
  const layers = [{ units: 9, activation: 'gelu', dropout: 0.1 }] as const;
  const plan = smallPlan({ layers, optimizer: { id: 'adamw' }, clipping: 'norm', replicas: 2 });
  const runs = [];
  for (const trainer of [await start(plan), await start(plan)]) {
    const results = await trainer.run(segmentsFor(plan, 1, 4));
    runs.push({ results, checkpoint: await trainer.checkpoint() });
  }
  expect(runs[1]).toEqual(runs[0]);
});

test('having looked at the weights changes nothing', async () => {
  const plan = smallPlan({ optimizer: { id: 'momentum' }, order: 'fresh' });
  const [watched, alone] = [await start(plan), await start(plan)];
  for (const segment of segmentsFor(plan, 1, 3)) {
    await watched.parameters();
    await watched.checkpoint();
    await watched.predict(new Float32Array([0.5, 1]), 1, 0);
    const unmeasured = { ...segment, gradientNorm: false, evaluate: false };
    const [a, b] = [await watched.run([segment]), await alone.run([unmeasured])];
    expect(b[0]!.replicas[0]!.lossSum).toBe(a[0]!.replicas[0]!.lossSum);
  }
  expect(await watched.parameters()).toEqual(await alone.parameters());
});

test('predicts any number of rows, each replica for itself', async () => {
  const plan = smallPlan({ replicas: 2, inputs: 1, outputs: 6, layers: [] });
  const trainer = await start(plan);
  const rows = 5003;
  const inputs = Float32Array.from({ length: rows }, (_, i) => i / rows);
  const { network, replicas } = plan.model;
  for (const r of [0, 1]) {
    const outputs = await trainer.predict(inputs, rows, r);
    expect(outputs).toHaveLength(6 * rows);
    const w = replicas[r]!.initialParameters;
    for (const row of [0, 1, 2047, 2048, rows - 1]) {
      for (let k = 0; k < network.outputs; k++) {
        expect(outputs[row * 6 + k]).toBeCloseTo(w[k]! * inputs[row]! + w[6 + k]!, 6);
      }
    }
  }
  expect(await trainer.predict(new Float32Array(0), 0, 0)).toHaveLength(0);
});

test('a lost context is noticed by every call, and a new trainer goes on bit for bit', async () => {
  const plan = smallPlan({ optimizer: { id: 'adam' } });
  const whole = await start(plan);
  const expected = await whole.run(segmentsFor(plan, 1, 4));

  const trainer = await start(plan);
  const early = await trainer.run(segmentsFor(plan, 1, 2));
  const checkpoint = await trainer.checkpoint();
  const underWay = trainer.run(segmentsFor(plan, 3, 3));
  loseContexts();
  await expect(underWay).rejects.toBeInstanceOf(DeviceLostError);
  await expect(trainer.run(segmentsFor(plan, 3, 3))).rejects.toBeInstanceOf(DeviceLostError);
  await expect(trainer.parameters()).rejects.toBeInstanceOf(DeviceLostError);
  await expect(trainer.checkpoint()).rejects.toBeInstanceOf(DeviceLostError);
  await expect(trainer.predict(new Float32Array(2), 1, 0)).rejects.toBeInstanceOf(DeviceLostError);
  trainer.dispose();

  const next = await start(plan);
  await next.restore(checkpoint);
  expect([...early, ...(await next.run(segmentsFor(plan, 3, 4)))]).toEqual(expected);
});

test('frees what it made', async () => {
  const plan = smallPlan({ clipping: 'norm', optimizer: { id: 'adam' } });
  const kinds = ['Texture', 'Framebuffer', 'Buffer', 'Sampler', 'VertexArray'] as const;
  const names = kinds.flatMap((kind) => [`create${kind}`, `delete${kind}`] as const);
  const counts = await countCalls([...names, 'fenceSync', 'deleteSync'], async () => {
    const trainer = await start(plan);
    await trainer.run(segmentsFor(plan, 1, 2));
    await trainer.predict(new Float32Array(4), 2, 0);
    await trainer.restore(await trainer.checkpoint());
    await trainer.parameters();
    trainer.dispose();
    await expect(trainer.parameters()).rejects.toThrow('disposed');
  });
  expect(counts.createTexture).toBeGreaterThan(5);
  for (const kind of kinds) expect(counts[`delete${kind}`]).toBe(counts[`create${kind}`]);
  expect(counts.deleteSync).toBe(counts.fenceSync);
});

test('a changed shape compiles nothing', async () => {
  (await start(smallPlan())).dispose();
  const layers = [
    { units: 11, activation: 'tanh' },
    { units: 2, activation: 'relu' },
  ] as const;
  const { linkProgram } = await countCalls(['linkProgram'], () => start(smallPlan({ layers })));
  expect(linkProgram).toBe(0);
});

test('can be called off before it started', async () => {
  const controller = new AbortController();
  const layers = [{ units: 3, activation: 'softsign' }] as const;
  const creating = createTrainer(webglEngine, smallPlan({ layers }).model, controller.signal);
  controller.abort();
  await expect(creating).rejects.toThrow(/abort/i);
});

test('declines what it cannot do, with a reason', async () => {
  const row = smallPlan({ loss: { labelShape: 'row' } });
  const layers = Array.from({ length: 8 }, () => ({ units: 512, activation: 'relu' as const }));
  const one = smallPlan({ layers });
  const large = withModel(one, { replicas: Array(64).fill(one.model.replicas[0]!) });
  for (const plan of [row, large]) {
    const support = webglEngine.supports(plan.model);
    expect(support.ok ? '' : engineText(support.reason)).toMatch(/\w+ \w+/);
  }
});
