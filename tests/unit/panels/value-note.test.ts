import { describe, expect, it } from 'vitest';
import { valueNote } from '#src/panels/fields/value-note.ts';
import { sumBin } from '../../support/sum-bin.ts';

describe('valueNote', () => {
  it('names what 0 stands for', () => {
    expect(valueNote('patience', { ...sumBin, patience: 0 })).toBe('0: off');
    expect(valueNote('patience', { ...sumBin, patience: 3 })).toBeNull();
    expect(valueNote('evaluateEvery', { ...sumBin, evaluateEvery: 0 })).toMatch(/^0: automatic/);
    expect(valueNote('noise', { ...sumBin, noise: 0 })).toBeNull();
  });

  it('says when a batch is all there is', () => {
    const note = (batchSize: number) =>
      valueNote('batchSize', { ...sumBin, trainCount: 1000, batchSize });
    expect(note(999)).toBeNull();
    expect(note(1000)).toBe('Full batch: each step takes all 1\u202f000 training points.');
    expect(note(1001)).toMatch(/^There are fewer points: .*full batch/);
  });
});
