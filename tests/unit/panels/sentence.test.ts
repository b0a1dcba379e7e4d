import { expect, it } from 'vitest';
import { sentenceOf } from '#src/panels/train/stories/sentence-of.ts';
import { sumBin } from '../../support/sum-bin.ts';

it('an experiment is told with its rate, and with penalties, clipping, dropout and changes where it has them', () => {
  expect(sentenceOf(sumBin)).toMatch(
    /^A network 2 → 2 ReLU → 3 softmax \(.*\) learns .* with SGD with momentum at rate 0\.001, 1 at a time/,
  );
  const told = sentenceOf({
    ...sumBin,
    layers: [{ units: 4, activation: 'tanh', dropout: 0.25 }],
    optimizer: 'adam',
    learningRate: 0.5,
    schedule: 'exponential',
    l1: 0.002,
    l2: 0.01,
    clipping: 'norm',
    clipAt: 3,
    changes: [{ epoch: 7, field: 'learningRate', value: 0.01 }],
  });
  expect(told).toContain('4 Tanh (dropout 0.25)');
  expect(told).toContain(
    'with Adam at rate 0.5, exponential (L2 0.01, L1 0.002, clipped by global norm at 3)',
  );
  expect(told).toMatch(/; on the way: learning rate 0\.01 after epoch 7\.$/);
});
