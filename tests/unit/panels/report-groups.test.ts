import { expect, it } from 'vitest';
import type { StoredBatch } from '#src/library/batch.ts';
import {
  reportGroups,
  reportQuestions,
  representatives,
} from '#src/panels/share/report/report-groups.ts';
import { storedRun } from '../../support/stored-runs.ts';
import { sumBin } from '../../support/sum-bin.ts';

const experiments = [sumBin, { ...sumBin, learningRate: 0.5 }];
const batch: StoredBatch = {
  id: 'b',
  settled: true,
  batch: {
    id: 'b',
    createdAt: 0,
    title: 'Two rates',
    groups: experiments.map((experiment, g) => ({ name: `group ${g}`, experiment, at: [] })),
    seeds: [0, 1],
    axes: [],
    lockStep: false,
  },
};
const run = (group: number, seed: number) =>
  storedRun(`b/${group}/${seed}`, [], {
    groupId: 'b',
    experiment: { ...(experiments[group] ?? sumBin), seed },
  }).run;

it('groups come in the order of their batch, and seeds in theirs, however the runs ended', () => {
  const groups = reportGroups([run(1, 1), run(0, 1), run(1, 0), run(0, 0)], [batch]);
  expect(groups.map(({ name, runs }) => [name, ...runs.map(({ id }) => id)])).toEqual([
    ['group 0', 'b/0/0', 'b/0/1'],
    ['group 1', 'b/1/0', 'b/1/1'],
  ]);
});

it('runs of a batch are a question, those of none another', () => {
  const alone = storedRun('a', [], { groupId: null, experiment: sumBin }).run;
  const asked = reportQuestions([run(0, 0), alone, run(1, 0)], [batch]);
  expect(asked.map(({ title, runs }) => [title, ...runs.map(({ id }) => id)])).toEqual([
    ['Two rates', 'b/0/0', 'b/1/0'],
    [null, 'a'],
  ]);
});

it.each([
  [
    [
      [5, 1, 3],
      [2, 9, 4],
    ],
    6,
    [
      [5, 1, 3],
      [2, 9, 4],
    ],
  ],
  [
    [
      [5, 1, 3, 2, 4],
      [7, 9, 8],
    ],
    4,
    [
      [5, 3],
      [9, 8],
    ],
  ],
  [[[5, 1, 3], [], [9], [4, 2]], 2, [[3], [], [9], [2]]],
])('every group is represented, by its middle run first (%#)', (groups, most, chosen) => {
  expect(representatives(groups, (loss) => loss, most)).toEqual(chosen);
});
