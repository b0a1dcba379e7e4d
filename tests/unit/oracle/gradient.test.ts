import { describe, expect, it } from 'vitest';
import { activationIds, type LossId, lossIds, outputActivationIds } from '#src/experiment/ids.ts';
import type { LossPlan } from '#src/network/losses.ts';
import { type Dropout, lossGradient } from '../../oracle/network.ts';
import { type PlanSpec, smallPlan } from '../../support/plans.ts';

const heads: Record<LossPlan['id'], Partial<PlanSpec>> = {
  mse: { outputs: 3 },
  mae: { outputs: 3 },
  huber: { outputs: 3 },
  cross_entropy: { outputs: 3, classes: true },
  nll_of_softmax: { outputs: 3, classes: true },
  bce: { outputs: 1, classes: true },
  bce_of_probabilities: { outputs: 1, classes: true, outputActivation: 'sigmoid' },
  cross_entropy_of_outputs: { outputs: 3, classes: true, outputActivation: 'sigmoid' },
  hinge: { outputs: 1, classes: true },
  msle: { outputs: 3, outputActivation: 'softplus' },
};

const cutOff: readonly LossId[] = ['bce_of_probabilities', 'cross_entropy_of_outputs', 'msle'];

/** The largest difference between the gradient and central differences, over the largest entry of the gradient. */
function gradientError(spec: Partial<PlanSpec>, dropout: Dropout | null = null): number {
  const { model } = smallPlan({ rows: 5, ...spec });
  const replica = model.replicas[0]!;
  const parameters = Float64Array.from(replica.initialParameters);
  const inputs = Float64Array.from(replica.train.inputs);
  const targets = Float64Array.from(replica.train.targets);
  const at = (w: Float64Array<ArrayBuffer>) => lossGradient(model, w, inputs, targets, 5, dropout);
  const { gradient } = at(parameters);
  const h = 1e-6;
  const errors = parameters.map((w, i) => {
    const above = at(parameters.with(i, w + h)).loss;
    const below = at(parameters.with(i, w - h)).loss;
    return Math.abs(gradient[i]! - (above - below) / (2 * h));
  });
  const largest = Math.max(...gradient.map(Math.abs));
  expect(largest).toBeGreaterThan(1e-4); // a gradient of zeros would agree with anything flat
  return Math.max(...errors) / largest;
}

const layersOf = (activation: (typeof activationIds)[number], dropout = 0) => [
  { units: 4, activation, dropout },
  { units: 3, activation, dropout },
];

describe('the gradient is the slope of the loss', () => {
  const hidden = activationIds.flatMap((activation) =>
    lossIds.map((loss) => ({ activation, loss })),
  );
  it.each(hidden)('$activation, $loss', ({ activation, loss }) => {
    const outputActivation =
      loss === 'nll_of_softmax' ? 'softmax' : (heads[loss].outputActivation ?? 'linear');
    expect(
      gradientError({
        ...heads[loss],
        layers: layersOf(activation),
        outputActivation,
        loss: { id: loss },
      }),
    ).toBeLessThan(1e-6);
  });

  const outputs = outputActivationIds.flatMap((outputActivation) =>
    lossIds
      .filter((loss) => loss !== 'nll_of_softmax' || outputActivation === 'softmax')
      .filter((loss) => heads[loss].outputs !== 1 || outputActivation !== 'softmax') // it is always 1
      // Elsewhere they are cut off, and flat.
      .filter((loss) => !cutOff.includes(loss) || outputActivation === heads[loss].outputActivation)
      .map((loss) => ({ outputActivation, loss })),
  );
  it.each(outputs)('$outputActivation output, $loss', ({ outputActivation, loss }) => {
    expect(
      gradientError({ ...heads[loss], seed: 4, outputActivation, loss: { id: loss } }),
    ).toBeLessThan(1e-6);
  });

  it.each(['mse', 'mae', 'huber'] as const)('%s broadcast to all pairs', (id) => {
    for (const reduce of ['mean', 'flux'] as const) {
      expect(gradientError({ loss: { id, labelShape: 'row', reduce } })).toBeLessThan(1e-6);
    }
  });

  it.each(activationIds)('%s with dropout', (activation) => {
    const layers = layersOf(activation, 0.3);
    expect(gradientError({ layers }, { seed: 11, step: 2 })).toBeLessThan(1e-6);
  });
});
