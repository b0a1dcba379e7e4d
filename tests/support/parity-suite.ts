import { describe, expect, test } from 'vitest';
import type { Engine } from '#src/engine/contract/engine.ts';
import {
  type ActivationId,
  activationIds,
  clippingIds,
  type EngineId,
  type LossId,
  lossIds,
  type OutputActivationId,
  optimizerIds,
  outputActivationIds,
} from '#src/experiment/ids.ts';
import { isPointLoss } from '#src/network/losses.ts';
import { expectAgreement } from './parity.ts';
import { type PlanSpec, smallPlan } from './plans.ts';

const ofTwoClasses: readonly LossId[] = ['bce', 'bce_of_probabilities', 'hinge'];

/** The loss that output activations are compared by; others: the squared error. */
const lossOf: Readonly<Partial<Record<OutputActivationId, LossId>>> = {
  relu: 'mae',
  leaky_relu: 'hinge',
  elu: 'huber',
  selu: 'bce',
  sigmoid: 'bce_of_probabilities',
  softplus: 'msle',
  softsign: 'huber',
  silu: 'bce',
  gelu: 'mae',
  softmax: 'cross_entropy',
};

/** Of other losses: where they have slopes. */
const outputOf: Readonly<Partial<Record<LossId, OutputActivationId>>> = {
  nll_of_softmax: 'softmax',
  cross_entropy_of_outputs: 'sigmoid',
};

const heads = [
  ...outputActivationIds.map((id) => [id, lossOf[id] ?? 'mse'] as const),
  ...lossIds
    .filter((id) => id !== 'mse' && !Object.values(lossOf).includes(id))
    .map((id) => [outputOf[id] ?? 'linear', id] as const),
];

/** Sizes that plans have in common, so that WebGPU compiles few kernels for them. */
const common = {
  layers: [{ units: 5, activation: 'tanh' }],
  rows: 11,
  batchSize: 4,
} as const;

/** The i-th of each choice, from the first again after the last one: every choice occurs, and one program holds several. */
function chosen(i: number): readonly [string, Partial<PlanSpec>] {
  const of = <T>(ids: readonly T[]): T => ids[i % ids.length] as T;
  const [outputActivation, loss] = of(heads);
  const optimizer = of(optimizerIds);
  // Another one than the outputs'.
  const activation = activationIds[(i + 5) % activationIds.length] as ActivationId;
  const [clipping, weighted] = [of(clippingIds), of([false, true])];
  const words = [activation, outputActivation, loss, optimizer, `clipping ${clipping}`];
  const spec = {
    // Wide inputs reach the flat ends of every curve; wider ones make chaos of the sine.
    layers: [{ units: 5, activation }],
    initialScale: 5,
    outputs: 6,
    outputActivation,
    loss: { id: loss },
    classes: !isPointLoss(loss) || ofTwoClasses.includes(loss),
    weighted,
    // What rounding leaves of a gradient of 0 is no direction.
    optimizer: { id: optimizer, epsilon: 1e-3 },
    learningRate: 0.01,
    weightDecay: 0.5,
    l1: 0.01,
    l2: 0.1,
    clipping,
    clipAt: 0.05,
  };
  return [[...words, ...(weighted ? ['weighted'] : [])].join(', '), spec];
}

const most = Math.max(heads.length, activationIds.length, optimizerIds.length, clippingIds.length);

/** Small plans that between them exercise everything an experiment can choose by name. */
const specs: Record<string, readonly (readonly [string, Partial<PlanSpec>])[]> = {
  'all that has a name': Array.from({ length: most }, (_, i) => chosen(i)),
  'numbers for classes': [
    ['the index of four', { classes: true, ofOneOutput: 4 }],
    ['−1 and +1 at three outputs', { classes: true, outputs: 3, loss: { id: 'hinge' } }],
    [
      'probabilities from anywhere',
      { classes: true, loss: { id: 'bce_of_probabilities' }, learningRate: 1e-4 },
    ],
    ['a cross entropy for each of four', { classes: true, outputs: 4, loss: { id: 'bce' } }],
    [
      'probabilities for each of three',
      {
        classes: true,
        outputs: 3,
        outputActivation: 'sigmoid',
        loss: { id: 'bce_of_probabilities' },
      },
    ],
    [
      'the index of four as a probability',
      {
        classes: true,
        ofOneOutput: 4,
        outputActivation: 'sigmoid',
        loss: { id: 'bce_of_probabilities' },
      },
    ],
    ['a cross entropy of numbers', { outputs: 2, loss: { id: 'bce' } }],
    ['a hinge loss of numbers', { outputs: 2, loss: { id: 'hinge' } }],
    ...[1, 6].flatMap((outputs) =>
      (['cross_entropy', 'nll_of_softmax', 'cross_entropy_of_outputs'] as const).map(
        (id): readonly [string, Partial<PlanSpec>] => [
          `${id} of ${outputs} numbers`,
          {
            outputs,
            loss: { id },
            outputActivation: id === 'cross_entropy' ? 'linear' : 'softmax',
          },
        ],
      ),
    ),
    [
      'shares of outputs of 0',
      {
        outputs: 3,
        weighted: true,
        outputActivation: 'relu',
        loss: { id: 'cross_entropy_of_outputs' },
        learningRate: 1e-3,
      },
    ],
    [
      'a summed cross entropy of numbers that count differently',
      {
        outputs: 3,
        weighted: true,
        loss: { id: 'cross_entropy', summed: true },
        learningRate: 0.005,
      },
    ],
    [
      'outputs that no row belongs to',
      { classes: true, outputs: 6, unusedOutputs: 3, loss: { id: 'cross_entropy' } },
    ],
    [
      'right outputs of 0',
      {
        classes: true,
        outputs: 10,
        outputActivation: 'relu',
        loss: { id: 'cross_entropy_of_outputs' },
      },
    ],
  ],
  'sums and rows that count differently': [
    [
      'summed squares, no biases',
      { biases: false, outputs: 3, loss: { summed: true }, learningRate: 0.001 },
    ],
    ['squares of whole batches', { outputs: 3, weighted: true, dropLast: true, batchSize: 7 }],
    ['one-hot classes', { classes: true, outputs: 3, weighted: true, loss: { id: 'mae' } }],
    [
      'summed cross entropy',
      {
        classes: true,
        outputs: 3,
        weighted: true,
        loss: { id: 'cross_entropy', summed: true },
        learningRate: 0.005,
      },
    ],
  ],
};

/**
 * Holds every activation, output activation, loss, optimizer and clipping of an engine to the oracle.
 *
 * @param id the engine; a test looks for this call for each of them
 * @param variant of the engine, in words
 */
export function describeParity(id: EngineId, variant: string, engine: Engine, steps: number): void {
  describe.each(Object.entries(specs))(
    `${id}, ${variant}, agrees with the oracle: %s`,
    (_, all) => {
      test.each(all)('%s', async (_, spec) => {
        const plan = smallPlan({ ...common, ...spec });
        expect(await expectAgreement(engine, plan, steps)).toBe(steps);
      });
    },
  );
}
