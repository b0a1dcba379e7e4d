import { expect, test } from 'vitest';
import { presetById } from '#src/experiment/presets.ts';
import type { Batch } from '#src/library/batch.ts';
import { presetBatches, seedsBatch, sweepBatch } from '#src/studies/make-batch.ts';
import { toldBatches } from '#src/words/batches.ts';

const identity = { id: 'b', createdAt: 0 };
const sine = presetById('sine-normal')!.experiment;
const slow = { ...sine, learningRate: 0.0001 };

function told(batch: ReturnType<typeof seedsBatch>): Batch {
  if (!batch.ok) throw new Error('refused');
  return toldBatches([{ id: 'b', batch: batch.value, settled: true }])[0]!.batch;
}

const namesOf = ({ groups }: Batch) => groups.map(({ name }) => name);

test('experiments without names are told by what sets them apart', () => {
  const groups = [
    { name: 'mine', experiment: sine },
    { name: null, experiment: slow },
  ];
  const batch = told(seedsBatch({ groups, seeds: [1], lockStep: false }, identity));
  expect(namesOf(batch)).toEqual(['mine', 'learning rate 0.0001']);
  expect(batch.title).toBe('mine against learning rate 0.0001');
});

test('a sweep is told by its fields, values and base', () => {
  const axes = [
    { field: 'learningRate', values: [0.001, 0.01], labels: [] },
    { field: 'optimizer', values: ['sgd', 'momentum'], labels: [] },
  ] as const;
  const batch = told(sweepBatch({ base: sine, axes, seeds: [1], sample: null }, identity));
  expect(batch.title).toBe('Learning rate × Optimiser: Sine, shuffled every epoch');
  expect(batch.axes[0]).toMatchObject({ label: 'Learning rate', values: ['0.001', '0.01'] });
  expect(batch.axes[1]).toMatchObject({ values: ['SGD', 'SGD with momentum'] });
  expect(namesOf(batch)[1]).toBe('learning rate 0.001, optimiser SGD with momentum');
});

test('the name of a sweep leaves out what it varies', () => {
  const title = (field: 'learningRate' | 'layers', base: typeof sine) => {
    const values = field === 'layers' ? [base.layers, []] : [0.002, 0.02];
    const axes = [{ field, values, labels: [] }] as const;
    return told(sweepBatch({ base, axes, seeds: [1], sample: null }, identity)).title;
  };
  const own = { ...sine, target: 'formula', formula: 'x + sin(3x)', learningRate: 0.002 } as const;
  expect(title('learningRate', own)).toMatch(/^Learning rate: x \+ sin\(3x\) · .*ReLU · Adam$/);
  expect(title('layers', own)).toBe('Hidden layers: x + sin(3x) · Adam, learning rate 0.002');
  expect(title('learningRate', slow)).toBe('Learning rate: Sine, shuffled every epoch');
});

test('what the page proposes has names of its own', () => {
  const [hybrid, switchPoint] = presetBatches.map(({ make }) => told(make(identity)));
  expect(namesOf(hybrid!)).toEqual(['normal', 'hybrid']);
  expect(switchPoint).toMatchObject({ title: 'Where to switch' });
  expect(namesOf(switchPoint!)[1]).toBe('50 epochs fixed');
});

test('names that are kept stay as they are', () => {
  const kept: Batch = {
    id: 'b',
    createdAt: 0,
    title: 'An older title',
    groups: [{ name: 'one', experiment: sine, at: [0] }],
    seeds: [1],
    axes: [{ field: 'phases', label: 'Epochs in fixed order', values: ['50'] }],
    lockStep: false,
  };
  expect(told({ ok: true, value: kept })).toEqual(kept);
});

test('a batch that ends is told by the same names as before, so that nothing is drawn anew', () => {
  const groups = [{ name: null, experiment: sine }];
  const made = seedsBatch({ groups, seeds: [1], lockStep: false }, identity);
  if (!made.ok) throw new Error('refused');
  const [before, after] = [false, true].map(
    (settled) => toldBatches([{ id: 'b', batch: made.value, settled }])[0]!,
  );
  expect([before?.settled, after?.settled]).toEqual([false, true]);
  expect(after?.batch).toBe(before?.batch);
});
