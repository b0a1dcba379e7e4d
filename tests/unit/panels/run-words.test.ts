import { describe, expect, it, test } from 'vitest';
import type { Experiment } from '#src/experiment/fields.ts';
import type { StoredRun } from '#src/library/stored-run.ts';
import {
  distinctRunColours,
  distinctRunNames,
  endingPhrase,
  tellingRunNames,
} from '#src/panels/shared/run-words.ts';
import { storedRun } from '../../support/stored-runs.ts';
import { sumBin } from '../../support/sum-bin.ts';

const own = { target: 'ripple', loss: 'mse', outputActivation: 'linear' } as const;

type Change = Partial<Experiment> & Partial<StoredRun>;

function namesOf(changes: readonly Change[], names = distinctRunNames) {
  const runs = changes.map(({ name = null, engine, ...experiment }, i) => {
    const made = { ...sumBin, ...experiment };
    return storedRun(String(i), [{}], { name, experiment: made, engine: engine as 'wasm' }).run;
  });
  return [...names(runs).values()];
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

  it('hold what tells them apart alone, in charts of several', () => {
    const rates = [0.1, 0.01].flatMap((learningRate) =>
      [1, 2].map((seed) => ({ learningRate, seed, epochs: 7 })),
    );
    expect(namesOf(rates, tellingRunNames)).toEqual([
      'learning rate 0.1 · seed 1',
      'learning rate 0.1 · seed 2',
      'learning rate 0.01 · seed 1',
      'learning rate 0.01 · seed 2',
    ]);
    for (const others of [[{}, own], [own], [{ name: 'mine' }, { seed: 2 }]])
      expect(namesOf(others, tellingRunNames)).toEqual(namesOf(others));
  });
});

test('runs over one another have colours of their own as far as there are any', () => {
  const colours = [2, 2, 0, 2, 0, 9];
  const runs = colours.map((colour, i) => storedRun(String(i), [{}], { colour }).run);
  expect([...distinctRunColours(runs).values()]).toEqual([2, 1, 0, 3, 4, 9]);
});

describe('how a run ended', () => {
  it('is said where it did not come to its end', () => {
    const { run } = storedRun('a', [{}, {}, {}]);
    expect(endingPhrase(run)).toBe('');
    expect(endingPhrase({ ...run, stopped: null })).toBe('interrupted at epoch 3 of 50');
  });
});
