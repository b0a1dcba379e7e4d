import { describe, expect, it } from 'vitest';
import type { Experiment } from '#src/experiment/fields.ts';
import { presetById } from '#src/experiment/presets.ts';
import { batchRuns, placeInBatch } from '#src/library/batch.ts';
import {
  overlayRequests,
  presetBatches,
  seededExperiments,
  seedRange,
  seedsBatch,
  sweepBatch,
  sweepOf,
} from '#src/studies/make-batch.ts';
import type { Sweep } from '#src/studies/sweep.ts';

const identity = { id: 'b', createdAt: 0 };
const experiment = (id: string) => presetById(id)!.experiment;

describe('batches that are one click away', () => {
  it.each(presetBatches)('$id can run', ({ make }) => {
    expect(make(identity).ok).toBe(true);
  });

  it.each(['normal-hybrid', 'switch-point'])(
    '%s takes a sine for learnt only at a training loss under 0.001',
    (wanted) => {
      const batch = presetBatches.find(({ id }) => id === wanted)!.make(identity);
      expect(batch).toMatchObject({ value: { success: { column: 'trainLoss', value: 0.001 } } });
    },
  );

  it.each([
    ['sum-bin-posted', ['stuck-seeds']],
    ['sum-bin-deep', []],
    ['sum-mod-posted', []],
    ['sine-hybrid', ['normal-hybrid', 'switch-point']],
  ])('beside %s are %j', (preset, offered) => {
    const suitable = presetBatches.filter(({ suits }) => suits(presetById(preset)!));
    expect(suitable.map(({ id }) => id)).toEqual(offered);
  });

  it('sweep the switch point over ten values with eight seeds', () => {
    const batch = presetBatches.find(({ id }) => id === 'switch-point')!.make(identity);
    if (!batch.ok) throw new Error('refused');
    const runs = batchRuns(batch.value);
    expect(runs).toHaveLength(80);
    expect(runs.map(({ id }) => placeInBatch(id, 'b'))).toEqual(
      runs.map(({ group, seed }) => ({ group, seed })),
    );
    expect(placeInBatch('another', 'b')).toBeNull();
    expect(batch.value.groups.map((group) => group.experiment.phases[0])).toEqual([
      { order: 'reshuffle', epochs: null },
      ...[50, 100, 150, 200, 250, 300, 350, 400, 450].map((epochs) => ({ order: 'fixed', epochs })),
    ]);
  });
});

describe('a sweep', () => {
  it('is known again from its batch', () => {
    const base = experiment('sine-normal');
    const sweep: Sweep = {
      base,
      axes: [
        { field: 'learningRate', values: [0.001, 0.01], labels: ['0.001', '0.01'] },
        { field: 'batchSize', values: [10, 20], labels: ['10', '20'] },
      ],
      seeds: [1, 2],
      sample: null,
    };
    const batch = sweepBatch(sweep, identity);
    if (!batch.ok) throw new Error('refused');
    expect(sweepOf(batch.value)).toMatchObject({ axes: sweep.axes, seeds: [1, 2], sample: null });
  });
});

describe('an overlay', () => {
  it('is trained run by run: experiments with the same seeds together, and no others', () => {
    const [a, b, c] = ['circles', 'spirals', 'runge'].map(experiment);
    const run = (of: Experiment | undefined, seed: number) => ({ experiment: { ...of!, seed } });
    const overlay = seededExperiments([run(a, 1), run(b, 5), run(a, 2), run(c, 1), run(c, 2)]);
    expect(overlay.map(({ experiment: { target }, seeds }) => [target, seeds])).toEqual([
      [a?.target, [1, 2]],
      [b?.target, [5]],
      [c?.target, [1, 2]],
    ]);
    const requests = overlayRequests(overlay);
    expect(requests.map(({ groups, seeds }) => [groups.length, seeds])).toEqual([
      [2, [1, 2]],
      [1, [5]],
    ]);
  });
});

describe('batches of seeds', () => {
  it('give every group the same seeds, side by side only where there is another side', () => {
    const groups = [{ name: 'a', experiment: experiment('sine-normal') }];
    const request = { groups, seeds: seedRange(5, 3), lockStep: true };
    expect(seedsBatch(request, identity)).toMatchObject({
      ok: true,
      value: { seeds: [5, 6, 7], title: '', lockStep: false },
    });
  });

  it('need an experiment, and no more runs than a browser takes', () => {
    const none = { groups: [], seeds: [1], lockStep: false };
    expect(seedsBatch(none, identity).ok).toBe(false);
    const groups = [{ name: 'a', experiment: experiment('sine-normal') }];
    const many = { groups, seeds: seedRange(0, 65), lockStep: false };
    expect(seedsBatch(many, identity).ok).toBe(false);
  });
});
