import { describe, expect, it } from 'vitest';
import { type InitialiserId, initialiserIds } from '#src/experiment/ids.ts';
import { initialParameters } from '#src/network/initialisers.ts';
import { networkShape } from '#src/network/shape.ts';

const [inputs, units, omega, scale] = [50, 200, 30, 0.2];
const spread = { initialScale: scale, initialRange: [-0.1, 0.3] } as const;
const network = networkShape(
  inputs,
  [
    { units, activation: 'relu', dropout: 0 },
    { units, activation: 'linear', dropout: 0 },
  ],
  omega,
);

/** Weights and biases of layer `l`. */
function drawn(id: InitialiserId, l: number, seed = 7) {
  const parameters = initialParameters(network, id, spread, seed);
  const layer = network.layers[l]!;
  return {
    weights: Array.from(parameters.subarray(layer.weights, layer.biases)),
    biases: Array.from(parameters.subarray(layer.biases, layer.biases + layer.units)),
  };
}

function moments(values: readonly number[]) {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const variance = values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length;
  return { mean, variance, largest: Math.max(...values.map(Math.abs)) };
}

describe('initial weights', () => {
  // bounds of the two layers: fan-in 50 and 200, fan-out 200 and 200
  it.each<[InitialiserId, number, number]>([
    ['pytorch_linear', Math.sqrt(1 / 50), Math.sqrt(1 / 200)],
    ['glorot_uniform', Math.sqrt(6 / 250), Math.sqrt(6 / 400)],
    ['he_uniform', Math.sqrt(6 / 50), Math.sqrt(6 / 200)],
    ['lecun_uniform', Math.sqrt(3 / 50), Math.sqrt(3 / 200)],
    ['siren', 1 / 50, Math.sqrt(6 / 200) / 30],
  ])('%s fills its interval', (id, ...bounds) => {
    bounds.forEach((bound, l) => {
      const { mean, variance, largest } = moments(drawn(id, l).weights);
      expect(Math.abs(mean)).toBeLessThan(0.03 * bound);
      expect(variance / (bound ** 2 / 3)).toBeCloseTo(1, 1);
      expect(largest).toBeLessThanOrEqual(Math.fround(bound));
      expect(largest).toBeGreaterThan(0.99 * bound);
    });
  });

  it.each<[InitialiserId, number, number]>([
    ['glorot_normal', 2 / 250, 2 / 400],
    ['he_normal', 2 / 50, 2 / 200],
    ['lecun_normal', 1 / 50, 1 / 200],
    ['normal', scale ** 2, scale ** 2],
  ])('%s has its variance and is not truncated', (id, ...variances) => {
    variances.forEach((expected, l) => {
      const { mean, variance, largest } = moments(drawn(id, l).weights);
      expect(Math.abs(mean)).toBeLessThan(0.04 * Math.sqrt(expected));
      expect(variance / expected).toBeCloseTo(1, 1);
      expect(largest).toBeGreaterThan(3 * Math.sqrt(expected)); // 10 000 draws: 27 beyond 3 σ
    });
  });

  it('zeros and constants', () => {
    expect(new Set(initialParameters(network, 'zeros', spread, 7))).toEqual(new Set([0]));
    expect(new Set(drawn('constant', 1).weights)).toEqual(new Set([Math.fround(scale)]));
  });

  it('a uniform one fills its range with weights and biases', () => {
    const { weights, biases } = drawn('uniform', 0);
    for (const values of [weights, biases]) {
      expect(Math.min(...values)).toBeGreaterThanOrEqual(Math.fround(-0.1));
      expect(Math.min(...values)).toBeLessThan(-0.09);
      expect(Math.max(...values)).toBeLessThanOrEqual(Math.fround(0.3));
      expect(Math.max(...values)).toBeGreaterThan(0.29);
    }
    const own = initialParameters(network, 'uniform', { ...spread, initialRange: null }, 7);
    expect(moments(Array.from(own)).largest).toBeLessThanOrEqual(Math.fround(0.05));
  });

  it('biases are zero but for PyTorch, SIREN and a uniform one', () => {
    for (const id of initialiserIds.filter((id) => id !== 'uniform')) {
      const { largest } = moments(drawn(id, 0).biases);
      if (id === 'pytorch_linear' || id === 'siren') {
        expect(largest).toBeGreaterThan(0.9 / Math.sqrt(50));
        expect(largest).toBeLessThanOrEqual(Math.fround(1 / Math.sqrt(50)));
      } else expect(largest).toBe(0);
    }
  });

  it('follows the seed alone', () => {
    expect(drawn('he_normal', 0)).toEqual(drawn('he_normal', 0));
    expect(drawn('he_normal', 0, 8)).not.toEqual(drawn('he_normal', 0));
  });

  it('draws a layer the same whatever the layers before it are', () => {
    const first = drawn('lecun_normal', 0).weights;
    const deeper = networkShape(inputs, [...network.layers, ...network.layers], omega);
    const layer = deeper.layers[0]!;
    const parameters = initialParameters(deeper, 'lecun_normal', spread, 7);
    expect(Array.from(parameters.subarray(layer.weights, layer.biases))).toEqual(first);
  });
});
