import { describe, expect, it } from 'vitest';
import type { Experiment } from '#src/experiment/fields.ts';
import type { StoredRun } from '#src/library/stored-run.ts';
import { distinctRunNames, endingPhrase } from '#src/panels/shared/run-words.ts';
import { storedRun } from '../../support/stored-runs.ts';
import { sumBin } from '../../support/sum-bin.ts';

const own = { target: 'ripple', loss: 'mse', outputActivation: 'linear' } as const;

function namesOf(changes: readonly (Partial<Experiment> & Partial<StoredRun>)[]) {
  const runs = changes.map(({ name = null, engine, ...experiment }, i) => {
    const made = { ...sumBin, ...experiment };
    return storedRun(String(i), [{}], { name, experiment: made, engine: engine as 'wasm' }).run;
  });
  return [...distinctRunNames(runs).values()];
}

describe('names of runs beside one another', () => {
  it('are as short as tells them apart', () => {
    expect(namesOf([{}, { outputActivation: 'linear' }])).toEqual([
      'Sum-bin, as posted',
      'Sum-bin without the second softmax',
    ]);
    expect(namesOf([{ seed: 1 }, { seed: 2 }])).toEqual([
      'Sum-bin, as posted · seed 1',
      'Sum-bin, as posted · seed 2',
    ]);
    expect(namesOf([{ engine: 'wasm' }, { engine: 'tfjs' }])).toEqual([
      'Sum-bin, as posted · seed 0 · WebAssembly',
      'Sum-bin, as posted · seed 0 · TensorFlow.js',
    ]);
  });

  it('tell what differs where the name alone does not', () => {
    expect(namesOf([own, { ...own, l2: 0.01, batchSize: 4 }])).toEqual([
      'Ripple · 2 ReLU · SGD with momentum, learning rate 0.001 · batch size 1 · L2 0',
      'Ripple · 2 ReLU · SGD with momentum, learning rate 0.001 · batch size 4 · L2 0.01',
    ]);
    expect(namesOf([{ name: 'mine' }, { name: 'mine', epochs: 7 }])).toEqual([
      'mine · epochs 50',
      'mine · epochs 7',
    ]);
  });
});

describe('how a run ended', () => {
  it('is said where it did not come to its end', () => {
    const { run } = storedRun('a', [{}, {}, {}]);
    expect(endingPhrase(run)).toBe('');
    expect(endingPhrase({ ...run, stopped: null })).toBe('interrupted at epoch 3 of 50');
  });
});
