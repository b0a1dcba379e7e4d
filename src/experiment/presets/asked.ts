import { defaultExperiment } from '#src/experiment/defaults.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { hidden } from '#src/experiment/presets/hidden.ts';
import { plain } from '#src/experiment/presets/plain.ts';
import type { Preset } from '#src/experiment/presets/preset.ts';

const relu = hidden('relu');
const tanh = hidden('tanh');

const formula: Experiment = { ...defaultExperiment, target: 'formula' };

/** All patterns of so many bits, each once. */
function bits(inputCount: number): Experiment {
  return {
    ...formula,
    target: 'formula_classes',
    inputCount,
    formula: `(${Array.from({ length: inputCount }, (_, i) => `x${i}`).join(' + ')}) % 2`,
    classes: 2,
    domain: [0, 1],
    sampling: 'grid',
    trainCount: 2 ** inputCount,
    heldOutFrom: 'train',
    loss: 'cross_entropy',
    outputActivation: 'linear',
  };
}

const sineOfIntegers: Experiment = {
  ...formula,
  formula: 'sin(x)',
  domain: [0, 100],
  sampling: 'integers',
  trainCount: 101,
  heldOutFrom: 'train',
  layers: relu(64, 64),
  epochs: 500,
};

/** Four points, two sigmoid units, plain gradient descent. */
const xorPosted: Experiment = {
  ...plain,
  target: 'formula',
  inputCount: 2,
  formula: 'x0 != x1',
  domain: [0, 1],
  sampling: 'grid',
  trainCount: 4,
  heldOutFrom: 'train',
  layers: hidden('sigmoid')(2),
  outputActivation: 'sigmoid',
  initialiser: 'pytorch_linear',
  loss: 'mse',
  optimizer: 'sgd',
  learningRate: 0.1,
  batchSize: 4,
  phases: [{ order: 'fixed', epochs: null }],
  epochs: 10_000,
};

const powers: Experiment = {
  ...formula,
  inputCount: 2,
  formula: '10^(2*sin(3*x0) + x1)',
  trainCount: 2000,
};

/** What is asked for most, each as one sound experiment. */
export const asked: readonly Preset[] = [
  {
    id: 'product-of-two',
    story: 'asked',
    experiment: {
      ...formula,
      inputCount: 2,
      formula: 'x0 * x1',
      domain: [0, 10],
      heldOutFrom: 'interval',
    },
  },
  {
    id: 'product-of-three',
    story: 'asked',
    experiment: {
      ...formula,
      inputCount: 3,
      formula: 'x0 * x1 * x2',
      trainCount: 2000,
      learningRate: 0.002,
    },
  },
  {
    id: 'polar',
    story: 'asked',
    experiment: {
      ...formula,
      inputCount: 2,
      formula: 'x0 * cos(x1); x0 * sin(x1)',
      inputDomains: [
        [0, 1],
        [0, 2 * Math.PI],
      ],
    },
  },
  { id: 'sine-of-integers', story: 'asked', experiment: sineOfIntegers },
  {
    id: 'sine-wrapped',
    story: 'asked',
    experiment: { ...sineOfIntegers, features: ['x % (2*pi)'] },
  },
  { id: 'xor-posted', story: 'asked', experiment: xorPosted },
  { id: 'xor-rate', story: 'asked', experiment: { ...xorPosted, learningRate: 0.5 } },
  {
    id: 'parity-6',
    story: 'asked',
    experiment: { ...bits(6), layers: relu(32), epochs: 500 },
  },
  {
    id: 'parity-unseen',
    story: 'asked',
    experiment: {
      ...bits(8),
      sampling: 'integers',
      trainCount: 128,
      heldOutFrom: 'drawn',
      layers: relu(64),
      epochs: 500,
    },
  },
  {
    id: 'sum-of-ten',
    story: 'asked',
    experiment: {
      ...formula,
      inputCount: 10,
      formula: Array.from({ length: 10 }, (_, i) => `x${i}`).join(' + '),
      sampling: 'normal',
    },
  },
  {
    id: 'square-root',
    story: 'asked',
    experiment: {
      ...formula,
      formula: 'sqrt(x)',
      domain: [0, 100],
      heldOutFrom: 'interval',
      heldOutDomain: [100, 200],
    },
  },
  {
    id: 'reciprocal',
    story: 'asked',
    experiment: { ...formula, formula: '1/x', domain: [0.01, 1] },
  },
  {
    id: 'powers-raw',
    story: 'asked',
    experiment: powers,
  },
  {
    id: 'powers-log',
    story: 'asked',
    experiment: { ...powers, formula: `log10(${powers.formula})` },
  },
  {
    id: 'friedman1',
    story: 'asked',
    experiment: {
      ...formula,
      inputCount: 10,
      formula: '10*sin(pi*x0*x1) + 20*(x2 - 0.5)^2 + 10*x3 + 5*x4',
      domain: [0, 1],
      noise: 1,
      layers: tanh(16),
    },
  },
];
