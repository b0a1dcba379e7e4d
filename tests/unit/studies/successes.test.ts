import { expect, it } from 'vitest';
import type { StoredRun } from '#src/library/stored-run.ts';
import { isStuck, seedSuccesses, successCounts } from '#src/studies/successes.ts';
import { successesText } from '#words/comparison.ts';
import { storedRun } from '../../support/stored-runs.ts';

const guessing = { loss: 1, accuracy: 0.5, answer: 'shares' } as const;
const criterion = { kind: 'over', column: 'heldOutAccuracy', value: 0.95 } as const;
const diverged = { kind: 'non_finite', epoch: 1, step: 1 } as const;

/** A run of each outcome. */
const run = (trainLoss: number, heldOutAccuracy: number, stopped?: StoredRun['stopped']) =>
  storedRun('a', [{ trainLoss, heldOutAccuracy }], stopped === undefined ? {} : { stopped }).run;
const [good, partly, stuck, broken] = [
  run(0.1, 1),
  run(0.4, 0.9),
  run(1, 0.5),
  run(0.1, 1, diverged),
];

it('a run that diverged is none, however good its last value was', () => {
  const succeeded = seedSuccesses([good, partly, stuck, broken], criterion);
  expect(succeeded.map((one) => one.succeeded)).toEqual([true, false, false, false]);
  expect([partly, stuck, broken].map((one) => isStuck(one, guessing))).toEqual([
    false,
    true,
    false,
  ]);
  expect(isStuck(stuck, null)).toBe(false);
});

it.each<[runs: readonly StoredRun[], sentence: string]>([
  [[good, good], '2 of 2 seeds end with a held-out accuracy over 0.95.'],
  [[good, stuck], '1 of 2 seeds end with a held-out accuracy over 0.95; 1 is stuck at guessing.'],
  [[partly], '0 of 1 seed ends with a held-out accuracy over 0.95.'],
  [
    [good, stuck, stuck, broken],
    '1 of 4 seeds end with a held-out accuracy over 0.95; 2 are stuck at guessing, 1 diverged.',
  ],
])('how many seeds succeed is said in one sentence (%#)', (runs, sentence) => {
  const counts = successCounts(runs, criterion, guessing);
  expect(successesText(counts, 'held-out accuracy over 0.95')).toBe(sentence);
});
