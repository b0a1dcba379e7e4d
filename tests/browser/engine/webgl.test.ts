import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import type { Plan } from '#src/engine/contract/course.ts';
import type { Engine } from '#src/engine/contract/engine.ts';
import type { Segment, Trainer } from '#src/engine/contract/trainer.ts';
import { createWebglEngine, webglEngine } from '#src/engine/webgl/engine.ts';
import { engineText } from '#words/engine.ts';
import { createTrainer } from '../../support/engines.ts';
import { countCalls, glError, loseContexts } from '../../support/gl-watch.ts';
import { describeGpuTrainer } from '../../support/gpu-suite.ts';
import { expectAgreement, firstSegments, segmentsFor } from '../../support/parity.ts';
import { describeParity } from '../../support/parity-suite.ts';
import { planSpecs } from '../../support/plan-arbitrary.ts';
import { type PlanSpec, smallPlan, withModel } from '../../support/plans.ts';
import { describeTrainerContract } from '../../support/trainer-contract.ts';

/** The same device with half its render targets, which lays everything out otherwise. */
const smallDevice = createWebglEngine(4);

describeTrainerContract('WebGL', async () => webglEngine, true);
describeParity('webgl', 'eight targets', webglEngine, 8);

const open: Trainer[] = [];
afterEach(() => {
  for (const trainer of open.splice(0)) trainer.dispose();
});

async function start(plan: Plan, engine: Engine = webglEngine): Promise<Trainer> {
  const trainer = await createTrainer(engine, plan.model);
  open.push(trainer);
  return trainer;
}

async function agrees(
  spec: Partial<PlanSpec>,
  steps: number,
  engine: Engine = webglEngine,
): Promise<void> {
  compared.push(await expectAgreement(engine, smallPlan(spec), steps));
}

/** Steps that were compared, agreement by agreement: none where float32 itself cannot follow the oracle. */
const compared: number[] = [];

test('knows whether it is drawn in software', async () => {
  const software = inject('software');
  const device = software ? 'SwiftShader (software)' : expect.not.stringContaining('software');
  expect(await webglEngine.probe()).toEqual({ ok: true, device, software });
});

describe('agrees with the oracle', () => {
  beforeEach(() => {
    compared.length = 0;
  });
  afterEach(() => {
    expect(Math.max(...compared)).toBeGreaterThan(0);
  });

  test('replicas clipped by norm', async () => {
    const spec = { clipping: 'norm', clipAt: 0.05, replicas: 3 } as const;
    await agrees(spec, 6);
    await agrees(spec, 6, smallDevice);
  });

  // What a function makes of a number does not depend on how many targets a draw has; where numbers lie does.
  test.each([
    [
      'ten outputs, two moments',
      {
        classes: true,
        outputs: 10,
        loss: { id: 'cross_entropy' },
        optimizer: { id: 'adam' },
        clipping: 'norm',
        learningRate: 0.01,
      },
    ],
    ['one moment', { optimizer: { id: 'nesterov' }, clipping: 'value', l1: 0.01, l2: 0.1 }],
    [
      'summed squares, no biases',
      { biases: false, outputs: 3, loss: { summed: true }, learningRate: 0.001 },
    ],
  ] satisfies [string, Partial<PlanSpec>][])('four targets: %s', async (_, spec) => {
    await agrees(spec, 8, smallDevice);
  });

  test('dropout of every kind, short batches and replicas among it', async () => {
    const layers = [
      { units: 7, activation: 'selu', dropout: 0.2 },
      { units: 9, activation: 'silu', dropout: 0.5 },
    ] as const;
    await agrees({ layers, replicas: 2 }, 8);
    await agrees({ layers, replicas: 2, batchSize: 1 }, 8);
    await agrees({ layers, batchSize: 2 }, 8, smallDevice);
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
    await agrees(spec, 6);
    await agrees({ ...spec, layers: layers.slice(0, 2) }, 6);
    await agrees({ ...spec, layers: layers.slice(1) }, 6, smallDevice);
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
    [
      'weighted batches in several passes',
      { rows: 530, batchSize: 530, inputs: 1, replicas: 64, weighted: true },
      1,
    ],
    ['many inputs', { inputs: 40, rows: 10 }, 4],
    ['weighted replicas on new rows', { weighted: true, replicas: 3, order: 'fresh' }, 8],
  ] satisfies [string, Partial<PlanSpec>, number][])('%s', async (_, spec, steps) => {
    await agrees(spec, steps);
  });

  test.each([
    ['eight targets', webglEngine, 5, 4],
    ['four targets', smallDevice, 6, 3],
  ] as const)('random plans, %s', async (_, engine, seed, numRuns) => {
    const limits = { units: 24, layers: 3, rows: 24, replicas: 3 };
    const specs = planSpecs(limits).filter(({ loss }) => loss.labelShape !== 'row');
    const property = fc.asyncProperty(specs, (spec) => agrees(spec, 8, engine));
    compared.length = 0;
    await fc.assert(property, { numRuns, seed, endOnFailure: true });
    expect(compared.filter((steps) => steps > 0).length).toBeGreaterThan(0.8 * numRuns);
    expect(glError()).toBeNull();
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

  test.each([1, 2, 5])('2L a step for %i wide layers', async (depth) => {
    const layers = hidden(depth, 200);
    const spec = { layers, rows: 160, batchSize: 16, optimizer: { id: 'adam' } } as const;
    expect(await callsPerStep(spec)).toEqual({ draws: 2 * depth, others: 0 });
  });

  test.each([
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

// Last: it takes the context away, and with it all compiled programs.
describeGpuTrainer('WebGL', webglEngine, loseContexts);
