import { expect, it } from 'vitest';
import type { Change } from '#src/doctor/contract.ts';
import { remedyCount } from '#src/doctor/doses.ts';
import { strangeVerdict } from '../../support/verdict.ts';

const { experiment, before } = strangeVerdict;
const layer = (units: number, activation: 'relu' | 'tanh' = 'relu', dropout = 0) => ({
  units,
  activation,
  dropout,
});
const own = { ...experiment, layers: [layer(2)] };

it.each<[what: string, changes: readonly Change[], remedies: number]>([
  ['rates', [{ learningRate: 0.1 }, { learningRate: 10 }], 1],
  ['a rate and epochs', [{ learningRate: 0.1 }, { epochs: 500 }], 2],
  [
    'an optimizer at two rates',
    [
      { optimizer: 'adam', learningRate: 0.1 },
      { optimizer: 'adam', learningRate: 1 },
    ],
    1,
  ],
  ['optimizers', [{ optimizer: 'adam' }, { optimizer: 'rmsprop' }], 2],
  [
    'an optimizer and its rate, and the rate',
    [{ optimizer: 'adam', learningRate: 1 }, { learningRate: 1 }],
    2,
  ],
  [
    'points, for as many steps',
    [
      { trainCount: 80, epochs: 6 },
      { trainCount: 640, epochs: 1 },
    ],
    1,
  ],
  ['batches, for as many steps or epochs', [{ batchSize: 8, epochs: 6 }, { batchSize: 8 }], 1],
  [
    'penalties, in either order',
    [
      { l1: 0, l2: 0 },
      { l2: 0.1, l1: 0 },
    ],
    1,
  ],
  ['wider layers', [{ layers: [layer(8)] }, { layers: [layer(16), layer(16)] }], 1],
  [
    'a wider layer and another activation',
    [{ layers: [layer(8)] }, { layers: [layer(2, 'tanh')] }],
    2,
  ],
  ['a wider layer and dropout', [{ layers: [layer(8)] }, { layers: [layer(2, 'relu', 0.5)] }], 2],
  ['features', [{ features: ['sin(x)'] }, { features: ['x'] }], 2],
  ['nothing', [], 0],
])(
  '%s: changes that set the same to other numbers are doses of one remedy',
  (_, changes, remedies) => {
    const trials = changes.map((each) => ({ ...before, changes: each }));
    expect(remedyCount(trials, own)).toBe(remedies);
  },
);
