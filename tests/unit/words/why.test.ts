import { expect, test } from 'vitest';
import { changeText } from '#words/why.ts';
import { sumBin } from '../../support/sum-bin.ts';

test('a change leaves out what has no effect once it is made', () => {
  const broadcasting = { ...sumBin, target: 'sine', labelShape: 'row', reduce: 'flux' } as const;
  const changes = { labelShape: 'match', reduce: 'mean', epochs: 500 } as const;
  const text = changeText(broadcasting, changes);
  expect(text).toMatch(/^label shape Row → Matches the predictions, epochs 50 → 500$/);
});
