import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { engineIds, kernelBuildIds } from '#src/experiment/ids.ts';
import {
  arithmeticOf,
  claimMeasures,
  decodeClaim,
  encodeClaim,
  makeClaim,
  parseClaim,
} from '#src/share/claim.ts';

const outcomes = [0, 1, 2].map((seed) => ({ seed, loss: 0.001 * (seed + 1) + 1e-9 }));
const claim = makeClaim(outcomes, { epoch: 500, measure: 'heldOutLoss', engine: 'wasm' });

/** As a link of the latest version is read. */
function read(text: string) {
  const said = decodeClaim(text);
  return said.ok ? parseClaim(said.value) : said;
}

describe('claims', () => {
  it('hold the loss of every seed to six figures', () => {
    expect(claim).toEqual({
      losses: [
        { seed: 0, loss: 0.001 },
        { seed: 1, loss: 0.002 },
        { seed: 2, loss: 0.003 },
      ],
      epoch: 500,
      measure: 'heldOutLoss',
      engine: 'wasm',
    });
    expect(encodeClaim(claim)).toBe('0..2,heldOutLoss,0.001;0.002;0.003,500,wasm');
  });

  it('come back from a link unchanged', () => {
    const anyOutcomes = fc.uniqueArray(
      fc.record({ seed: fc.nat(2 ** 32 - 1), loss: fc.double({ min: 0, noNaN: true }) }),
      { minLength: 1, maxLength: 64, selector: ({ seed }) => seed },
    );
    const rest = fc.record({
      epoch: fc.integer({ min: 1, max: 100_000 }),
      measure: fc.constantFrom(...claimMeasures),
      arithmetic: fc.oneof(
        fc.record({ engine: fc.constantFrom(...engineIds) }),
        fc.record({
          engine: fc.constant('wasm' as const),
          build: fc.constantFrom(...kernelBuildIds),
        }),
      ),
    });
    fc.assert(
      fc.property(anyOutcomes, rest, (runs, { arithmetic, ...others }) => {
        const made = makeClaim(runs, { ...others, ...arithmetic });
        expect(read(encodeClaim(made))).toEqual({ ok: true, value: made });
      }),
    );
  });

  it.each([
    '',
    '0..2',
    '0..99999,heldOutLoss,1,1,wasm',
    '0,loss,1,1,wasm',
    '0,heldOutLoss,NaN,1,wasm',
    '0,heldOutLoss,1,0,wasm',
    '0,heldOutLoss,1,1,cuda',
    '0,heldOutLoss,1,1,wasm,x',
    '0,heldOutLoss,1,1,wasm:fast',
    '0,heldOutLoss,1,1,webgl:plain',
    '0..1,heldOutLoss,1,1,wasm',
    '0;0,heldOutLoss,1;1,1,wasm',
  ])('refuse "%s"', (text) => {
    expect(read(text).ok).toBe(false);
  });

  it('are of epochs as late as a run may have', () => {
    const late = { ...claim, epoch: 1_000_000 };
    expect(read(encodeClaim(late))).toEqual({ ok: true, value: late });
  });

  it('hold the build of the kernels beside their engine', () => {
    const made = makeClaim(outcomes, { ...claim, ...arithmeticOf('wasm', 'CPU, relaxed SIMD') });
    expect(encodeClaim(made)).toBe('0..2,heldOutLoss,0.001;0.002;0.003,500,wasm:relaxed');
    expect(arithmeticOf('wasm', 'what a device may be called one day')).toEqual({ engine: 'wasm' });
    expect(arithmeticOf('webgl', 'CPU, SIMD')).toEqual({ engine: 'webgl' });
  });

  it('never throw', () => {
    fc.assert(fc.property(fc.string(), (text) => void decodeClaim(text)));
  });
});
