import { describe, expect, it } from 'vitest';
import type { Batch } from '#src/library/batch.ts';
import {
  batchProgress,
  groupRuns,
  outcomeOf,
  seedOutcomes,
  tellingRuns,
} from '#src/studies/outcomes.ts';
import { storedRun } from '../../support/stored-runs.ts';
import { sumBin } from '../../support/sum-bin.ts';

const batch: Batch = {
  id: 'b',
  createdAt: 0,
  title: 't',
  groups: [
    { name: 'A', at: [], experiment: sumBin },
    { name: 'B', at: [], experiment: { ...sumBin, learningRate: 0.1 } },
  ],
  seeds: [3, 4],
  axes: [],
  lockStep: false,
};

const kept = (group: number, seed: number, heldOutLoss: number, diverged = false) =>
  storedRun(`b/${group}/${seed}`, [{ heldOutLoss, trainAccuracy: 0.9 }], {
    experiment: { ...sumBin, seed },
    stopped: diverged ? { kind: 'non_finite', epoch: 2, step: 7 } : { kind: 'epochs' },
  }).run;
const runs = [kept(0, 3, 0.5), kept(1, 4, 0.25), kept(1, 3, 9, true)];
const byId = new Map(runs.map((run) => [run.id, run]));

describe('the outcomes of a batch', () => {
  it('are sorted by group and seed, whatever has ended', () => {
    const groups = groupRuns(batch, byId);
    expect(groups.map((group) => group.runs.map((run) => run?.id ?? null))).toEqual([
      ['b/0/3', null],
      ['b/1/3', 'b/1/4'],
    ]);
    expect(batchProgress(batch, byId)).toEqual({ done: 3, total: 4 });
  });

  it('count a diverged run as the worst, never as missing', () => {
    const [, b] = groupRuns(batch, byId);
    expect(seedOutcomes(b!, 'heldOutLoss')).toEqual([
      { seed: 3, value: Number.POSITIVE_INFINITY, beside: {} },
      { seed: 4, value: 0.25, beside: {} },
    ]);
    expect(outcomeOf(runs[2]!, 'trainAccuracy')).toBe(0);
  });

  it('are held to what guessing scores by the first run of the same data and loss', () => {
    const [a, b] = groupRuns(batch, byId);
    const noisy = { ...b!.group, experiment: { ...sumBin, labelNoise: 0.2 } };
    const ids = (...groups: Parameters<typeof tellingRuns>[0]) =>
      tellingRuns(groups).map((run) => run?.id ?? null);
    expect(ids(a!, b!, { ...b!, group: noisy })).toEqual(['b/0/3', 'b/0/3', 'b/1/3']);
    expect(ids({ ...a!, runs: [null, null] }, b!)).toEqual(['b/1/3', 'b/1/3']);
    expect(ids({ ...b!, group: noisy, runs: [null] }, b!)).toEqual([null, 'b/1/3']);
  });

  it('leave out what was never measured', () => {
    const [a] = groupRuns(batch, byId);
    expect(seedOutcomes(a!, 'heldOutAccuracy')).toEqual([]);
  });
});
