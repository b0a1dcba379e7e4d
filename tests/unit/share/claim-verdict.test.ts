import { describe, expect, test } from 'vitest';
import { type Arithmetic, type Claim, makeClaim } from '#src/share/claim.ts';
import { checkClaim, type Verdict } from '#src/share/claim-verdict.ts';
import { verdictText } from '#src/words/claim.ts';

const relaxed: Arithmetic = { engine: 'wasm', build: 'relaxed' };
const plain: Arithmetic = { engine: 'wasm', build: 'plain' };

const outcomes = (losses: readonly number[]) => losses.map((loss, seed) => ({ seed, loss }));

function claimOf(losses: readonly number[], arithmetic = plain): Claim {
  return makeClaim(outcomes(losses), { epoch: 500, measure: 'heldOutLoss', ...arithmetic });
}

test.each<
  readonly [what: string, there: readonly number[], here: readonly number[], verdict: Verdict]
>([
  ['the same', [0.001, 0.002], [0.001, 0.002], 'reproduced'],
  ['the same to six figures', [0.1234561], [0.1234564], 'reproduced'],
  ['diverged there and here', [0.1, Infinity], [0.1, Infinity], 'reproduced'],
  ['a seed within 2 %', [0.1, 0.2], [0.1, 0.2039], 'within_tolerance'],
  ['all seeds within 2 %', [0.1, 0.2], [0.099, 0.201], 'within_tolerance'],
  ['one seed alone within 2 %', [0.1], [0.1019], 'within_tolerance'],
  // The medians of these agree.
  ['a seed that is far off', [1e-6, 0.1, 0.2], [2.5e-6, 0.1, 0.2], 'partly_reproduced'],
  ['two that change places', [0.1, 0.2, 0.3], [0.3, 0.2, 0.1], 'partly_reproduced'],
  ['a seed that diverged', [0.1, 0.2], [0.1, Infinity], 'partly_reproduced'],
  ['a seed that diverged only there', [0.1, Infinity], [0.1, 0.2], 'partly_reproduced'],
  ['a seed that is missing', [0.1, 0.2], [0.1], 'partly_reproduced'],
  ['a seed not measured at that epoch', [0.1, 0.2], [0.1, NaN], 'partly_reproduced'],
  ['another result', [0.1, 0.2], [0.3, 0.6], 'not_reproduced'],
  ['one seed alone beyond 2 %', [0.1], [0.1021], 'not_reproduced'],
  ['nothing measured', [0.1, 0.2], [NaN, NaN], 'not_reproduced'],
  ['zero claimed', [0], [1e-9], 'not_reproduced'],
])('%s', (_, there, here, verdict) => {
  expect(checkClaim(claimOf(there), outcomes(here)).verdict).toBe(verdict);
});

/** What is said of a claim after its seeds ran again. */
function said(claim: Claim, losses: ReturnType<typeof outcomes>, here: Arithmetic): string {
  return verdictText(claim, checkClaim(claim, losses), here);
}

describe('the text', () => {
  test('counts the seeds that agree and names those that do not', () => {
    const text = said(
      claimOf([5.7185e-6, 0.1, 0.2, 0.3], relaxed),
      outcomes([1.413e-5, 0.1, 0.201, 0.3]),
      plain,
    );
    expect(text).toBe(
      '3 of 4 seeds agree within the tolerance of 2 %, 1 does not: seed 0 (1.413e−5 instead of 5.7185e−6, 150 % off). ' +
        'Computed by WebAssembly (CPU, SIMD) here and by WebAssembly (CPU, relaxed SIMD) there: they round differently, and chaotic training amplifies that.',
    );
  });

  test('says how many seeds are reproduced and how far the others are', () => {
    const text = said(claimOf([0.1, 0.2, 0.3]), outcomes([0.1, 0.201, 0.3]), plain);
    expect(text).toBe(
      'All 3 seeds agree within the tolerance of 2 %: 2 to six figures, the others by up to 0.5 %. ' +
        'Both were computed by WebAssembly (CPU, SIMD).',
    );
  });

  test('names three seeds at the most', () => {
    const there = Array.from({ length: 9 }, () => 0.1);
    const text = said(claimOf(there), outcomes(there.map(() => 1)), plain);
    expect(text).toContain('0 of 9 seeds agree');
    expect(text).toContain('seed 2 (1 instead of 0.1, 900 % off) and 6 more.');
  });

  test.each<readonly [there: Arithmetic, here: Arithmetic, part: string]>([
    [{ engine: 'wasm' }, plain, 'Both were computed by WebAssembly (CPU, SIMD), perhaps on other'],
    [plain, { engine: 'wasm' }, 'Both were computed by WebAssembly, perhaps on other devices.'],
    [{ engine: 'webgl' }, { engine: 'webgl' }, 'Both were computed by WebGL, perhaps on other'],
    [{ engine: 'webgl' }, relaxed, 'by WebAssembly (CPU, relaxed SIMD) here and by WebGL there'],
  ])('tells what computed both: %j, %j', (there, here, part) => {
    expect(said(claimOf([0.1], there), outcomes([0.101]), here)).toContain(part);
  });

  test('says that nothing was measured at the claimed epoch', () => {
    const claim = { ...claimOf([0.1]), epoch: 999_999 };
    const text = said(claim, outcomes([NaN]), plain);
    expect(text).toMatch(/^Nothing was measured here after 999999 epochs/);
  });
});
