import { expect, test } from 'vitest';
import { partingStatements } from '#src/doctor/statements.ts';
import { changeText, partingText } from '#src/words/why.ts';
import { sumBin } from '../../support/sum-bin.ts';

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
    fitting: [0, 0.5],
    stuck: [1, 1],
  } as const;
  const partings = { fitting: 7, stuck: 1, found: [parting], looked: 4, byChance: 1 };
  expect(partingStatements(partings)).toEqual([]);
  expect(partingStatements(partings, 1).map(partingText)).toEqual([
    'Hidden layer 1 before training: 100 % dead units where it does not fit (1 seed), 0 to 50 % dead units where it does (7).',
    'Of 4 signs looked at, 1 would part these seeds by chance.',
  ]);
});
