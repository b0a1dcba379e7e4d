import type { CauseId, Figures, Finding } from '#src/doctor/contract.ts';
import { formatCount, formatNumber } from '#src/lib/number-format.ts';

interface CauseWords {
  /** In lists, as a noun. */
  readonly name: string;
  /** What was found, as a sentence with its numbers. */
  says(figures: (name: string) => string, values: Figures): string;
}

const percent = (share: number | undefined) => `${formatNumber(100 * (share ?? 0), 3)} %`;
const count = (value: number | undefined) => formatCount(value ?? 0);

const causeWords = {
  out_range: {
    name: 'output range',
    says: (_, v) =>
      `The output activation cannot reach the targets: what lies beyond its range is ${percent(v['beyondRange'])} of their variance.`,
  },
  out_softmax1: {
    name: 'softmax over one value',
    says: () => 'A softmax over a single value is 1, whatever the value: the answer cannot change.',
  },
  out_loss_mismatch: {
    name: 'output and loss do not match',
    says: (f) =>
      `The loss expects logits, and the output activation bounds them to ${f('least')}…${f('most')}.`,
  },
  double_softmax: {
    name: 'softmax applied twice',
    says: (f) =>
      `The output layer applies softmax and the loss applies it again: the loss cannot fall below ${f('floor')}.`,
  },
  loss_task: {
    name: 'a loss of numbers for classes',
    says: () => 'Classes are learnt by a loss of numbers; it works, but slower.',
  },
  loss_l1_stuck: {
    name: 'absolute loss',
    says: (f) =>
      `Under an absolute loss the median is a place to rest: training skill ${f('skill')}.`,
  },
  label_broadcast: {
    name: 'labels that broadcast',
    says: (f) =>
      `Each prediction is compared with every label of its batch (${f('pairs')} pairs): the mean is the best answer, whatever the network.`,
  },
  x_scale: {
    name: 'unscaled inputs',
    says: (f) => `Inputs reach a mean of ${f('mean')} and a deviation of ${f('deviation')}.`,
  },
  y_scale: {
    name: 'unscaled targets',
    says: (f, v) =>
      v['needed'] === undefined
        ? `Targets have mean ${f('mean')} and deviation ${f('deviation')}.`
        : `Targets lie about ${f('needed')} from 0; at this rate and in these steps a parameter moves by at most ${f('reach')}.`,
  },
  data_few: {
    name: 'too few points',
    says: (f, v) =>
      v['gap'] === undefined
        ? `The target turns ${f('changesPerPoint')} times for each training point.`
        : `Skill on the ${count(v['rows'])} training points is ${f('gap')} above that on held-out points.`,
  },
  target_frequency: {
    name: 'a target that repeats itself fast',
    says: (f, v) =>
      `A wave of period ${f('period')}, with ${f('turns')} turns within the training points, explains ${percent(v['share'])} of the answers by itself${v['neighbours'] === undefined ? '' : `; the nearest training points alone answer with skill ${f('neighbours')}`}.`,
  },
  noise_floor: {
    name: 'noise',
    says: (_, v) => `Noise is ${percent(v['share'])} of the variance; no answer explains it.`,
  },
  label_noise: {
    name: 'wrong labels',
    says: (_, v) => `${percent(v['share'])} of the training labels are replaced at random.`,
  },
  no_signal: {
    name: 'nothing to learn from these inputs',
    says: (f) =>
      `Neighbours know nothing of one another: skill ${f('neighbours')} by the nearest training points, and no wave explains the answers.`,
  },
  imbalance: {
    name: 'unequal classes',
    says: (_, v) =>
      `${percent(v['share'])} of the points are of one class; of the rarest class ${percent(v['rare'])} are answered rightly.`,
  },
  one_class: {
    name: 'one class only',
    says: () => 'Every training point is of the same class.',
  },
  constant_input: {
    name: 'constant inputs',
    says: (f) => `${f('constant')} of ${f('inputs')} inputs are the same on every row.`,
  },
  duplicate_input: {
    name: 'duplicate inputs',
    says: (f) => `${f('pairs')} pairs of inputs are the same up to scale and offset.`,
  },
  order_sorted: {
    name: 'sorted batches',
    says: (f) =>
      `Batches hold neighbours or one class in ${f('sorted')} of ${f('phases')} phases of the order.`,
  },
  split_shift: {
    name: 'held-out points outside the training range',
    says: (_, v) =>
      `${percent(v['outside'])} of the held-out points lie outside the training points.`,
  },
  no_nonlin: {
    name: 'no non-linear activation',
    says: (_, v) =>
      `All hidden layers are linear, so that the answer is a straight line${v['line'] === undefined ? '' : `: at best skill ${formatNumber(v['line'], 3)}`}.`,
  },
  capacity: {
    name: 'too small a network',
    says: (f) =>
      `The widest hidden layer has ${f('units')} units (${f('parameters')} parameters in all).`,
  },
  too_deep: {
    name: 'many layers',
    says: (f) => `There are ${f('layers')} hidden layers.`,
  },
  dead_units: {
    name: 'dead units',
    says: (f, v) =>
      `In ${f('deadInStuck')} of ${f('stuck')} seeds that do not fit, ${percent(v['dead'])} of a hidden layer is dead at the end (${f('deadAtStart')} already at the start); of the ${f('fitting')} that fit, in ${f('deadInFitting')}.`,
  },
  saturated: {
    name: 'saturated units',
    says: (_, v) => `At the start ${percent(v['share'])} of a hidden layer’s slopes are saturated.`,
  },
  vanish: {
    name: 'vanishing gradients',
    says: (f) => `At the start the first layer’s gradient is ${f('ratio')} of the last layer’s.`,
  },
  explode: {
    name: 'exploding gradients',
    says: (f, v) =>
      (v['diverged'] ?? 0) > 0
        ? `${f('diverged')} seeds diverged.`
        : `The first step is ${f('ratio')} times as long as the parameters.`,
  },
  init_symmetry: {
    name: 'units that begin alike',
    says: () => 'All units of a layer begin alike and stay alike: each layer works as one unit.',
  },
  init_small: {
    name: 'small initial weights',
    says: (f) =>
      `Before training the last hidden layer varies by ${f('spread')} only from row to row.`,
  },
  init_large: {
    name: 'large initial weights',
    says: (f) => `Before training the outputs spread ${f('spread')} times as far as the targets.`,
  },
  dropout: {
    name: 'dropout',
    says: (_, v) => `Up to ${percent(v['share'])} of a layer’s outputs are dropped in training.`,
  },
  lr_high: {
    name: 'learning rate too high',
    says(f, v) {
      if ((v['diverged'] ?? 0) > 0)
        return `${f('diverged')} seeds diverged at rate ${f('learningRate')}.`;
      if (v['largestRate'] !== undefined)
        return `Rate ${f('learningRate')}; at the start the largest stable one is ${f('largestRate')}.`;
      return `The loss rises in ${percent(v['rises'])} of its measurements.`;
    },
  },
  lr_low: {
    name: 'learning rate too low',
    says: (f, v) =>
      v['fall'] === undefined
        ? `A step moves the first layer by ${f('update')} of its length.`
        : `The loss still falls at the end, by ${percent(v['fall'])} in the last tenth.`,
  },
  few_steps: {
    name: 'too few steps',
    says: (_, v) =>
      v['fall'] === undefined
        ? `The run takes ${count(v['steps'])} steps.`
        : `After ${count(v['steps'])} steps the loss still falls, by ${percent(v['fall'])} in the last tenth.`,
  },
  optimiser: {
    name: 'optimiser',
    says: () => 'Another optimiser may get there.',
  },
  early_stop: {
    name: 'stopped early',
    says: (_, v) =>
      `A stop rule ended ${count(v['stopped'])} seeds after ${count(v['steps'])} of ${count(v['wanted'])} steps.`,
  },
  l2_strong: {
    name: 'penalties on weights',
    says: (f) => `Weights are pulled towards 0 (L2 ${f('l2')}, L1 ${f('l1')}).`,
  },
  batch_large: {
    name: 'large batches',
    says: (f) => `Batches of ${f('batchSize')} points make ${f('stepsPerEpoch')} steps per epoch.`,
  },
  batch_small: {
    name: 'small batches',
    says: (f, v) =>
      `Batches of ${f('batchSize')}; the loss rises in ${percent(v['rises'])} of its measurements.`,
  },
  schedule_early: {
    name: 'a falling rate',
    says: () => 'The schedule lowers the rate while the loss still has to fall.',
  },
  clip_tight: {
    name: 'gradient clipping',
    says: (f) => `Gradients are clipped at ${f('clipAt')}.`,
  },
  adam_eps: {
    name: 'a large ε',
    says: (f) => `ε is ${f('epsilon')}, which shortens every step.`,
  },
  momentum: {
    name: 'momentum',
    says: (f) => `Momentum ${f('momentum')} adds steps up to many times the rate.`,
  },
  overfit: {
    name: 'overfitting',
    says: (f) =>
      `The held-out loss ends ${f('risen')} times above its best, and training skill ${f('gap')} above held-out skill.`,
  },
  seed_luck: {
    name: 'luck of the seed',
    says: (f) => `${f('fitting')} of ${f('of')} seeds fit.`,
  },
} as const satisfies Record<CauseId, CauseWords>;

export function causeName(id: CauseId): string {
  return causeWords[id].name;
}

/** What was found, with its numbers. */
export function findingText({ id, figures }: Pick<Finding, 'id' | 'figures'>): string {
  const { says }: CauseWords = causeWords[id];
  return says((name) => formatNumber(figures[name] ?? Number.NaN, 3), figures);
}
