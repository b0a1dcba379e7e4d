import { describe, expect, it } from 'vitest';
import { classProbabilities, type Head, predictedClasses } from '#src/network/probabilities.ts';

function probabilities(values: readonly number[], head: Head): number[] {
  const rows = values.length / head.outputs;
  return Array.from(classProbabilities(Float32Array.from(values), rows, head));
}

const three = { coding: 'one_hot', classes: 3 } as const;
const two = { coding: 'index', classes: 2 } as const;
const bits = { coding: 'bits', classes: 2 } as const;
const number = {
  loss: 'mse',
  outputActivation: 'linear',
  outputs: 1,
  coding: 'number',
  classes: 3,
} as const;
const signs = { ...number, coding: 'signs', classes: 2 } as const;

const close = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 6));

describe('class probabilities', () => {
  it('takes softmax outputs at their word, doubled or not', () => {
    for (const loss of ['cross_entropy', 'nll_of_softmax', 'mse'] as const) {
      const head = { loss, outputActivation: 'softmax', outputs: 3, ...three } as const;
      expect(probabilities([0.25, 0.5, 0.25], head)).toEqual([0.25, 0.5, 0.25]);
    }
  });

  it('softmaxes logits, huge ones too', () => {
    const head = { loss: 'cross_entropy', outputActivation: 'linear', outputs: 2, ...two } as const;
    const p = 1 / (1 + Math.E);
    expect(probabilities([0, 1, 1001, 1000], head)).toEqual(close([p, 1 - p, 1 - p, p]));
  });

  it('one output is the probability of class 1', () => {
    const logit = { loss: 'bce', outputActivation: 'linear', outputs: 1, ...bits } as const;
    expect(probabilities([Math.log(3), 0], logit)).toEqual(close([0.25, 0.75, 0.5, 0.5]));
    const sigmoid = { ...logit, outputActivation: 'sigmoid' } as const;
    expect(probabilities([0.75], sigmoid)).toEqual([0.25, 0.75]);
  });

  it('of binary cross entropies for each class are scaled to sum 1', () => {
    const head = { loss: 'bce', outputActivation: 'linear', outputs: 3, ...three } as const;
    const logits = [Math.log(3), 0, -Math.log(3)]; // 3/4, 1/2 and 1/4
    expect(probabilities(logits, head)).toEqual(close([1 / 2, 1 / 3, 1 / 6]));
    const sigmoid = { ...head, outputActivation: 'sigmoid' } as const;
    expect(probabilities([0.2, 0.2, 0.4], sigmoid)).toEqual(close([0.25, 0.25, 0.5]));
  });

  it('one output between the numbers of two classes is shared by them', () => {
    expect(probabilities([-1, 0.25, 1.5, 9], number)).toEqual(
      close([1, 0, 0, 0.75, 0.25, 0, 0, 0.5, 0.5, 0, 0, 1]),
    );
    expect(probabilities([-2, 0.5, 1], signs)).toEqual(close([1, 0, 0.25, 0.75, 0, 1]));
    const share = { ...number, ...bits, loss: 'bce_of_probabilities' } as const;
    expect(probabilities([-0.5, 0.2], share)).toEqual(close([1, 0, 0.8, 0.2]));
  });

  it('cuts regression outputs off at 0 and scales them to sum 1', () => {
    const head = { loss: 'mse', outputActivation: 'linear', outputs: 3, ...three } as const;
    expect(probabilities([-1, 0.5, 1.5, -1, -2, -3], head)).toEqual(
      close([0, 0.25, 0.75, 1 / 3, 1 / 3, 1 / 3]),
    );
  });
});

describe('predicted classes', () => {
  const predicted = (values: readonly number[], rows: number, head: Head) =>
    Array.from(predictedClasses(Float32Array.from(values), rows, head));

  it('takes the largest output, the first of equals', () => {
    const head = { loss: 'mse', outputActivation: 'linear', outputs: 3, ...three } as const;
    expect(predicted([-3, -1, -2, 5, 5, 1, 0, 0, 1], 3, head)).toEqual([1, 0, 2]);
  });

  it('takes the nearest number, the lower of two', () => {
    expect(predicted([-3, 0.5, 0.6, 1.5, 1.6, 9, Number.NaN], 7, number)).toEqual([
      0, 0, 1, 1, 2, 2, 0,
    ]);
    expect(predicted([-1, 0, 0.1], 3, signs)).toEqual([0, 0, 1]);
    const share = { ...number, ...bits, loss: 'bce_of_probabilities' } as const;
    expect(predicted([0.5, 0.6], 2, share)).toEqual([0, 1]);
  });

  it('takes a logit for 0 or 1 where it was trained on indices', () => {
    const head = { ...number, loss: 'bce' } as const;
    expect(predicted([-3, 0.1, 9], 3, head)).toEqual([0, 1, 1]);
    const share = { ...number, loss: 'bce_of_probabilities' } as const;
    expect(predicted([0.4, 0.6, 1.6], 3, share)).toEqual([0, 1, 2]);
  });

  it('cuts one output at the middle of its range', () => {
    const head = { loss: 'bce', outputActivation: 'linear', outputs: 1, ...bits } as const;
    expect(predicted([-0.1, 0, 0.1], 3, head)).toEqual([0, 0, 1]);
    expect(predicted([0.4, 0.5, 0.6], 3, { ...head, outputActivation: 'sigmoid' })).toEqual([
      0, 0, 1,
    ]);
  });
});
