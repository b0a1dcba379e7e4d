import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { engineIds } from '#src/experiment/ids.ts';
import {
  checkClaim,
  claimMeasures,
  decodeClaim,
  encodeClaim,
  makeClaim,
} from '#src/share/claim.ts';

const outcomes = [0, 1, 2].map((seed) => ({ seed, loss: 0.001 * (seed + 1) + 1e-9 }));
const claim = makeClaim(outcomes, { epoch: 500, measure: 'heldOutLoss', engine: 'wasm' });

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
      engine: fc.constantFrom(...engineIds),
    });
    fc.assert(
      fc.property(anyOutcomes, rest, (runs, others) => {
        const made = makeClaim(runs, others);
        expect(decodeClaim(encodeClaim(made))).toEqual({ ok: true, value: made });
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
    '0..1,heldOutLoss,1,1,wasm',
    '0;0,heldOutLoss,1;1,1,wasm',
  ])('refuse "%s"', (text) => {
    expect(decodeClaim(text).ok).toBe(false);
  });

  it('never throw', () => {
    fc.assert(fc.property(fc.string(), (text) => void decodeClaim(text)));
  });
});

describe('running a claim again', () => {
  it('reproduces the same numbers', () => {
    expect(checkClaim(claim, outcomes, 'wasm').verdict).toBe('reproduced');
  });

  it('says which seed differs where the median does not', () => {
    const one = outcomes.map(({ seed, loss }) => ({ seed, loss: seed === 2 ? 2 * loss : loss }));
    expect(checkClaim(claim, one, 'wasm')).toEqual({
      verdict: 'within_tolerance',
      text: 'The median is reproduced (0.002), not every single run. 1 of 3 seeds differs: seed 2 (0.006 instead of 0.003).',
    });
  });

  it('says by how much another engine differs', () => {
    const close = outcomes.map(({ seed, loss }) => ({ seed, loss: loss * 1.001 }));
    expect(checkClaim(claim, close, 'webgl')).toMatchObject({
      verdict: 'within_tolerance',
      text: expect.stringContaining('webgl here, wasm there'),
    });
  });

  it('does not pass off another result as the same', () => {
    const other = outcomes.map(({ seed, loss }) => ({ seed, loss: loss * 3 }));
    expect(checkClaim(claim, other, 'wasm').verdict).toBe('not_reproduced');
    const diverged = outcomes.map(({ seed }) => ({ seed, loss: NaN }));
    expect(checkClaim(claim, diverged, 'wasm').verdict).toBe('not_reproduced');
  });
});
