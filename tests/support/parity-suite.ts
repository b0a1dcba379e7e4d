import { describe, expect, test } from 'vitest';
import type { Engine } from '#src/engine/contract/engine.ts';
import {
  activationIds,
  clippingIds,
  type EngineId,
  type LossId,
  lossIds,
  type OutputActivationId,
  optimizerIds,
  outputActivationIds,
} from '#src/experiment/ids.ts';
import { isPointLoss, takesLogits } from '#src/network/losses.ts';
import { expectAgreement } from './parity.ts';
import { type PlanSpec, smallPlan } from './plans.ts';

const ofTwoClasses: readonly LossId[] = ['bce', 'bce_of_probabilities', 'hinge'];

/** Where a loss has slopes. */
const outputFor: Readonly<Partial<Record<LossId, OutputActivationId>>> = {
  bce_of_probabilities: 'sigmoid',
  cross_entropy_of_outputs: 'sigmoid',
  msle: 'softplus',
};

/** Small plans that between them exercise everything an experiment can choose by name. */
const specs: Record<string, readonly (readonly [string, Partial<PlanSpec>])[]> = {
  // Wide inputs reach the flat ends of every curve.
  activation: activationIds.map((activation) => [
    activation,
    {
      layers: [{ units: 5, activation }],
      initialScale: 6,
      rows: 12,
      batchSize: 5,
      learningRate: 0.01,
    },
  ]),
  'output activation': outputActivationIds.map((outputActivation) => [
    outputActivation,
    { layers: [], outputs: 6, outputActivation, rows: 8 },
  ]),
  loss: lossIds.map((id) => {
    const outputActivation = takesLogits(id) ? 'softmax' : (outputFor[id] ?? 'linear');
    const classes = !isPointLoss(id) || ofTwoClasses.includes(id);
    return [id, { loss: { id }, classes, outputs: isPointLoss(id) ? 1 : 10, outputActivation }];
  }),
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
    ...[1, 3, 6].flatMap((outputs) =>
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
  optimizer: optimizerIds.map((id) => [
    id,
    { optimizer: { id }, learningRate: 0.01, l1: 0.01, l2: 0.1 },
  ]),
  'biases and sums': [
    ['no biases', { biases: false, clipping: 'norm', clipAt: 0.05 }],
    ['summed squares', { outputs: 3, loss: { summed: true }, learningRate: 0.001 }],
    [
      'summed cross entropy',
      {
        classes: true,
        outputs: 3,
        loss: { id: 'cross_entropy', summed: true },
        learningRate: 0.005,
      },
    ],
  ],
  'rows that count differently': [
    ['squares', { outputs: 3, weighted: true, dropLast: true, batchSize: 7 }],
    ['absolute differences', { weighted: true, loss: { id: 'mae' } }],
    ['both', { outputs: 2, weighted: true, loss: { id: 'huber' } }],
    ['logarithms', { weighted: true, loss: { id: 'msle' }, outputActivation: 'softplus' }],
    ['one-hot classes', { classes: true, outputs: 3, weighted: true, loss: { id: 'mae' } }],
    ['cross entropy', { classes: true, outputs: 5, weighted: true, loss: { id: 'cross_entropy' } }],
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
    ['bce', { classes: true, weighted: true, loss: { id: 'bce' } }],
  ],
  clipping: clippingIds.map((clipping) => [
    clipping,
    { clipping, clipAt: 0.05, optimizer: { id: 'momentum' } },
  ]),
};

/**
 * Holds every activation, output activation, loss, optimizer and clipping of an engine to the oracle.
 *
 * @param id the engine; a test looks for this call for each of them
 * @param variant of the engine, in words
 * @param without groups that another variant has held already
 */
export function describeParity(
  id: EngineId,
  variant: string,
  engine: Engine,
  steps: number,
  without: readonly string[] = [],
): void {
  describe.each(Object.entries(specs).filter(([group]) => !without.includes(group)))(
    `${id}, ${variant}, agrees with the oracle: %s`,
    (_, all) => {
      test.each(all)('%s', async (_, spec) => {
        expect(await expectAgreement(engine, smallPlan(spec), steps)).toBeGreaterThan(0);
      });
    },
  );
}
