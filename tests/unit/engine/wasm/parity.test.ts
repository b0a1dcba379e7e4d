import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWasmEngine } from '#src/engine/wasm/engine.ts';
import { readKernels } from '#src/engine/wasm/read-kernels.ts';
import { optimizerIds } from '#src/experiment/ids.ts';
import { expectAgreement, expectCourse, oracleCourse } from '../../../support/parity.ts';
import { describeParity } from '../../../support/parity-suite.ts';
import { planSpecs } from '../../../support/plan-arbitrary.ts';
import { type PlanSpec, smallPlan } from '../../../support/plans.ts';
import { allowRelaxedSimd } from '../../../support/relaxed-simd.ts';

const plain = createWasmEngine(readKernels);
allowRelaxedSimd();
const relaxed = createWasmEngine(readKernels);
const engines = { plain, relaxed };

describeParity('wasm', 'plain', plain, 20);
describeParity('wasm', 'relaxed SIMD', relaxed, 20);

describe('against the float64 oracle', () => {
  it('agrees on random experiments, on 100 of them in relaxed SIMD, too', {
    timeout: 300_000,
  }, async () => {
    const [runs, runsOfRelaxed] = [320, 100];
    const compared = { plain: 0, relaxed: 0 };
    let run = 0;
    await fc.assert(
      fc.asyncProperty(planSpecs(), async (spec) => {
        const plan = smallPlan(spec);
        const course = await oracleCourse(plan, 10);
        const isOfRelaxed = run++ < runsOfRelaxed;
        for (const id of isOfRelaxed ? (['plain', 'relaxed'] as const) : (['plain'] as const)) {
          await expectCourse(engines[id], plan, course);
          compared[id] += course.steps;
        }
      }),
      { seed: 20_240_607, numRuns: runs, endOnFailure: true },
    );
    expect(compared.plain).toBeGreaterThan(7 * runs);
    expect(compared.relaxed).toBeGreaterThan(7 * runsOfRelaxed);
  });

  it.each(optimizerIds)('agrees on %s for 200 steps, 64 units wide', async (id) => {
    const layers = [
      { units: 64, activation: 'tanh' },
      { units: 33, activation: 'relu' },
    ] as const;
    const plan = smallPlan({ layers, optimizer: { id }, learningRate: 0.002 });
    expect(await expectAgreement(plain, plan, 200)).toBe(200);
  });

  const cases: Record<string, Partial<PlanSpec>> = {
    'one row': { rows: 1, heldOutRows: 1, batchSize: 1 },
    'one unit': { inputs: 1, layers: [{ units: 1, activation: 'sigmoid' }] },
    'no hidden layer': { layers: [], inputs: 7 },
    '512 units': { layers: [{ units: 512, activation: 'relu' }], learningRate: 0.005 },
    'eight layers': {
      layers: Array.from({ length: 8 }, (_, l) => ({ units: 5 + l, activation: 'tanh' as const })),
    },
    'N not a multiple of the batch': { rows: 41, batchSize: 9 },
    'a short last batch dropped': { rows: 41, batchSize: 9, dropLast: true },
    'a batch larger than the set': { rows: 12, batchSize: 100 },
    'R = 64': { replicas: 64, rows: 6, heldOutRows: 2, batchSize: 3 },
    'batches in several blocks': {
      rows: 700,
      batchSize: 600,
      layers: [
        { units: 6, activation: 'sigmoid', dropout: 0.2 },
        { units: 3, activation: 'selu', dropout: 0.4 },
      ],
    },
    'sets in several blocks, classes of logits': {
      rows: 70,
      heldOutRows: 33,
      layers: [{ units: 9, activation: 'relu' }],
      outputs: 5,
      classes: true,
      loss: { id: 'cross_entropy' },
    },
    'sets in several blocks, one-hot classes': {
      rows: 32,
      heldOutRows: 95,
      layers: [{ units: 2, activation: 'relu' }],
      outputs: 3,
      outputActivation: 'softmax',
      classes: true,
      loss: { id: 'huber' },
    },
    'sets in several blocks, every prediction against every label': {
      rows: 65,
      heldOutRows: 64,
      batchSize: 65,
      loss: { id: 'mae', labelShape: 'row', reduce: 'flux' },
      learningRate: 1e-4,
    },
    'narrow hidden layers': {
      inputs: 9,
      layers: [
        { units: 2, activation: 'softplus' },
        { units: 7, activation: 'sigmoid' },
        { units: 3, activation: 'tanh' },
        { units: 1, activation: 'linear' },
      ],
      outputs: 3,
    },
  };
  it.each(Object.entries(cases))('agrees on %s', async (_, spec) => {
    expect(await expectAgreement(plain, smallPlan(spec), 8)).toBe(8);
  });
});
