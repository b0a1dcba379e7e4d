import { describe, expect, it } from 'vitest';
import { type Experiment } from '#src/experiment/fields.ts';
import { presetById } from '#src/experiment/presets.ts';
import { expandSweep, switchPointSweep, valueRange } from '#src/runs/sweep.ts';

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
    const runs = expandSweep({ base: hybrid, axes, seeds: [3, 4], sample: null });
    expect(runs.ok && runs.value).toHaveLength(12);
    expect(runs.ok && runs.value[5]).toMatchObject({
      at: [0, 2],
      seed: 4,
      experiment: { learningRate: 0.01, batchSize: 100, seed: 4 },
    });
  });

  it('try a random part, the same each time', () => {
    const sample = () => expandSweep({ base: hybrid, axes, seeds: [0], sample: 4 });
    const runs = sample();
    expect(runs).toEqual(sample());
    expect(runs.ok && new Set(runs.value.map((run) => run.at.join())).size).toBe(4);
  });

  it('name what cannot run', () => {
    const runs = expandSweep({
      base: hybrid,
      axes: [{ field: 'epochs', values: [500, 100], labels: ['500', '100'] }],
      seeds: [0],
      sample: null,
    });
    expect(runs).toMatchObject({
      ok: false,
      error: [{ field: 'phases', message: expect.stringContaining('epochs = 100') }],
    });
  });

  it('move the hybrid’s switch point', () => {
    const runs = expandSweep(switchPointSweep(hybrid, [0, 50, 450], [0]));
    expect(runs.ok && runs.value.map((run) => run.experiment.phases[0])).toEqual([
      { order: 'reshuffle', epochs: null },
      { order: 'fixed', epochs: 50 },
      { order: 'fixed', epochs: 450 },
    ]);
  });
});
