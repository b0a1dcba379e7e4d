import { expect, it } from 'vitest';
import type { StoredRun } from '#src/library/stored-run.ts';
import { successStatements } from '#src/studies/statements.ts';
import { isStuck, seedSuccesses, sharedCriterion, successCounts } from '#src/studies/successes.ts';
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

it.each<[runs: readonly StoredRun[], ids: readonly string[]]>([
  [[good, good], ['succeed']],
  [
    [good, stuck],
    ['succeed', 'stuck'],
  ],
  [
    [good, broken],
    ['succeed', 'diverge'],
  ],
  [[partly], ['succeed']],
  [
    [good, stuck, stuck, broken],
    ['succeed', 'stuck', 'diverge'],
  ],
])('what is said of seeds is what became of them (%#)', (runs, ids) => {
  const counts = successCounts(runs, criterion, guessing);
  expect(successStatements(counts).map(({ id }) => id)).toEqual(ids);
});

it('is met on training points where an experiment holds none out', () => {
  const { experiment } = good;
  const all = [experiment, { ...experiment, heldOutFrom: 'none' }] as const;
  expect(sharedCriterion(criterion, [experiment])).toBe(criterion);
  expect(sharedCriterion(criterion, all).column).toBe('trainAccuracy');
  const under = { kind: 'under', column: 'heldOutLoss', value: 0.1 } as const;
  expect(sharedCriterion(under, all).column).toBe('trainLoss');
});
