import { expect, test } from 'vitest';
import type { Trial } from '#src/doctor/contract.ts';
import { partingStatements } from '#src/doctor/statements.ts';
import { changeText, partingText, trialText } from '#src/words/why.ts';
import { sumBin } from '../../support/sum-bin.ts';
import { strangeVerdict } from '../../support/verdict.ts';

test('a change leaves out what has no effect once it is made', () => {
  const broadcasting = { ...sumBin, target: 'sine', labelShape: 'row', reduce: 'flux' } as const;
  const changes = { labelShape: 'match', reduce: 'mean', epochs: 500 } as const;
  const text = changeText(broadcasting, changes);
  expect(text).toMatch(/^label shape Row → Matches the predictions, epochs 50 → 500$/);
});

test('what parts seeds is told with how much of it chance would do, and not where that is more than asked', () => {
  const parting = {
    moment: 'start',
    layer: 0,
    sign: 'dead',
    fitting: [0, 0.25, 0.5],
    stuck: [1, 1, 1],
    byChance: 1,
  } as const;
  const partings = { fitting: 7, stuck: 1, found: [parting], looked: 4 };
  expect(partingStatements(partings)).toEqual([]);
  expect(partingStatements(partings, 1).map(partingText)).toEqual([
    'Hidden layer 1 before training: 100 % dead units where it does not fit (1 seed), 25 (0 to 50) % dead units where it does (7).',
    'Of 4 signs looked at, 1 would differ as much by chance.',
  ]);
});

test('a trial is told with R² and RMSE where it answers numbers, and with its skill where R² is none', () => {
  const told = (beside: NonNullable<Trial['beside']>) =>
    trialText(sumBin, { ...strangeVerdict.before, changes: { epochs: 500 }, skill: 0.9, beside });
  expect(told({})).toBe('epochs 50 → 500: 1 of 8 seeds, skill 0.9');
  expect(told({ r2: 0.9, rmse: 0.12 })).toBe('epochs 50 → 500: 1 of 8 seeds, R² 0.9, RMSE 0.12');
  expect(told({ r2: 0.95, rmse: 0.12 })).toMatch(/skill 0.9, R² 0.95, RMSE 0.12$/);
});
