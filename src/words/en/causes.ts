import type { CauseId, Figures, Finding } from '#src/doctor/contract.ts';
import { type FindingId, findingId } from '#src/doctor/finding-forms.ts';
import type { ToldFinding } from '#src/doctor/told-findings.ts';
import { presentFigures } from '#src/words/figures.ts';
import { formatCount, formatNumber } from '#words/base/numbers.ts';
import { counted, plural } from '#words/forms.ts';

/** In lists, as nouns. */
const causeNames = {
  out_range: 'output range',
  out_softmax1: 'softmax over one value',
  out_loss_mismatch: 'output and loss do not match',
  double_softmax: 'softmax applied twice',
  label_encoding: 'classes as one number',
  out_count: 'more outputs than classes',
  loss_task: 'a loss of another task',
  loss_l1_stuck: 'absolute loss',
  label_broadcast: 'labels that broadcast',
  x_scale: 'unscaled inputs',
  y_scale: 'unscaled targets',
  data_few: 'too few points',
  target_frequency: 'a high-frequency target',
  target_form: 'a target that follows a product or a distance',
  noise_floor: 'noise',
  label_noise: 'wrong labels',
  no_signal: 'nothing to learn from these inputs',
  imbalance: 'unequal classes',
  one_class: 'one class only',
  constant_input: 'constant inputs',
  duplicate_input: 'duplicate inputs',
  order_sorted: 'sorted batches',
  split_shift: 'held-out points outside the training range',
  metric_lies: 'accuracy and loss apart',
  no_nonlin: 'no non-linear activation',
  capacity: 'too small a network',
  too_deep: 'many layers',
  dead_units: 'dead units',
  saturated: 'saturated units',
  vanish: 'vanishing gradients',
  explode: 'exploding gradients',
  edges: 'errors at the edges',
  init_symmetry: 'units that begin alike',
  init_small: 'small initial weights',
  init_large: 'large initial weights',
  dropout: 'dropout',
  lr_high: 'learning rate too high',
  lr_low: 'learning rate too low',
  few_steps: 'too few steps',
  optimiser: 'optimiser',
  early_stop: 'stopped early',
  l2_strong: 'weight penalties',
  batch_large: 'large batches',
  batch_small: 'small batches',
  schedule_early: 'rate schedule',
  clip_tight: 'gradient clipping',
  adam_eps: 'a large ε',
  momentum: 'momentum',
  loss_sum: 'a loss summed over the batch',
  no_bias: 'no biases',
  overfit: 'overfitting',
  seed_luck: 'luck of the seed',
} as const satisfies Record<CauseId, string>;

type Value = number | undefined;
const number = (value: Value) => formatNumber(value ?? Number.NaN, 3);
const percent = (share: Value) => `${formatNumber(100 * (share ?? 0), 3)} %`;
const count = (value: Value) => formatCount(value ?? 0);
const many = (value: Value, noun: string) => counted(value ?? 0, noun);
const isOrAre = (value: Value) => plural(value ?? 0, { one: 'is', other: 'are' });

const linear = 'All hidden layers are linear, so the answer is linear in the inputs of the network';
const sorted = 'Batches hold neighbours or a single class';
const wave = (v: Figures) =>
  `A wave of period ${number(v['period'])}, with ${number(v['turns'])} turns within the training points, explains ${percent(v['share'])} of the variance of the targets by itself`;
const right = (v: Figures) =>
  `get ${percent(v['right'])} right, where the most frequent class is right in ${percent(v['guessed'])}`;
const underMean = (v: Figures) =>
  `rate ${number(v['learningRate'])} works like ${number(v['mean'])} under their mean`;
const dead = (v: Figures) =>
  `In ${count(v['deadInStuck'])} of ${many(v['stuck'], 'seed')} that ${plural(v['stuck'] ?? 0, { one: 'does', other: 'do' })} not fit, at least ${percent(v['dead'])} of a hidden layer is dead at the end (in ${count(v['deadAtStart'])} already at the start)`;

const gap = (v: Figures) =>
  `Skill on the training set (${many(v['rows'], 'point')}) is ${number(v['gap'])} above held-out skill.`;
/** What the network makes of shuffled answers; nothing where it was not asked. */
const nor = (v: Figures) =>
  v['seeds'] === undefined
    ? ''
    : ` Nor does the network: trained on shuffled targets it scores up to ${number(v['most'])} on held-out points, on the targets as they are at least ${number(v['least'])} (${many(v['seeds'], 'seed')} each).`;

const explains = (v: Figures) =>
  `explains ${percent(v['explained'])} of what a plane through them leaves (it explains ${percent(v['plane'])})`;
/** Plural, whatever their number. */
const nearestPoints = ({ k }: Figures) =>
  k === undefined || k === 1
    ? 'the nearest training points'
    : `the ${count(k)} nearest training points`;
const clashing = (v: Figures) =>
  `${count(v['clashing'])} of ${many(v['of'], 'training row')} have the same inputs as others but another target`;
/** Rows of the reader's table. @param all how many there are */
const named = (rows: readonly number[], all: Value) =>
  rows.length === 0
    ? ''
    : `${plural(rows.length, { one: 'Row', other: 'Rows' })} ${rows.map((row) => formatCount(row)).join(', ')}${(all ?? 0) > rows.length ? ', …' : ''} of the data.`;
const penalties = (v: Figures) =>
  presentFigures(v, { l2: 'L2', l1: 'L1', weightDecay: 'weight decay' });
const clipped = (v: Figures) =>
  `${percent(v['clipped'])} of the steps are clipped at ${number(v['clipAt'])}, where gradients are typically ${number(v['gradient'])}`;

/** What was found, as a sentence with its numbers. */
const findingTexts: Readonly<Record<FindingId, (v: Figures, rows: readonly number[]) => string>> = {
  out_range: (v) =>
    `The output activation cannot reach the targets: what lies beyond its range is ${percent(v['beyondRange'])} of their variance.`,
  out_softmax1: () =>
    'A softmax over a single value is 1, whatever the value: the answer cannot change.',
  out_loss_mismatch: (v) =>
    `The loss expects logits, and the output activation bounds them to ${number(v['least'])}…${number(v['most'])}.`,
  out_loss_mismatch_below: (v) =>
    `The loss expects a logit, and the output activation keeps it above ${number(v['least'])}.`,
  out_loss_mismatch_probabilities: () =>
    'The loss expects probabilities, and the output activation does not answer them.',
  double_softmax: (v) =>
    `The output layer applies softmax and the loss applies it again: the loss cannot fall below ${number(v['floor'])}.`,
  out_count: (v) =>
    `${many(v['unused'], 'output')} of the network ${isOrAre(v['unused'])} for no class: ${number(v['outputs'])} outputs, ${number(v['classes'])} classes.`,
  label_encoding: (v) =>
    `One unit answers the number of ${count(v['classes'])} classes: between two of them lie others.`,
  loss_task: () => 'A regression loss trains the classes: it works, but slower.',
  loss_task_of_numbers: (v) =>
    `A cross entropy of 0 and 1 is trained on numbers from ${number(v['least'])} to ${number(v['most'])}: targets outside pull outputs as far as they go.`,
  loss_task_of_signs: (v) =>
    `A hinge loss of −1 and +1 is trained on numbers from ${number(v['least'])} to ${number(v['most'])}: it asks for their signs, not for them.`,
  loss_task_of_one_output: () =>
    'A cross entropy over a single output is 0, whatever the output: its share of all is 1. The gradient is 0 from the first step, so nothing is learnt.',
  loss_task_of_shares: (v) =>
    `A cross entropy over ${many(v['shares'], 'output')} is trained on numbers from ${number(v['least'])} to ${number(v['most'])} that are no shares of 1: it asks for their ratios, not for them.`,
  loss_l1_stuck: (v) =>
    `An absolute loss can get stuck at the constant median: training skill ${number(v['skill'])}.`,
  label_broadcast: (v) =>
    `Each prediction is compared with every label of its batch (${many(v['pairs'], 'pair')}): the mean is the best answer, whatever the network.`,
  x_scale: (v) =>
    `Inputs reach a mean of ${number(v['mean'])} and a standard deviation of ${number(v['deviation'])}.`,
  y_scale: (v) =>
    `Targets have a mean of ${number(v['mean'])} and a standard deviation of ${number(v['deviation'])}.`,
  y_scale_out_of_reach: (v) =>
    `Targets lie about ${number(v['needed'])} from 0; at this rate a parameter moves by at most ${number(v['reach'])} in all steps together.`,
  data_few: (v) =>
    `The target has ${number(v['changesPerPoint'])} turning points per training point.`,
  data_few_gap: (v) => gap(v),
  data_few_memorised: (v) =>
    `${gap(v)} With the targets shuffled, so that there is nothing to find, the network reaches ${number(v['shuffled'])} on training points (${number(v['own'])} as they are; ${many(v['seeds'], 'seed')}): it memorises them.`,
  data_few_beyond_memory: (v) =>
    `${gap(v)} That is more than memory: with the targets shuffled, the network reaches ${number(v['shuffled'])} on training points (${number(v['own'])} as they are; ${many(v['seeds'], 'seed')}).`,
  target_frequency: (v) => `${wave(v)}.`,
  target_frequency_beside_neighbours: (v) =>
    `${wave(v)}; ${nearestPoints(v)} alone answer with skill ${number(v['neighbours'])}.`,
  target_frequency_beside_classes: (v) => `${wave(v)}; ${nearestPoints(v)} alone ${right(v)}.`,
  target_form: (v) => `A product of inputs ${explains(v)}.`,
  target_form_quotient: (v) => `The quotient of two inputs ${explains(v)}.`,
  target_form_distance: (v) => `A sum of squares of inputs, a distance, ${explains(v)}.`,
  target_form_length: (v) => `The distance of the inputs from 0 ${explains(v)}.`,
  target_form_gap: (v) => `The distance between two inputs ${explains(v)}.`,
  noise_floor: (v) => `Noise is ${percent(v['share'])} of the variance; no model explains it.`,
  label_noise: (v) => `${percent(v['share'])} of the training labels are replaced at random.`,
  label_noise_clashing: (v, rows) =>
    `${clashing(v)}: ${percent(v['lost'])} of the variance that no network explains. ${named(rows, v['clashing'])}`,
  label_noise_clashing_classes: (v, rows) =>
    `${clashing(v)}: whatever the network answers, ${percent(v['wrong'])} are wrong. ${named(rows, v['clashing'])}`,
  label_noise_outvoted: (v, rows) =>
    `${count(v['outvoted'])} of ${many(v['of'], 'training row')} ${plural(v['outvoted'] ?? 0, { one: 'has', other: 'have' })} another class than the ${count(v['neighbours'])} rows nearest to ${plural(v['outvoted'] ?? 0, { one: 'it', other: 'each' })}, which agree. ${named(rows, v['outvoted'])}`,
  no_signal: (v) =>
    `The nearest training points say no more of held-out ones (skill ${number(v['own'])}) than with the targets shuffled (up to ${number(v['highest'])} in 19 times), and no wave explains the targets.${nor(v)}`,
  no_signal_of_classes: (v) =>
    `The nearest training points say no more of held-out ones (skill ${number(v['own'])}) than with the targets shuffled (up to ${number(v['highest'])} in 19 times): they ${right(v)}. No wave explains the targets.${nor(v)}`,
  imbalance: (v) =>
    `${percent(v['share'])} of the points are of one class; ${percent(v['rare'])} of the rarest class are classified correctly.`,
  one_class: () => 'Every training point is of the same class.',
  constant_input: (v) =>
    `${count(v['constant'])} of ${many(v['inputs'], 'input')} ${isOrAre(v['constant'])} the same on every row.`,
  duplicate_input: (v) =>
    `${many(v['pairs'], 'pair')} of inputs ${isOrAre(v['pairs'])} the same up to scale and offset.`,
  order_sorted: () => `${sorted}.`,
  order_sorted_seen: (v) =>
    `${sorted}: at the end, the quarter of an epoch that was seen last has loss ${number(v['seenLast'])}, what was seen before ${number(v['seenBefore'])}.`,
  order_sorted_in_phases: (v) =>
    `${sorted} in ${count(v['sorted'])} of ${count(v['phases'])} phases of the batch order.`,
  split_shift: (v) =>
    `${percent(v['outside'])} of the held-out points lie outside the training points.`,
  metric_lies: (v) =>
    `${percent(v['right'])} are classified correctly, and yet the training loss (${number(v['loss'])}) is above that of guessing (${number(v['guessing'])}): the wrong answers are very sure.`,
  split_shift_errors: (v) =>
    `${percent(v['outside'])} of the held-out points lie outside the training points, and ${percent(v['errors'])} of the error lies there.`,
  edges: (v) =>
    `${percent(v['errors'])} of the error lies on the ${percent(v['points'])} of the held-out points that are nearest to the ends of the training range (with the errors shuffled, 19 times, at most ${percent(v['highest'])}).`,
  no_nonlin: () => `${linear}.`,
  no_nonlin_bounded: (v) => `${linear}: at best skill ${number(v['line'])}.`,
  capacity: (v) =>
    `The widest hidden layer has ${many(v['units'], 'unit')} (${many(v['parameters'], 'parameter')} in all).`,
  too_deep: (v) => `There are ${number(v['layers'])} hidden layers.`,
  dead_units: (v) => `${dead(v)}.`,
  dead_units_where_it_fits: (v) =>
    `${dead(v)}; in ${count(v['deadInFitting'])} of the ${count(v['fitting'])} that fit.`,
  saturated: (v) =>
    `At the start, ${percent(v['share'])} of a hidden layer’s activations are saturated.`,
  vanish_wholly: () => 'At the start, no gradient reaches the first layer.',
  vanish: (v) =>
    `At the start, the first layer’s gradient is ${number(v['ratio'])} of the last layer’s.`,
  explode: (v) => `The first step is ${number(v['ratio'])} times as long as the parameters.`,
  explode_diverged: (v) => `${many(v['diverged'], 'seed')} diverged.`,
  init_symmetry: () =>
    'All units of a layer begin alike and stay alike: each layer works as one unit.',
  init_small_constant: () => 'Before training, the last hidden layer is the same for every row.',
  init_small: (v) =>
    `Before training, the last hidden layer varies by only ${number(v['spread'])} from row to row.`,
  init_large: (v) =>
    `Before training, the outputs spread ${number(v['spread'])} times as far as the targets.`,
  dropout: (v) => `Up to ${percent(v['share'])} of a layer’s outputs are dropped in training.`,
  lr_high: (v) => `The loss rises in ${percent(v['rises'])} of its measurements.`,
  lr_high_diverged: (v) =>
    `${many(v['diverged'], 'seed')} diverged at learning rate ${number(v['learningRate'])}.`,
  lr_high_unstable: (v) =>
    `The learning rate reaches ${number(v['learningRate'])}; the largest stable one at the start is ${number(v['largestRate'])}.`,
  lr_high_unstable_late: (v) =>
    `The learning rate is ${number(v['learningRate'])} at the end; the largest stable one there is ${number(v['largestLate'])}.`,
  lr_low: (v) =>
    `At the pace of the first step, all ${many(v['steps'], 'step')} move the first layer by ${percent(v['reach'])} of its length.`,
  lr_low_falling: (v) =>
    `The loss still falls at the end, by ${percent(v['fall'])} in the last tenth.`,
  few_steps: (v) => `The run takes ${many(v['steps'], 'step')}.`,
  few_steps_falling: (v) =>
    `After ${many(v['steps'], 'step')} the loss still falls, by ${percent(v['fall'])} in the last tenth.`,
  optimiser: () => 'Another optimiser may do better.',
  early_stop: (v) =>
    `A stop rule ended ${many(v['stopped'], 'seed')} after ${count(v['steps'])} of ${many(v['wanted'], 'step')}.`,
  l2_strong: (v) =>
    `At the end, penalties pull the weights towards 0 with ${number(v['pull'])} times the gradient of the data (${penalties(v)}).`,
  l2_strong_alone: (v) =>
    `At the end, only penalties pull at the weights, and the data do not (${penalties(v)}).`,
  batch_large: (v) =>
    `Batches of ${many(v['batchSize'], 'point')} make ${many(v['stepsPerEpoch'], 'step')} per epoch.`,
  batch_small: (v) =>
    `Batches of ${many(v['batchSize'], 'point')}; the loss rises in ${percent(v['rises'])} of its measurements.`,
  schedule_early: () => 'The schedule lowers the rate while the loss still has to fall.',
  schedule_early_changed: (v) =>
    `After epoch ${count(v['epoch'])} the rate is lowered from ${number(v['from'])} to ${number(v['to'])}, while the loss still has to fall.`,
  clip_tight: (v) => `At the end, ${clipped(v)}.`,
  clip_tight_at_start: (v) => `At the start, ${clipped(v)}.`,
  adam_eps: (v) =>
    `ε is ${number(v['epsilon'])}, and the roots that it is added to are typically ${number(v['root'])} at the end: it shortens the steps.`,
  momentum: (v) => `Momentum ${number(v['momentum'])} lets steps add up to many times the rate.`,
  loss_sum: (v) => `The loss is summed over ${many(v['points'], 'point')}: ${underMean(v)}.`,
  loss_sum_of_terms: (v) =>
    `The loss is summed over ${many(v['terms'], 'term')} of ${many(v['points'], 'point')}: ${underMean(v)}.`,
  no_bias: () =>
    'No layer has biases: where all inputs are 0, so are the first layer’s sums, whatever the weights.',
  overfit: (v) =>
    `The held-out loss ends ${number(v['risen'])} times above its best, and training skill ${number(v['gap'])} above held-out skill.`,
  seed_luck: (v) => `${number(v['fitting'])} of ${number(v['of'])} seeds fit.`,
};

export function causeName(id: CauseId): string {
  return causeNames[id];
}

/** What was found, with its numbers. */
export function findingText(finding: Pick<Finding, 'id' | 'figures' | 'rows'>): string {
  return findingTexts[findingId(finding)](finding.figures, finding.rows ?? []);
}

/** The same, and what else speaks by the same measurement. */
export function toldFindingText({ finding, alike }: ToldFinding): string {
  const named = (title: string, others: readonly Finding[]) =>
    others.length === 0 ? [] : [`${title}: ${others.map(({ id }) => causeName(id)).join(', ')}.`];
  return [
    findingText(finding),
    ...named(
      'The same speaks for',
      alike.filter(({ kind }) => kind !== 'state'),
    ),
    ...named(
      'What follows from it',
      alike.filter(({ kind }) => kind === 'state'),
    ),
  ].join(' ');
}
