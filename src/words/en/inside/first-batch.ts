import type { OptimizerId } from '#src/experiment/ids.ts';
import { formatNumber } from '#words/base/numbers.ts';
import { counted } from '#words/forms.ts';

const told = (value: number) => formatNumber(value, 5);

/** The first step of a run, followed by numbers. */
export const words = {
  refused: {
    large: 'This network is too large to follow by eye: a layer may have at most 40 parameters.',
    dropout: 'Dropout is not followed: set it to 0.',
    data: 'The data of this experiment cannot be made.',
  },
  looking: 'Computing…',
  intro:
    'What the first training step does, in network units and with twice the digits that engines use.',
  told,
  steps: {
    batch: (rows: number) => `1. The batch: ${counted(rows, 'row')} of the training set`,
    forward: '2. Forward: z = x W + b, then a = f(z)',
    /** @param shown the same as it is shown elsewhere; empty: no more is to be said */
    loss: (loss: number, shown: string) =>
      `3. The loss of the batch: ${told(loss)}${shown === '' ? '' : ` (${shown})`}`,
    backward: '4. Backward: δ = ∂loss/∂z, from the last layer to the first',
    update: (rate: number) => `5. Gradients and new parameters, at rate ${told(rate)}`,
  },
  shown: (shown: number, rows: number) =>
    `The first ${shown} of ${rows}; losses and gradients are of all.`,
  tables: {
    batch: 'The batch: table',
    forward: (layer: string) => `Forward, ${layer}: table`,
    backward: (layer: string) => `Backward, ${layer}: table`,
    update: (layer: string) => `New parameters, ${layer}: table`,
  },
  row: 'row',
  target: (n: number, count: number) => (count === 1 ? 'target' : `target ${n}`),
  layer: (layer: number, isLast: boolean) => (isLast ? 'output' : `hidden ${layer}`),
  z: (unit: number) => `z${unit}`,
  a: (unit: number) => `a${unit}`,
  delta: (unit: number) => `δ${unit}`,
  parameter: 'parameter',
  bias: (unit: number) => `bias of unit ${unit}`,
  weight: (from: string, unit: number) => `${from} → unit ${unit}`,
  fromUnit: (unit: number) => `unit ${unit}`,
  before: 'before',
  gradient: 'gradient',
  used: 'clipped, with penalties',
  after: 'after',
  slots: {
    sgd: [],
    momentum: ['velocity v'],
    nesterov: ['velocity v'],
    adagrad: ['sum of squares s'],
    rmsprop: ['mean of squares s'],
    adam: ['mean m', 'mean of squares v'],
    adamw: ['mean m', 'mean of squares v'],
  } as Readonly<Record<OptimizerId, readonly string[]>>,
  rule: {
    sgd: 'w ← w − rate · g',
    momentum: 'v ← μ v + g, w ← w − rate · v',
    nesterov: 'v ← μ v + g, w ← w − rate · (g + μ v)',
    adagrad: 's ← s + g², w ← w − rate · g / (√s + ε)',
    rmsprop: 's ← ρ s + (1 − ρ) g², w ← w − rate · g / (√s + ε)',
    adam: 'm ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², w ← w − rate · m̂ / (√v̂ + ε), where m̂ = m / (1 − β₁), v̂ = v / (1 − β₂) in the first step',
    adamw:
      'as Adam, after w ← w · (1 − rate · λ): m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², w ← w − rate · m̂ / (√v̂ + ε)',
  } as Readonly<Record<OptimizerId, string>>,
};
