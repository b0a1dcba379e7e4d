import { expect, it } from 'vitest';
import { besideClaim, claimText } from '#src/words/claim.ts';
import { smallExperiment } from '../../support/session-harness.ts';

it('says what stands beside a claim: by its experiment alone, or by the runs of its seeds', () => {
  const claim = {
    measure: 'heldOutLoss',
    losses: [
      { seed: 0, loss: 4 },
      { seed: 1, loss: 1 },
      { seed: 2, loss: Number.POSITIVE_INFINITY },
    ],
  } as const;
  const run = (seed: number) => ({
    experiment: { ...smallExperiment, seed },
    lossFactor: 100,
    answerVariance: { train: 1, heldOut: 8 },
  });
  expect(besideClaim(claim, smallExperiment, [])).toBe('RMSE 2');
  expect(besideClaim(claim, smallExperiment, [run(2), run(0), run(1)])).toBe('R² 0.5, RMSE 20');
  const two = { ...claim, losses: claim.losses.slice(0, 2), epoch: 5, engine: 'wasm' } as const;
  expect(claimText(two, smallExperiment)).toMatch(/ 1 at the median of 2 seeds/);
  expect(besideClaim(two, smallExperiment, [])).toBe('RMSE 1');
  const scaled = { ...smallExperiment, targetScaling: 'standardise' } as const;
  expect(besideClaim(claim, scaled, [])).toBe('');
});
