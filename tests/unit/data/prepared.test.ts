import { expect, it } from 'vitest';
import { PreparedSets } from '#src/data/prepared.ts';
import { findTablesBy } from '#src/data/table/load-table.ts';
import { defaultExperiment as base } from '#src/experiment/defaults.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { keptTableOf } from '../../support/kept-table.ts';

const dataOf = async (sets: PreparedSets, change: Partial<Experiment> = {}) => {
  const answer = await sets.get({ ...base, ...change });
  return answer.ok ? answer.value.train.data.inputs : null;
};

it('are shared by experiments that differ in network and training only', async () => {
  const sets = new PreparedSets();
  const first = await dataOf(sets);
  expect(await dataOf(sets, { layers: [], learningRate: 1, initSeed: 7, epochs: 3 })).toBe(first);
  expect(await dataOf(sets, { summedLoss: true, reduce: 'flux', l1: 1, l2: 1 })).toBe(first);
  expect(await dataOf(sets, { batchSize: 7 })).toBe(first);
  expect(await dataOf(sets, { dataSeed: base.seed, seed: 5 })).toBe(first);
});

it.each<Partial<Experiment>>([
  { seed: 1 },
  { dataSeed: 1 },
  { target: 'step' },
  { trainCount: 20 },
  { inputScaling: 'none' },
  { loss: 'mae' },
  { classTargets: 'number' },
  { classWeighting: 'balanced' },
  { classWeights: [1, 2] },
])('are not shared where data differ: %o', async (change) => {
  const sets = new PreparedSets();
  const first = await dataOf(sets);
  expect(await dataOf(sets, change)).not.toBe(first);
});

it('are forgotten where there are many', async () => {
  const sets = new PreparedSets();
  const first = await dataOf(sets);
  for (let seed = 1; seed < 60; seed++) await dataOf(sets, { seed });
  const again = await dataOf(sets);
  expect(again).not.toBe(first);
  expect(again).toEqual(first);
});

it('are made once their table has come', async () => {
  const sets = new PreparedSets();
  const { experiment, bytes } = keptTableOf(base, 'abcdefghijklmnopqrstuv');
  expect(await dataOf(sets, experiment)).toBeNull();
  findTablesBy(async () => bytes);
  expect(await dataOf(sets, experiment)).toHaveLength(experiment.trainCount);
  findTablesBy(async () => null);
});
