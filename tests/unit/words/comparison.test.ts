import { expect, it } from 'vitest';
import { compareGroups, compareSuccess, type SeedOutcome } from '#src/studies/comparison.ts';
import { comparisonStatements } from '#src/studies/statements.ts';
import { comparisonText, successesText } from '#src/words/comparison.ts';

it('says of two groups how often each succeeds, then which median is lower', () => {
  const losses = (...values: readonly number[]) => values.map((value, seed) => ({ seed, value }));
  const successes = (...values: readonly boolean[]) =>
    values.map((succeeded, seed) => ({ seed, succeeded }));
  const comparison = compareGroups(losses(3, 3, 3, 3, 3), losses(1.5, 1.5, 1.5, 1.5, NaN));
  const success = compareSuccess(
    successes(false, false, false, false, true),
    successes(true, true, true, true, false),
  );
  expect(comparisonText(comparisonStatements(comparison, success, 'A', 'B'))).toBe(
    '1 of 5 seeds succeed with A and 4 with B, which may be chance (exact paired test, p = 0.38). ' +
      'No difference of the medians is shown between A and B: B is 2× lower, 95 % interval 0 to 2. ' +
      'B is lower in 4 of 5 seeds. 1 of 5 seeds diverged with B.',
  );
});

it('puts R² and RMSE beside the medians of losses', () => {
  const runs = (...rmses: readonly number[]) =>
    rmses.map((rmse, seed) => ({ seed, value: rmse ** 2, beside: { r2: 1 - rmse ** 2, rmse } }));
  const told = (a: readonly SeedOutcome[], b: readonly SeedOutcome[]) =>
    comparisonText(comparisonStatements(compareGroups(a, b), null, 'A', 'B'));
  expect(told(runs(0.1, 0.2, 0.3, 9), runs(0.5, 0.5, 0.5))).toContain(
    'At the median: A R² 0.96, RMSE 0.2; B R² 0.75, RMSE 0.5.',
  );
  expect(told(runs(Infinity), runs(0.5))).not.toContain('R²');
  expect(told([{ seed: 0, value: 1, beside: {} }], runs(0.5))).not.toContain('R²');
});

it('says what became of the seeds of one experiment', () => {
  const criterion = { kind: 'over', column: 'heldOutAccuracy', value: 0.95 } as const;
  expect(successesText({ of: 4, successes: 1, stuck: 2, diverged: 1 }, criterion)).toBe(
    '1 of 4 seeds end with a held-out accuracy over 0.95. 2 seeds are stuck at guessing. 1 seed diverged.',
  );
});
