import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activationIds, outputActivationIds } from '#src/experiment/ids.ts';
import { uniformStream } from '#src/lib/random.ts';
import { forward } from '#src/network/forward.ts';
import { networkShape } from '#src/network/shape.ts';
import { forward as oracleForward } from '../../oracle/network.ts';

const rows = 7;
const omega = 3;

/** Parameters and inputs from a stream, spread over where activations bend. */
function numbers(count: number, seed: number): Float32Array {
  const uniform = uniformStream(seed, 'forward test');
  return Float32Array.from({ length: count }, () => 4 * uniform() - 2);
}

describe('the forward pass for stored parameters', () => {
  it.each(
    activationIds.flatMap((hidden) => outputActivationIds.map((out) => [hidden, out] as const)),
  )('agrees with the oracle for %s hidden and %s output layers', (hidden, out) => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 5 }), (seed, outputs) => {
        const network = networkShape(
          3,
          [
            { units: 6, activation: hidden, dropout: 0.5 },
            { units: 5, activation: hidden, dropout: 0 },
            { units: outputs, activation: out, dropout: 0 },
          ],
          omega,
        );
        const parameters = numbers(network.parameterCount, seed);
        const inputs = numbers(rows * 3, seed + 1);
        const ours = forward(network, parameters, inputs, rows);
        const theirs = oracleForward(
          network,
          Float64Array.from(parameters),
          Float64Array.from(inputs),
          rows,
          null,
        ).at(-1)?.outputs;
        const worst = ours.reduce(
          (most, value, i) => Math.max(most, Math.abs(value - (theirs?.[i] ?? Number.NaN))),
          0,
        );
        expect(worst).toBeLessThan(1e-5 * Math.max(1, ...ours.map(Math.abs)));
      }),
      { numRuns: 10 },
    );
  });

  it('lets NaN through instead of hiding a diverged network', () => {
    const network = networkShape(1, [{ units: 1, activation: 'relu', dropout: 0 }], 1);
    expect(forward(network, Float32Array.of(NaN, 0), Float32Array.of(1), 1)[0]).toBeNaN();
  });
});
