import type { Experiment } from '#src/experiment/fields.ts';
import { suitedTo } from '#src/experiment/suited.ts';
import type { TaskFields } from '#src/experiment/targets.ts';

/**
 * A sound start for most targets: standardised data, two layers of ReLU units with He weights, Adam, shuffled batches.
 * What links of the latest version leave out; a change is one of their version (`library/documents`).
 */
export const defaultExperiment: Experiment = {
  target: 'sine',
  formula: '',
  table: '',
  inputCount: 1,
  classes: 3,
  multiplier: 100,
  turns: 1,
  domain: null,
  inputDomains: [],
  trainCount: 1000,
  heldOutCount: 500,
  heldOutFrom: 'drawn',
  heldOutDomain: null,
  sampling: 'uniform',
  samplingMean: 0,
  samplingDeviation: 1,
  noise: 0,
  labelNoise: 0,
  features: [],
  inputScaling: 'standardise',
  inputDivisor: 1000,
  targetScaling: 'standardise',
  targetDivisor: 1000,
  encoding: 'raw',
  degree: 3,
  octaves: 4,
  layers: [
    { units: 32, activation: 'relu', dropout: 0 },
    { units: 32, activation: 'relu', dropout: 0 },
  ],
  outputActivation: 'linear',
  initialiser: 'he_normal',
  initialScale: 0.1,
  initialRange: null,
  omega: 30,
  loss: 'mse',
  huberDelta: 1,
  labelShape: 'match',
  reduce: 'mean',
  l2: 0,
  l1: 0,
  optimizer: 'adam',
  learningRate: 0.005,
  momentum: 0.9,
  beta1: 0.9,
  beta2: 0.999,
  rho: 0.99,
  epsilon: 1e-8,
  weightDecay: 0.01,
  clipping: 'none',
  clipAt: 1,
  schedule: 'constant',
  scheduleFactor: 0.5,
  scheduleEvery: 10,
  warmup: 0.1,
  scheduleFloor: 0,
  batchSize: 32,
  phases: [{ order: 'reshuffle', epochs: null }],
  dropLast: false,
  epochs: 200,
  targetLoss: null,
  patience: 0,
  evaluateEvery: 0,
  seed: 0,
  dataSeed: null,
  initSeed: null,
  orderSeed: null,
  dropoutSeed: null,
  engine: 'any',
};

/** The same for a target that answers numbers or classes. */
export function defaultsFor(task: TaskFields): Experiment {
  return { ...defaultExperiment, target: task.target, ...suitedTo(task) };
}
