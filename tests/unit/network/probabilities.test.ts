import { describe, expect, it } from 'vitest';
import { classProbabilities, type Head, predictedClasses } from '#src/network/probabilities.ts';

function probabilities(values: readonly number[], head: Head): number[] {
  const rows = values.length / head.outputs;
  return Array.from(classProbabilities(Float32Array.from(values), rows, head));
}

const close = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 6));

describe('class probabilities', () => {
  it('takes softmax outputs at their word, doubled or not', () => {
    for (const loss of ['cross_entropy', 'nll_of_softmax', 'mse'] as const) {
      const head = { loss, outputActivation: 'softmax', outputs: 3 } as const;
      expect(probabilities([0.25, 0.5, 0.25], head)).toEqual([0.25, 0.5, 0.25]);
    }
  });

  it('softmaxes logits, huge ones too', () => {
    const head = { loss: 'cross_entropy', outputActivation: 'linear', outputs: 2 } as const;
    const p = 1 / (1 + Math.E);
    expect(probabilities([0, 1, 1001, 1000], head)).toEqual(close([p, 1 - p, 1 - p, p]));
  });

  it('one output is the probability of class 1', () => {
    const logit = { loss: 'bce', outputActivation: 'linear', outputs: 1 } as const;
    expect(probabilities([Math.log(3), 0], logit)).toEqual(close([0.25, 0.75, 0.5, 0.5]));
    const sigmoid = { ...logit, outputActivation: 'sigmoid' } as const;
    expect(probabilities([0.75], sigmoid)).toEqual([0.25, 0.75]);
  });

  it('cuts regression outputs off at 0 and scales them to sum 1', () => {
    const head = { loss: 'mse', outputActivation: 'linear', outputs: 3 } as const;
    expect(probabilities([-1, 0.5, 1.5, -1, -2, -3], head)).toEqual(
      close([0, 0.25, 0.75, 1 / 3, 1 / 3, 1 / 3]),
    );
  });
});

describe('predicted classes', () => {
  const predicted = (values: readonly number[], rows: number, head: Head) =>
    Array.from(predictedClasses(Float32Array.from(values), rows, head));

  it('takes the largest output, the first of equals', () => {
    const head = { loss: 'mse', outputActivation: 'linear', outputs: 3 } as const;
    expect(predicted([-3, -1, -2, 5, 5, 1, 0, 0, 1], 3, head)).toEqual([1, 0, 2]);
  });

  it('cuts one output at the middle of its range', () => {
    const head = { loss: 'bce', outputActivation: 'linear', outputs: 1 } as const;
    expect(predicted([-0.1, 0, 0.1], 3, head)).toEqual([0, 0, 1]);
    expect(predicted([0.4, 0.5, 0.6], 3, { ...head, outputActivation: 'sigmoid' })).toEqual([
      0, 0, 1,
    ]);
  });
});
