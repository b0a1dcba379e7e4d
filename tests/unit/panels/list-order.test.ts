import { describe, expect, it } from 'vitest';
import { byBatch, listedRuns } from '#src/panels/compare/runs/list-order.ts';
import { fieldWords } from '#words/fields.ts';
import { storedRun } from '../../support/stored-runs.ts';

const runs = [
  storedRun('a', [{ heldOutLoss: 0.5 }], { createdAt: 3, name: 'Run 10', notes: 'look here' }).run,
  storedRun('b', [{ heldOutLoss: 0.1 }], { createdAt: 2, name: 'Run 9', groupId: 'g' }).run,
  storedRun('c', [{}], { createdAt: 1, name: 'unmeasured' }).run,
  storedRun('d', [{ heldOutLoss: 0.9 }], { createdAt: 0, name: 'pinned', pinned: true }).run,
];
const all = { text: '', from: 'all' };
const ids = (...args: Parameters<typeof listedRuns>) => listedRuns(...args).map(({ id }) => id);

describe('the list of runs', () => {
  it('has pinned runs first and unmeasured ones last, either way', () => {
    expect(ids(runs, all, { key: 'heldOutLoss', descending: false })).toEqual(['d', 'b', 'a', 'c']);
    expect(ids(runs, all, { key: 'heldOutLoss', descending: true })).toEqual(['d', 'a', 'b', 'c']);
  });

  it('sorts names as people count', () => {
    expect(ids(runs, all, { key: 'name', descending: false })).toEqual(['d', 'b', 'a', 'c']);
  });

  it('is filtered by words and by where runs come from', () => {
    const newest = { key: 'createdAt', descending: true } as const;
    expect(ids(runs, { text: 'run LOOK', from: 'all' }, newest)).toEqual(['a']);
    expect(ids(runs, { text: '', from: 'single' }, newest)).toEqual(['d', 'a', 'c']);
    expect(ids(runs, { text: '', from: 'g' }, newest)).toEqual(['b']);
  });

  it('finds numbers of a thousand or more, and engines by the name they are shown under', () => {
    const [first] = runs as [(typeof runs)[number]];
    const searchable = [
      { ...first, id: 'long', name: null, experiment: { ...first.experiment, epochs: 1_250_000 } },
      { ...first, id: 'noted', name: 'short', notes: 'up to 1 250 000 epochs', engine: 'tfjs' },
    ] as const;
    const newest = { key: 'createdAt', descending: true } as const;
    const found = (text: string) => ids(searchable, { text, from: 'all' }, newest);
    for (const number of ['1250000', '1 250 000', '1\u202f250\u202f000'])
      expect(found(`epochs ${number}`), number).toEqual(['long', 'noted']);
    expect(found('1250001')).toEqual([]);
    expect(found(fieldWords.engine.options.wasm)).toEqual(['long']);
    expect(found('tfjs')).toEqual(['noted']);
  });

  it('is gathered by batch, each with the best and the middle of what was measured', () => {
    const [first] = runs as [(typeof runs)[number]];
    const losses = [0.5, 0.1, Number.NaN, 0.3];
    const of = losses.map((heldOutLoss, i) => ({
      ...first,
      id: `g${i}`,
      groupId: 'g',
      createdAt: i,
      figures: { ...first.figures, heldOutLoss },
    }));
    expect(byBatch([...of.slice(0, 2), ...runs.slice(2, 3), ...of.slice(2)])).toMatchObject([
      { id: 'g', runs: of, best: 0.1, middle: 0.3, createdAt: 3 },
      { id: null, best: Number.NaN, middle: Number.NaN, createdAt: 1 },
    ]);
  });

  it('judges a batch by the training loss where one of its runs holds no points out', () => {
    const [first] = runs as [(typeof runs)[number]];
    const experiment = { ...first.experiment, heldOutFrom: 'none' } as const;
    const of = [0.4, 0.2].map((trainLoss) => ({
      ...first,
      experiment,
      figures: { ...first.figures, heldOutLoss: Number.NaN, trainLoss },
    }));
    expect(byBatch(of)).toMatchObject([{ metric: 'trainLoss', best: 0.2 }]);
    expect(byBatch(runs.slice(0, 1))).toMatchObject([{ metric: 'heldOutLoss', best: 0.5 }]);
  });
});
