import { describe, expect, it } from 'vitest';
import { adviceOn } from '#src/experiment/advice.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { presets } from '#src/experiment/presets.ts';
import { relationProblems } from '#src/experiment/rules.ts';
import { sumBin } from '../../support/sum-bin.ts';

describe('advice', () => {
  it('is given on a softmax over one value, which runs all the same', () => {
    for (const change of [
      { target: 'ripple', loss: 'mse' },
      { target: 'sine', loss: 'huber' },
      { target: 'xor', loss: 'bce' },
    ] as const) {
      const experiment = { ...sumBin, ...change };
      expect(relationProblems(experiment)).toEqual([]);
      expect(adviceOn(experiment).map(({ field }) => field)).toEqual(['outputActivation']);
      expect(adviceOn({ ...experiment, outputActivation: 'linear' })).toEqual([]);
    }
  });

  it('is given on a cross entropy over one output, which runs all the same', () => {
    for (const loss of ['cross_entropy', 'nll_of_softmax', 'cross_entropy_of_outputs'] as const) {
      const one: Experiment = { ...sumBin, target: 'sine', loss, outputActivation: 'softmax' };
      expect(relationProblems(one)).toEqual([]);
      expect(adviceOn(one).map(({ field }) => field)).toEqual(['loss']);
      expect(adviceOn({ ...one, target: 'formula', formula: 'x0; x1', inputCount: 2 })).toEqual([]);
    }
  });

  it('is given on logits that an output activation keeps small', () => {
    const xor = { ...sumBin, target: 'xor', loss: 'bce' } as const;
    for (const outputActivation of ['tanh', 'sigmoid'] as const) {
      const [advice] = adviceOn({ ...xor, outputActivation });
      expect(advice?.field).toBe('outputActivation');
      expect(advice?.message).toContain(Math.log1p(Math.exp(-1)).toFixed(4));
    }
  });

  it('is given where a loss of probabilities is given anything', () => {
    const field = 'outputActivation';
    const bce = { ...sumBin, target: 'xor', loss: 'bce_of_probabilities' } as const;
    const shares = { ...sumBin, loss: 'cross_entropy_of_outputs' } as const;
    expect(adviceOn({ ...bce, outputActivation: 'linear' })).toMatchObject([{ field }]);
    expect(adviceOn({ ...bce, outputActivation: 'sigmoid' })).toEqual([]);
    expect(adviceOn({ ...shares, outputActivation: 'tanh' })).toMatchObject([{ field }]);
    expect(adviceOn({ ...shares, outputActivation: 'sigmoid' })).toEqual([]);
  });

  it('is given on those presets only that show the mistake', () => {
    const advised = presets.filter(({ experiment }) => adviceOn(experiment).length > 0);
    expect(advised.map(({ id }) => id)).toEqual(['parabola-posted', 'parabola-shape']);
  });
});
