import type { CauseId, Figures, Finding } from '#src/doctor/contract.ts';
import { formatCount, formatNumber } from '#src/lib/number-format.ts';
import { counted } from '#words/forms.ts';

interface CauseWords {
  /** In lists, as a noun. */
  readonly name: string;
  /** What was found, as a sentence with its numbers. */
  says(figures: (name: string) => string, values: Figures): string;
}

const percent = (share: number | undefined) => `${formatNumber(100 * (share ?? 0), 3)} %`;
const count = (value: number | undefined) => formatCount(value ?? 0);
const many = (value: number | undefined, noun: string) => counted(value ?? 0, noun);

const isOrAre = (value: number | undefined) => (value === 1 ? 'is' : 'are');

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
    name: 'a regression loss for classes',
    says: () => 'A regression loss trains the classes: it works, but slower.',
  },
  loss_l1_stuck: {
    name: 'absolute loss',
    says: (f) =>
      `Under an absolute loss the constant median is a place to get stuck: training skill ${f('skill')}.`,
  },
  label_broadcast: {
    name: 'labels that broadcast',
    says: (_, v) =>
      `Each prediction is compared with every label of its batch (${many(v['pairs'], 'pair')}): the mean is the best answer, whatever the network.`,
  },
  x_scale: {
    name: 'unscaled inputs',
    says: (f) =>
      `Inputs reach a mean of ${f('mean')} and a standard deviation of ${f('deviation')}.`,
  },
  y_scale: {
    name: 'unscaled targets',
    says: (f, v) =>
      v['needed'] === undefined
        ? `Targets have a mean of ${f('mean')} and a standard deviation of ${f('deviation')}.`
        : `Targets lie about ${f('needed')} from 0; at this rate a parameter moves by at most ${f('reach')} in all steps together.`,
  },
  data_few: {
    name: 'too few points',
    says: (f, v) =>
      v['gap'] === undefined
        ? `The target has ${f('changesPerPoint')} turning points per training point.`
        : `Skill on the training set (${many(v['rows'], 'point')}) is ${f('gap')} above held-out skill.`,
  },
  target_frequency: {
    name: 'a high-frequency target',
    says: (f, v) =>
      `A wave of period ${f('period')}, with ${f('turns')} turns within the training points, explains ${percent(v['share'])} of the answers by itself${v['neighbours'] === undefined ? '' : `; the nearest training points alone answer with skill ${f('neighbours')}`}.`,
  },
  noise_floor: {
    name: 'noise',
    says: (_, v) => `Noise is ${percent(v['share'])} of the variance; no model explains it.`,
  },
  label_noise: {
    name: 'wrong labels',
    says: (_, v) => `${percent(v['share'])} of the training labels are replaced at random.`,
  },
  no_signal: {
    name: 'nothing to learn from these inputs',
    says: (f) =>
      `The nearest training points say nothing of held-out ones (skill ${f('neighbours')}), and no wave explains the answers.`,
  },
  imbalance: {
    name: 'unequal classes',
    says: (_, v) =>
      `${percent(v['share'])} of the points are of one class; ${percent(v['rare'])} of the rarest class are classified correctly.`,
  },
  one_class: {
    name: 'one class only',
    says: () => 'Every training point is of the same class.',
  },
  constant_input: {
    name: 'constant inputs',
    says: (_, v) =>
      `${count(v['constant'])} of ${many(v['inputs'], 'input')} ${isOrAre(v['constant'])} the same on every row.`,
  },
  duplicate_input: {
    name: 'duplicate inputs',
    says: (_, v) =>
      `${many(v['pairs'], 'pair')} of inputs ${isOrAre(v['pairs'])} the same up to scale and offset.`,
  },
  order_sorted: {
    name: 'sorted batches',
    says: (_, v) =>
      `Batches hold neighbours or a single class${v['phases'] === 1 ? '' : ` in ${count(v['sorted'])} of ${count(v['phases'])} phases of the batch order`}.`,
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
    says: (_, v) =>
      `The widest hidden layer has ${many(v['units'], 'unit')} (${many(v['parameters'], 'parameter')} in all).`,
  },
  too_deep: {
    name: 'many layers',
    says: (f) => `There are ${f('layers')} hidden layers.`,
  },
  dead_units: {
    name: 'dead units',
    says: (_, v) => {
      const fitting =
        (v['fitting'] ?? 0) === 0
          ? ''
          : `; in ${count(v['deadInFitting'])} of the ${count(v['fitting'])} that fit`;
      return `In ${count(v['deadInStuck'])} of ${many(v['stuck'], 'seed')} that ${v['stuck'] === 1 ? 'does' : 'do'} not fit, at least ${percent(v['dead'])} of a hidden layer is dead at the end (in ${count(v['deadAtStart'])} already at the start)${fitting}.`;
    },
  },
  saturated: {
    name: 'saturated units',
    says: (_, v) =>
      `At the start, ${percent(v['share'])} of a hidden layer’s activations are saturated.`,
  },
  vanish: {
    name: 'vanishing gradients',
    says: (f) => `At the start, the first layer’s gradient is ${f('ratio')} of the last layer’s.`,
  },
  explode: {
    name: 'exploding gradients',
    says: (f, v) =>
      (v['diverged'] ?? 0) > 0
        ? `${many(v['diverged'], 'seed')} diverged.`
        : `The first step is ${f('ratio')} times as long as the parameters.`,
  },
  init_symmetry: {
    name: 'units that begin alike',
    says: () => 'All units of a layer begin alike and stay alike: each layer works as one unit.',
  },
  init_small: {
    name: 'small initial weights',
    says: (f) =>
      `Before training, the last hidden layer varies by only ${f('spread')} from row to row.`,
  },
  init_large: {
    name: 'large initial weights',
    says: (f) => `Before training, the outputs spread ${f('spread')} times as far as the targets.`,
  },
  dropout: {
    name: 'dropout',
    says: (_, v) => `Up to ${percent(v['share'])} of a layer’s outputs are dropped in training.`,
  },
  lr_high: {
    name: 'learning rate too high',
    says(f, v) {
      if ((v['diverged'] ?? 0) > 0)
        return `${many(v['diverged'], 'seed')} diverged at rate ${f('learningRate')}.`;
      if (v['largestRate'] !== undefined)
        return `Rate ${f('learningRate')}; the largest stable one at the start is ${f('largestRate')}.`;
      if (v['largestLate'] !== undefined)
        return `Rate ${f('learningRate')} at the end; the largest stable one there is ${f('largestLate')}.`;
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
        ? `The run takes ${many(v['steps'], 'step')}.`
        : `After ${many(v['steps'], 'step')} the loss still falls, by ${percent(v['fall'])} in the last tenth.`,
  },
  optimiser: {
    name: 'optimiser',
    says: () => 'Another optimiser may get there.',
  },
  early_stop: {
    name: 'stopped early',
    says: (_, v) =>
      `A stop rule ended ${many(v['stopped'], 'seed')} after ${count(v['steps'])} of ${many(v['wanted'], 'step')}.`,
  },
  l2_strong: {
    name: 'weight penalties',
    says(f, v) {
      const named = { l2: 'L2', l1: 'L1', weightDecay: 'weight decay' };
      const present = Object.entries(named).filter(([name]) => (v[name] ?? 0) > 0);
      return `Weights are pulled towards 0 (${present.map(([name, text]) => `${text} ${f(name)}`).join(', ')}).`;
    },
  },
  batch_large: {
    name: 'large batches',
    says: (_, v) =>
      `Batches of ${many(v['batchSize'], 'point')} make ${many(v['stepsPerEpoch'], 'step')} per epoch.`,
  },
  batch_small: {
    name: 'small batches',
    says: (_, v) =>
      `Batches of ${many(v['batchSize'], 'point')}; the loss rises in ${percent(v['rises'])} of its measurements.`,
  },
  schedule_early: {
    name: 'learning rate schedule',
    says: (f, v) =>
      v['epoch'] === undefined
        ? 'The schedule lowers the rate while the loss still has to fall.'
        : `After epoch ${count(v['epoch'])} the rate is lowered from ${f('from')} to ${f('to')}, while the loss still has to fall.`,
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
    says: (f) => `Momentum ${f('momentum')} lets steps add up to many times the rate.`,
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
