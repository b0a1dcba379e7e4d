import { describe, expect, test } from 'vitest';
import { createWasmEngine } from '#src/engine/wasm/engine.ts';
import { readKernels } from '#src/engine/wasm/read-kernels.ts';
import { fieldIds } from '#src/experiment/experiment.ts';
import type { Experiment, FieldId } from '#src/experiment/fields.ts';
import { isRelevant } from '#src/experiment/relevance.ts';
import { packTable } from '#src/experiment/table.ts';
import { registered } from '../../support/engines.ts';
import { SessionHarness, smallExperiment } from '../../support/session-harness.ts';

interface Change<Id extends FieldId> {
  readonly to: Experiment[Id];
  /** What makes the field matter, where it does not in the sine of `smallExperiment`. */
  readonly where?: Partial<Experiment>;
}

const threeBins: Partial<Experiment> = {
  target: 'sum_bin',
  loss: 'cross_entropy',
  classes: 3,
  learningRate: 0.1,
};
const dropout = [{ units: 4, activation: 'tanh', dropout: 0.5 }] as const;

/** Points on a line as a table, with further columns. */
function tableText(...columns: readonly (readonly number[])[]): string {
  const rows = columns[0]?.length ?? 0;
  const x = { name: 'x', labels: null, values: Float64Array.from({ length: rows }, (_, i) => i) };
  const others = columns.map((values, i) => ({
    name: `y${i}`,
    labels: null,
    values: Float64Array.from(values),
  }));
  const packed = packTable({ columns: [x, ...others], rows });
  return packed.ok ? packed.value : '';
}

/** Another value of each field; null for those that decide nothing that is computed. */
const changes: { readonly [Id in FieldId]: Change<Id> | null } = {
  target: { to: 'cubic' },
  formula: { to: 'x', where: { target: 'formula', formula: 'sin(x)' } },
  table: {
    to: tableText([1, 2, 4, 8, 16, 32]),
    where: {
      target: 'table',
      table: tableText([1, 2, 3, 4, 5, 6]),
      trainCount: 4,
      heldOutCount: 2,
    },
  },
  inputCount: { to: 2, where: { target: 'formula', formula: '1' } },
  classes: { to: 4, where: { ...threeBins, target: 'blobs' } },
  multiplier: { to: 7, where: { ...threeBins, target: 'sum_mod' } },
  turns: { to: 2, where: { ...threeBins, target: 'spirals' } },
  domain: { to: [-1, 1] },
  inputDomains: {
    to: [
      [0, 1],
      [1, 2],
    ],
    where: { target: 'formula', formula: 'x0 * x1', inputCount: 2 },
  },
  trainCount: { to: 61 },
  heldOutCount: { to: 21 },
  heldOutFrom: { to: 'train' },
  heldOutDomain: { to: [2, 3], where: { heldOutFrom: 'interval' } },
  sampling: { to: 'grid' },
  samplingMean: { to: 1, where: { sampling: 'normal' } },
  samplingDeviation: { to: 2, where: { sampling: 'normal' } },
  noise: { to: 0.1 },
  labelNoise: { to: 0.5, where: threeBins },
  features: { to: ['x * x'] },
  inputScaling: { to: 'standardise' },
  inputDivisor: { to: 10, where: { inputScaling: 'divide' } },
  targetScaling: { to: 'standardise' },
  targetDivisor: { to: 10, where: { targetScaling: 'divide' } },
  encoding: { to: 'fourier' },
  degree: { to: 4, where: { encoding: 'polynomial' } },
  octaves: { to: 3, where: { encoding: 'fourier' } },
  layers: { to: [{ units: 5, activation: 'tanh', dropout: 0 }] },
  bias: { to: false },
  outputActivation: { to: 'tanh' },
  initialiser: { to: 'he_normal' },
  initialScale: { to: 0.2, where: { initialiser: 'normal' } },
  initialRange: { to: [0, 0.5], where: { initialiser: 'uniform' } },
  omega: { to: 20, where: { initialiser: 'siren' } },
  loss: { to: 'mae' },
  huberDelta: { to: 0.1, where: { loss: 'huber' } },
  classTargets: { to: 'number', where: { ...threeBins, loss: 'mse' } },
  classWeighting: { to: 'balanced', where: threeBins },
  classWeights: {
    to: [1, 3, 1],
    where: { ...threeBins, classWeighting: 'given', classWeights: [1, 1, 1] },
  },
  unusedOutputs: { to: 2, where: threeBins },
  rowWeights: {
    to: false,
    where: {
      target: 'table',
      table: tableText([1, 2, 3, 4, 5, 6], [1, 1, 5, 1, 1, 1]),
      rowWeights: true,
      trainCount: 4,
      heldOutCount: 2,
    },
  },
  labelShape: { to: 'row' },
  reduce: { to: 'flux', where: { labelShape: 'row' } },
  summedLoss: { to: true, where: { optimizer: 'sgd' } },
  l2: { to: 0.1 },
  l1: { to: 0.1 },
  optimizer: { to: 'sgd' },
  learningRate: { to: 0.01 },
  momentum: { to: 0.5, where: { optimizer: 'momentum' } },
  beta1: { to: 0.5 },
  beta2: { to: 0.9 },
  rho: { to: 0.5, where: { optimizer: 'rmsprop' } },
  epsilon: { to: 0.1 },
  weightDecay: { to: 0.5, where: { optimizer: 'adamw' } },
  clipping: { to: 'value', where: { optimizer: 'sgd', clipAt: 0.01 } },
  clipAt: { to: 0.01, where: { optimizer: 'sgd', clipping: 'norm' } },
  schedule: { to: 'cosine' },
  scheduleFactor: { to: 0.1, where: { schedule: 'exponential' } },
  scheduleEvery: { to: 2, where: { schedule: 'step' } },
  warmup: { to: 0.5, where: { schedule: 'one_cycle' } },
  changes: { to: [{ epoch: 2, field: 'l2', value: 1 }] },
  scheduleFloor: { to: 0.5, where: { schedule: 'cosine' } },
  batchSize: { to: 8 },
  phases: { to: [{ order: 'fixed', epochs: null }] },
  dropLast: { to: true },
  epochs: { to: 7 },
  targetLoss: { to: 1e6 },
  patience: { to: 1, where: { learningRate: 0.5, evaluateEvery: 1 } },
  evaluateEvery: { to: 3 },
  seed: { to: 1 },
  dataSeed: { to: 1 },
  initSeed: { to: 1 },
  orderSeed: { to: 1 },
  dropoutSeed: { to: 1, where: { layers: dropout } },
  engine: null,
};

const wasm = createWasmEngine(readKernels);

/** What a run tells before its first step and measures in its epochs, without what only repeats what was asked for. */
async function told(experiment: Experiment) {
  const harness = new SessionHarness({ engines: registered(wasm) });
  expect(await harness.open('run', experiment)).toEqual({ ok: true });
  await harness.train('run');
  const { experiment: _asked, ...header } = harness.of('header')[0]?.header ?? {};
  const measured = harness.curve('run').map(({ learningRate: _rate, ...rest }) => rest);
  return { header, measured };
}

function changed(base: Experiment, id: FieldId): Experiment {
  return { ...base, [id]: changes[id]?.to };
}

const deciding = fieldIds.filter((id) => changes[id] !== null);

describe('a field has an effect on its run', () => {
  test.each(deciding)('%s', async (id) => {
    const base = { ...smallExperiment, ...changes[id]?.where };
    expect(isRelevant(id, base)).toBe(true);
    expect(await told(changed(base, id))).not.toEqual(await told(base));
  });
});

describe('a field that is not relevant has none', () => {
  test.each(deciding.filter((id) => !isRelevant(id, smallExperiment)))('%s', async (id) => {
    expect(await told(changed(smallExperiment, id))).toEqual(await told(smallExperiment));
  });
});
