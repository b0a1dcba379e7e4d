import { describe, expect, it } from 'vitest';
import { type Experiment } from '#src/experiment/fields.ts';
import { presetById } from '#src/experiment/presets.ts';
import { type Batch, batchRuns, checkBatch } from '#src/library/batch.ts';
import { sweepGroups, switchPointSweep, valueRange } from '#src/studies/sweep.ts';

const hybrid = presetById('sine-hybrid')?.experiment as Experiment;

describe('ranges', () => {
  it('are even on their scale, ends included', () => {
    expect(valueRange(0, 1, 5)).toEqual({ ok: true, value: [0, 0.25, 0.5, 0.75, 1] });
    expect(valueRange(1e-4, 1, 5, { scale: 'log' })).toEqual({
      ok: true,
      value: [1e-4, 1e-3, 0.01, 0.1, 1],
    });
    expect(valueRange(1, 4, 7, { integer: true })).toEqual({ ok: true, value: [1, 2, 3, 4] });
  });

  it.each([
    [0, 1, 3, 'log'],
    [1, Infinity, 3, 'linear'],
    [0, 1, 0, 'linear'],
    [0, 1, 65, 'linear'],
  ] as const)('refuse %s…%s in %s %s values', (from, to, count, scale) => {
    expect(valueRange(from, to, count, { scale }).ok).toBe(false);
  });
});

describe('sweeps', () => {
  const axes = [
    { field: 'learningRate', values: [0.01, 0.1], labels: ['0.01', '0.1'] },
    { field: 'batchSize', values: [1, 10, 100], labels: ['1', '10', '100'] },
  ] as const;

  it('try every combination with every seed', () => {
    const groups = sweepGroups({ base: hybrid, axes, seeds: [3, 4], sample: null });
    expect(groups.ok && groups.value).toHaveLength(6);
    expect(groups.ok && groups.value[2]).toMatchObject({
      at: [0, 2],
      name: '',
      experiment: { learningRate: 0.01, batchSize: 100 },
    });
  });

  it('try a random part, the same each time', () => {
    const sample = () => sweepGroups({ base: hybrid, axes, seeds: [0], sample: 4 });
    const groups = sample();
    expect(groups).toEqual(sample());
    expect(groups.ok && new Set(groups.value.map((group) => group.at.join())).size).toBe(4);
  });

  it('of too many runs are refused before any is looked at', () => {
    const values = Array.from({ length: 64 }, () => 'none');
    const axis = (field: 'epochs' | 'batchSize') => ({ field, values, labels: values });
    const sweep = { base: hybrid, axes: [axis('epochs'), axis('batchSize')], seeds: [0] } as const;
    const refused = (sample: number | null) => sweepGroups({ ...sweep, sample });
    expect(refused(null)).toMatchObject({
      ok: false,
      error: [{ field: 'seed', message: expect.stringMatching(/^4096 runs are too many/) }],
    });
    expect(refused(9)).toMatchObject({ ok: false, error: [{ field: 'batchSize' }, {}] });
  });

  it('name what cannot run', () => {
    const axis = { field: 'epochs', values: [500, 100], labels: ['500', '100'] } as const;
    const groups = sweepGroups({ base: hybrid, axes: [axis], seeds: [0], sample: null });
    expect(groups).toMatchObject({
      ok: false,
      error: [{ field: 'phases', message: expect.stringContaining('epochs=100') }],
    });
  });

  it('move the hybrid’s switch point', () => {
    const groups = sweepGroups(switchPointSweep(hybrid, [0, 50, 450], [0]));
    expect(groups.ok && groups.value.map((group) => group.experiment.phases[0])).toEqual([
      { order: 'reshuffle', epochs: null },
      { order: 'fixed', epochs: 50 },
      { order: 'fixed', epochs: 450 },
    ]);
  });
});

describe('batches', () => {
  const group = (name: string) => ({ name, at: [], experiment: hybrid });
  const batch: Batch = {
    id: 'b',
    createdAt: 0,
    title: 't',
    groups: [group('A'), group('B')],
    seeds: [5, 6],
    axes: [],
    lockStep: false,
  };

  it('run every group with every seed, seed by seed, under lasting ids', () => {
    const runs = batchRuns(batch);
    expect(runs.map((run) => run.id)).toEqual(['b/0/5', 'b/1/5', 'b/0/6', 'b/1/6']);
    expect(runs.map((run) => run.experiment.seed)).toEqual([5, 5, 6, 6]);
  });

  it('are refused when they are too large for a browser', () => {
    expect(checkBatch(batch).ok).toBe(true);
    expect(checkBatch({ ...batch, seeds: [] }).ok).toBe(false);
    const many = Array.from({ length: 100 }, () => group('A'));
    expect(
      checkBatch({ ...batch, groups: many, seeds: Array.from({ length: 21 }, (_, i) => i) }).ok,
    ).toBe(false);
  });
});
