import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activationIds, lossIds, optimizerIds } from '#src/experiment/ids.ts';
import { activations, softmax, steepest } from '#src/network/activations.ts';
import type { LossPlan } from '#src/network/losses.ts';
import {
  batchLoss as batchLossOf,
  isPointLoss,
  isSoftmaxLoss,
  pointLosses,
} from '#src/network/losses.ts';
import { optimizers } from '#src/network/optimizers.ts';
import { activation, softmax as oracleSoftmax } from '../../oracle/activations.ts';
import { batchLoss } from '../../oracle/losses.ts';
import { optimizerStep } from '../../oracle/optimizers.ts';
import { points } from '../../support/points.ts';

// The oracle is written apart from the definitions that the engines share: two opinions on each formula.

const close = (expected: number) =>
  Number.isFinite(expected)
    ? expect.closeTo(expected, 13 - Math.ceil(Math.log10(Math.max(1, Math.abs(expected)))))
    : expected;

describe.each(activationIds)('%s', (id) => {
  const omega = 3;
  const [ours, theirs] = [activations[id], activation(id, omega)];

  it('and its derivative are those of the oracle', () => {
    for (const z of points) {
      expect(ours.value(z, omega), `f(${z})`).toEqual(close(theirs.value(z)));
      expect(ours.derivative(z, omega), `f′(${z})`).toEqual(close(theirs.derivative(z)));
    }
  });

  it('lets NaN through', () => {
    expect(ours.value(Number.NaN, omega)).toBeNaN();
  });
});

it('gelu keeps its digits far out on the left', () => {
  expect(activations.gelu.value(-10) / (-10 * 7.61985302416052e-24)).toBeCloseTo(1, 12);
});

const rows = [[3], [0.2, -4, 0.1], [1000, -1000, 999.5], [-1e30, 0]];

it.each(rows.map((row) => [row]))('softmax of %j is that of the oracle', (row) => {
  const ours = Float64Array.from(row);
  softmax(ours);
  expect(Array.from(ours)).toEqual(oracleSoftmax(row).map(close));
});

describe.each(lossIds)('%s', (id) => {
  const loss: LossPlan = {
    id,
    huberDelta: 0.3,
    labelShape: 'match',
    reduce: 'mean',
    summed: false,
  };

  if (!isPointLoss(id)) {
    const outputs = isSoftmaxLoss(id)
      ? rows
      : [[3], [0.2, 3, 0.1], [1, 1e-9], [-1, 3], [-2, -3, 4]];
    it.each(outputs.map((row) => [row]))(
      'of %j and its derivatives are those of the oracle',
      (row) => {
        const numbers = [
          row.map((_, k) => k / 8 + 0.25),
          row.map((_, k) => 2 - 3 * k),
          row.map(() => 0),
        ];
        for (const targets of [...row.map((_, label) => [label]), ...numbers]) {
          const found = batchLossOf(loss, Float64Array.from(row), {
            rows: 1,
            targets: Float32Array.from(targets),
          });
          const expected = batchLoss(loss, [row], [targets]);
          expect(found.loss).toEqual(close(expected.loss));
          expect(Array.from(found.derivatives)).toEqual(expected.gradient[0]!.map(close));
        }
      },
    );

    it('of a single output is 0 as near as may be, and has no slope', () => {
      for (const t of [-2, 0.5, 3]) {
        const row = { rows: 1, targets: Float32Array.of(t) };
        const { loss: value, derivatives } = batchLossOf(loss, Float64Array.of(0.7), row);
        expect(Math.abs(value)).toBeLessThanOrEqual(1.001e-7 * Math.abs(t));
        expect(Math.abs(derivatives[0]!)).toBe(0);
      }
    });
    return;
  }

  it('and its derivative are those of the oracle', () => {
    for (const y of points) {
      for (const t of [0, 1, 0.25, -2, y, y - 0.3]) {
        const expected = batchLoss(loss, [[y]], [[t]]);
        const at = `${y} against ${t}`;
        expect(pointLosses[id].value(y, t, 0.3), at).toEqual(close(expected.loss));
        expect(pointLosses[id].derivative(y, t, 0.3), at).toEqual(close(expected.gradient[0]![0]!));
      }
    }
  });
});

it.each(optimizerIds)('%s takes the steps of the oracle', (id) => {
  const number = fc.double({ min: -10, max: 10, noNaN: true });
  const constants = { momentum: 0.9, beta1: 0.8, beta2: 0.99, rho: 0.95, epsilon: 1e-3 };
  fc.assert(
    fc.property(number, fc.array(number, { minLength: 1, maxLength: 6 }), (start, gradients) => {
      const zeros = [new Float64Array(1), new Float64Array(1)] as const;
      const expected = Float64Array.of(start);
      let [w, slots] = [start, Array<number>(optimizers[id].slots).fill(0)];
      gradients.forEach((g, i) => {
        const rates = { learningRate: 0.1, weightDecay: 0.3, t: i + 1 };
        optimizerStep({ id, ...constants }, expected, Float64Array.of(g), zeros, rates);
        [w = Number.NaN, ...slots] = optimizers[id].step(w, g, slots, { ...constants, ...rates });
        expect(slots).toHaveLength(optimizers[id].slots);
      });
      expect(w).toBeCloseTo(expected[0]!, 11);
    }),
  );
});

it.each(activationIds)('%s is nowhere steeper than said', (id) => {
  const omega = 3;
  const slopes = Array.from({ length: 8001 }, (_, i) =>
    Math.abs(activations[id].derivative((i - 4000) / 500, omega)),
  );
  const bound = steepest[id] * (id === 'sin' ? omega : 1);
  expect(Math.max(...slopes)).toBeLessThanOrEqual(bound * (1 + 1e-9));
  expect(Math.max(...slopes)).toBeGreaterThan(0.999 * bound);
});
