import { describe, expect, it } from 'vitest';
import { activationIds, lossIds, outputActivationIds } from '#src/experiment/ids.ts';
import { forward } from '#src/network/forward.ts';
import { gradients } from '#src/network/gradients.ts';
import { lossGradient } from '../../oracle/network.ts';
import { type PlanSpec, smallPlan } from '../../support/plans.ts';

const rows = 5;

const heads: Readonly<Record<(typeof lossIds)[number], Partial<PlanSpec>>> = {
  mse: { outputs: 3 },
  mae: { outputs: 3 },
  huber: { outputs: 3 },
  cross_entropy: { outputs: 3, classes: true },
  nll_of_softmax: { outputs: 3, classes: true, outputActivation: 'softmax' },
  bce: { outputs: 1, classes: true },
  bce_of_probabilities: { outputs: 1, classes: true, outputActivation: 'sigmoid' },
  cross_entropy_of_outputs: { outputs: 3, classes: true, outputActivation: 'sigmoid' },
  hinge: { outputs: 1, classes: true },
  msle: { outputs: 3, outputActivation: 'softplus' },
};

function measured(spec: Partial<PlanSpec>) {
  const { network, loss, replicas } = smallPlan({ rows, ...spec }).model;
  const { train, initialParameters } = replicas[0]!;
  const parameters = Float64Array.from(initialParameters);
  const at = (w: Float64Array) => gradients(network, loss, w, train);
  return { network, loss, train, parameters, at, found: at(parameters) };
}

/** The largest difference between the gradient and central differences, over the largest entry of the gradient. */
function gradientError(spec: Partial<PlanSpec>): number {
  const { parameters, at, found } = measured(spec);
  const h = 1e-6;
  const errors = parameters.map((w, i) => {
    const rise = at(parameters.with(i, w + h)).loss - at(parameters.with(i, w - h)).loss;
    return Math.abs(found.gradient[i]! - rise / (2 * h));
  });
  const largest = Math.max(...found.gradient.map(Math.abs));
  expect(largest).toBeGreaterThan(1e-4); // a gradient of zeros would agree with anything flat
  return Math.max(...errors) / largest;
}

describe('the gradient is the slope of the loss', () => {
  it.each(activationIds.flatMap((activation) => lossIds.map((loss) => ({ activation, loss }))))(
    '$activation, $loss',
    ({ activation, loss }) => {
      const layers = [
        { units: 4, activation },
        { units: 3, activation },
      ];
      expect(gradientError({ ...heads[loss], layers, loss: { id: loss } })).toBeLessThan(1e-6);
    },
  );

  it.each(outputActivationIds)('%s output', (outputActivation) => {
    expect(gradientError({ outputs: 3, outputActivation })).toBeLessThan(1e-6);
    const classes = { ...heads.cross_entropy, loss: { id: 'cross_entropy' } } as const;
    expect(gradientError({ ...classes, outputActivation })).toBeLessThan(1e-6);
  });

  it.each(lossIds)('%s of rows that count differently', (loss) => {
    for (const summed of [false, true]) {
      const spec = { ...heads[loss], weighted: true, loss: { id: loss, summed } };
      const { network, loss: plan, train, parameters, found } = measured(spec);
      if (!summed) expect(gradientError(spec)).toBeLessThan(1e-6);
      const [inputs, targets] = [train.inputs, train.targets].map((each) =>
        Float64Array.from(each),
      );
      const weights = Array.from(train.weights!);
      const model = { network, loss: plan };
      const own = lossGradient(model, parameters, inputs!, targets!, rows, null, weights);
      expect(found.loss).toBeCloseTo(own.loss, 12);
      found.gradient.forEach((g, i) => expect(g).toBeCloseTo(own.gradient[i]!, 12));
    }
  });

  it.each(['mse', 'mae', 'huber'] as const)('%s broadcast to all pairs', (id) => {
    for (const reduce of ['mean', 'flux'] as const) {
      expect(gradientError({ loss: { id, labelShape: 'row', reduce } })).toBeLessThan(1e-6);
    }
  });
});

it('loss and gradient are those of the oracle, outputs those of the forward pass', () => {
  const { network, loss, train, parameters, found } = measured({
    layers: [{ units: 6, activation: 'gelu' }],
    ...heads.cross_entropy,
    loss: { id: 'cross_entropy' },
  });
  const [inputs, targets] = [train.inputs, train.targets].map((each) => Float64Array.from(each));
  const expected = lossGradient({ network, loss }, parameters, inputs!, targets!, rows, null);
  expect(found.loss).toBeCloseTo(expected.loss, 13);
  found.gradient.forEach((g, i) => expect(g).toBeCloseTo(expected.gradient[i]!, 13));
  const outputs = forward(network, Float32Array.from(parameters), train.inputs, rows);
  expect(Float32Array.from(found.layers.at(-1)!.activations)).toEqual(outputs);
});

it('each layer says what it was given, what it made of it, and what the loss asks', () => {
  const { found, network } = measured({ layers: [{ units: 4, activation: 'relu' }] });
  const [hidden, output] = found.layers;
  expect(found.layers.map(({ layer }) => layer)).toEqual(network.layers);
  expect(output!.inputs).toBe(hidden!.activations);
  hidden!.preactivations.forEach((z, i) => {
    expect(hidden!.activations[i]).toBe(Math.max(z, 0));
    expect(hidden!.slopes[i]).toBe(z > 0 ? 1 : 0);
    if (z <= 0) expect(hidden!.deltas[i]).toBeCloseTo(0, 15);
  });
  const { biases, units } = hidden!.layer;
  for (let j = 0; j < units; j++) {
    const sum = hidden!.deltas.reduce((all, delta, i) => (i % units === j ? all + delta : all), 0);
    expect(found.gradient[biases + j]).toBeCloseTo(sum, 13);
  }
});
