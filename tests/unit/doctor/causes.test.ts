import { describe, expect, it } from 'vitest';
import { changed } from '#src/doctor/candidates.ts';
import { causeOf } from '#src/doctor/causes/causes.ts';
import {
  type CauseId,
  causeIds,
  type DataFacts,
  type Evidence,
  type RunEvidence,
  type Suspicion,
} from '#src/doctor/contract.ts';
import { changesBy } from '#src/doctor/remedy.ts';
import type { BatchSigns, LayerSigns, VitalSigns } from '#src/doctor/signs/signs.ts';
import { defaultExperiment } from '#src/experiment/defaults.ts';
import type { Layer } from '#src/experiment/field-lists.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import type { ActivationId } from '#src/experiment/ids.ts';
import { relationProblems } from '#src/experiment/rules.ts';
import { findingText } from '#words/causes.ts';

const layer: LayerSigns = {
  units: 32,
  dead: 0,
  saturated: 0.1,
  mean: 0.4,
  deviation: 0.6,
  gradientNorm: 1,
  updateRatio: 0.001,
  rank: 32,
};
const batches: BatchSigns = {
  gradient: 1,
  clipped: null,
  root: 0.1,
  pull: 0,
  seenLast: 1,
  seenBefore: 1,
};
const signs: VitalSigns = {
  loss: 1,
  layers: [layer, layer, layer],
  outputSpread: 1,
  accuracies: [],
  curvature: 10,
  largestRate: null,
  batches,
};
const fitting: RunEvidence = {
  seed: 0,
  skill: 0.99,
  trainSkill: 0.99,
  fits: true,
  stopped: { kind: 'epochs' },
  curve: { fall: 0.01, rises: 0.1, gap: 0, risen: 1, steps: 6400, wanted: 6400 },
  start: signs,
  atSwitch: null,
  end: signs,
  edges: null,
};
const stuck: RunEvidence = { ...fitting, skill: 0.1, trainSkill: 0.1, fits: false };
const numbers: DataFacts = {
  rows: 1000,
  classes: null,
  shares: [],
  heldOutRows: 500,
  guessed: null,
  targetMean: 0,
  targetDeviation: 1,
  targetRange: [-2, 2],
  targetSums: [-2, 2],
  inputMeans: [0],
  inputDeviations: [1],
  constantInputs: 0,
  duplicateInputs: 0,
  beyondRange: null,
  outside: 0,
  noiseShare: 0,
  wave: null,
  form: null,
  shuffled: { own: 0.6, highest: 0.02, typical: -0.2 },
  doubts: null,
  changesPerPoint: 0.01,
};
const classes: DataFacts = {
  ...numbers,
  classes: 3,
  guessed: 0.4,
  shares: [0.3, 0.3, 0.4],
  beyondRange: null,
};

/** A classifier without fault. */
const classifier: Partial<Experiment> = { target: 'sum_bin', loss: 'cross_entropy' };

interface Made {
  readonly experiment?: Partial<Experiment>;
  readonly data?: Partial<DataFacts>;
  readonly run?: Partial<RunEvidence>;
  readonly floors?: Evidence['floors'];
  readonly dealt?: Evidence['dealt'];
}

function evidence(
  { experiment, data, run, floors = [], dealt = null }: Made,
  base = stuck,
): Evidence {
  return {
    experiment: { ...defaultExperiment, ...experiment },
    data: { ...(experiment?.loss === 'cross_entropy' ? classes : numbers), ...data },
    floors,
    runs: [{ ...base, ...run }],
    dealt,
  };
}

const layersOf = (...layers: readonly (readonly [number, ActivationId])[]): readonly Layer[] =>
  layers.map(([units, activation]) => ({ units, activation, dropout: 0 }));
const withLayers = (own: Partial<LayerSigns>): VitalSigns => ({
  ...signs,
  layers: [{ ...layer, ...own }, layer, layer],
});
const withBatches = (own: Partial<BatchSigns>): Partial<RunEvidence> => ({
  end: { ...signs, batches: { ...batches, ...own } },
});
const curve = (own: Partial<RunEvidence['curve']>) => ({ curve: { ...fitting.curve, ...own } });

/** One made example of each. */
const examples: Readonly<Record<CauseId, Made>> = {
  out_range: { experiment: { outputActivation: 'sigmoid' }, data: { beyondRange: 0.4 } },
  out_softmax1: { experiment: { outputActivation: 'softmax' } },
  out_loss_mismatch: { experiment: { ...classifier, outputActivation: 'sigmoid' } },
  double_softmax: { experiment: { ...classifier, outputActivation: 'softmax' } },
  out_count: { experiment: { ...classifier, unusedOutputs: 2 } },
  label_encoding: {
    experiment: { target: 'sum_bin', classTargets: 'number', loss: 'bce_of_probabilities' },
    data: classes,
  },
  loss_task: { experiment: { target: 'sum_bin' }, data: classes },
  loss_l1_stuck: { experiment: { loss: 'mae' } },
  label_broadcast: { experiment: { labelShape: 'row' } },
  x_scale: {
    experiment: { inputScaling: 'none' },
    data: { inputMeans: [500], inputDeviations: [288] },
  },
  y_scale: {
    experiment: { targetScaling: 'none' },
    data: { targetMean: 3e5, targetDeviation: 3e5 },
  },
  data_few: { run: { trainSkill: 0.9 } },
  target_frequency: {
    data: { wave: { along: 'x', frequency: 10, turns: 63, share: 0.9 } },
  },
  target_form: {
    data: { form: { kind: 'product', of: 'x * x', explained: 0.9, plane: 0.1 } },
  },
  noise_floor: { data: { noiseShare: 0.6 } },
  label_noise: { experiment: { ...classifier, labelNoise: 0.3 } },
  no_signal: {
    run: { skill: 0 },
    data: { shuffled: { own: -0.1, highest: 0.02, typical: -0.2 } },
    floors: [{ id: 'neighbours', train: 1, heldOut: 1, skill: 0, exact: true, proof: false }],
  },
  imbalance: {
    experiment: classifier,
    data: { shares: [0.9, 0.05, 0.05] },
    run: { end: { ...signs, accuracies: [1, 0, 0] } },
  },
  one_class: { experiment: classifier, data: { shares: [0, 1, 0] } },
  constant_input: {
    experiment: { features: ['x', '2'] },
    data: { constantInputs: 1, inputMeans: [0, 2] },
  },
  duplicate_input: { experiment: { features: ['x', '2 * x'] }, data: { duplicateInputs: 1 } },
  order_sorted: { experiment: { phases: [{ order: 'sorted', epochs: null }] } },
  split_shift: { data: { outside: 0.5 } },
  no_nonlin: { experiment: { layers: layersOf([8, 'linear'], [8, 'linear']) } },
  capacity: { experiment: { layers: layersOf([2, 'relu']) } },
  too_deep: {
    experiment: { layers: layersOf([9, 'relu'], [9, 'relu'], [9, 'relu'], [9, 'relu']) },
  },
  dead_units: { run: { end: withLayers({ dead: 0.7 }) } },
  saturated: {
    experiment: { layers: layersOf([32, 'tanh'], [32, 'tanh']) },
    run: { start: withLayers({ saturated: 0.8 }) },
  },
  vanish: { run: { start: withLayers({ gradientNorm: 1e-6 }) } },
  edges: { run: { edges: { points: 0.2, errors: 0.6, highest: 0.3, outside: 0 } } },
  explode: { run: { stopped: { kind: 'non_finite', epoch: 1, step: 9 } } },
  init_symmetry: { experiment: { initialiser: 'constant' } },
  init_small: {
    experiment: { initialiser: 'normal', initialScale: 1e-4 },
    run: { start: { ...signs, layers: [layer, { ...layer, deviation: 1e-4 }, layer] } },
  },
  init_large: {
    experiment: { initialiser: 'normal', initialScale: 5 },
    run: { start: { ...signs, outputSpread: 90 } },
  },
  dropout: { experiment: { layers: [{ units: 8, activation: 'relu', dropout: 0.5 }] } },
  lr_high: { run: curve({ rises: 0.6 }) },
  lr_low: { run: curve({ fall: 0.2 }) },
  few_steps: { run: curve({ fall: 0.2 }) },
  optimiser: { experiment: { optimizer: 'sgd' } },
  early_stop: { experiment: { patience: 2 }, run: { stopped: { kind: 'patience', epoch: 5 } } },
  l2_strong: { experiment: { l2: 0.3 }, run: withBatches({ pull: 1.02 }) },
  batch_large: { experiment: { batchSize: 1000 } },
  batch_small: { experiment: { batchSize: 1 }, run: curve({ rises: 0.4 }) },
  schedule_early: { experiment: { schedule: 'exponential' } },
  clip_tight: {
    experiment: { clipping: 'norm', clipAt: 0.01 },
    run: withBatches({ clipped: 1, gradient: 0.4 }),
  },
  adam_eps: { experiment: { epsilon: 0.1 }, run: withBatches({ root: 0.02 }) },
  loss_sum: { experiment: { summedLoss: true, optimizer: 'sgd' } },
  no_bias: { experiment: { bias: false } },
  momentum: {
    experiment: { optimizer: 'momentum', momentum: 0.99 },
    run: curve({ rises: 0.4 }),
  },
  overfit: { run: { trainSkill: 0.99, ...curve({ risen: 4 }) } },
  seed_luck: {},
  metric_lies: {
    experiment: classifier,
    run: { skill: 0.95, end: { ...signs, loss: 3e21 } },
    floors: [{ id: 'guessing', train: 1.1, heldOut: 1.1, skill: 0, exact: true, proof: false }],
  },
};

/** What no change of the experiment removes. */
const withoutRemedy: readonly CauseId[] = [
  'edges',
  'noise_floor',
  'no_signal',
  'one_class',
  'split_shift',
  'seed_luck',
  'metric_lies',
];
/** What shows in no figure: only a trial tells. */
const withoutSign: readonly CauseId[] = ['optimiser'];

const threeOutputs: Partial<Experiment> = { target: 'formula', formula: 'x; 2 * x; 3 * x' };

describe('causes', () => {
  it.each(causeIds.filter((id) => !withoutSign.includes(id)))(
    '%s is found, with its numbers',
    (id) => {
      const made = evidence(examples[id]);
      const split = id === 'seed_luck' ? { ...made, runs: [...made.runs, fitting] } : made;
      const suspicion = causeOf(id).suspect(split);
      expect(suspicion).not.toBeNull();
      const text = findingText({ id, figures: suspicion?.figures ?? {} });
      expect(text).not.toMatch(/NaN|undefined|\s\s| of +,/);
      expect(text).toMatch(/\.$/);
    },
  );

  it('are told with plurals of what is counted', () => {
    const told = (id: CauseId, figures: Readonly<Record<string, number>>) =>
      findingText({ id, figures });
    expect(told('loss_sum', { points: 10, terms: 30, learningRate: 0.1, mean: 3 })).toContain(
      'over 30 terms of 10 points: rate 0.1 works like 3 ',
    );
    expect(told('batch_large', { batchSize: 1000, stepsPerEpoch: 1 })).toMatch(/ make 1 step per/);
    expect(told('init_small', { spread: 0 })).toContain('is the same for every row');
    expect(told('vanish', { ratio: 0 })).toContain('no gradient reaches the first layer');
    const dead = { stuck: 1, deadInStuck: 1, deadAtStart: 0, dead: 0.5, fitting: 0 };
    expect(told('dead_units', dead)).toMatch(/^In 1 of 1 seed that does not fit, .*start\)\.$/);
    expect(told('dead_units', { ...dead, fitting: 7, deadInFitting: 2 })).toMatch(
      /; in 2 of the 7 that fit\.$/,
    );
    const decay = { l1: 0, l2: 0, weightDecay: 0.1, pull: 1 };
    expect(told('l2_strong', decay)).toContain('(weight decay 0.1)');
  });

  it.each(causeIds)('%s is not found in a sound experiment', (id) => {
    expect(causeOf(id).suspect(evidence({}, fitting))).toBeNull();
    expect(causeOf(id).suspect(evidence({ experiment: classifier }, fitting))).toBeNull();
  });

  it.each(causeIds)('%s has remedies that can run', (id) => {
    const { experiment, data } = evidence(examples[id]);
    const remedies = causeOf(id).remedies(experiment, data);
    if (withoutRemedy.includes(id)) {
      expect(remedies).toEqual([]);
      return;
    }
    const applied = remedies.map((remedy) => changed(experiment, changesBy(experiment, remedy)));
    expect(applied.filter((after) => after !== null)).not.toEqual([]);
  });

  it('a remedy for a proof leaves no proof', () => {
    for (const id of [
      'out_softmax1',
      'double_softmax',
      'label_broadcast',
      'init_symmetry',
      'no_nonlin',
    ] as const) {
      const made = evidence(examples[id]);
      for (const remedy of causeOf(id).remedies(made.experiment, made.data)) {
        const experiment = { ...made.experiment, ...changesBy(made.experiment, remedy) };
        expect(causeOf(id).suspect({ ...made, experiment })).toBeNull();
      }
    }
  });

  it('call no signal missing, and no points too few, where held-out points lie elsewhere', () => {
    for (const id of ['data_few', 'no_signal'] as const) {
      const made = evidence(examples[id]);
      expect(causeOf(id).suspect(made)).not.toBeNull();
      expect(causeOf(id).suspect({ ...made, data: { ...made.data, outside: 0.5 } })).toBeNull();
    }
    const { shuffled } = { ...examples.no_signal.data };
    const fast = evidence({
      ...examples.no_signal,
      data: { ...(shuffled && { shuffled }), changesPerPoint: 0.5 },
    });
    expect(causeOf('no_signal').suspect(fast)).toBeNull();
    expect(causeOf('data_few').suspect(fast)?.figures).toMatchObject({ changesPerPoint: 0.5 });
  });

  it.each<[what: string, experiment: Partial<Experiment>, figures: Record<string, number> | null]>([
    ['points', {}, { points: 10, learningRate: 0.1, mean: 1 }],
    ['outputs', threeOutputs, { points: 10, terms: 30, learningRate: 0.1, mean: 3 }],
    [
      'outputs of one point',
      { ...threeOutputs, batchSize: 1 },
      { points: 1, terms: 3, learningRate: 0.1, mean: expect.closeTo(0.3) },
    ],
    ['pairs', { labelShape: 'row' }, { points: 10, terms: 100, learningRate: 0.1, mean: 10 }],
    ['labels', { labelShape: 'row', reduce: 'flux' }, { points: 10, learningRate: 0.1, mean: 1 }],
    ['classes', classifier, { points: 10, learningRate: 0.1, mean: 1 }],
    [
      'classes that count differently',
      { ...classifier, classWeighting: 'given', classWeights: [10, 1, 5] },
      { points: 10, learningRate: 0.1, mean: expect.closeTo(5.3) },
    ],
    ['nothing', { batchSize: 1 }, null],
    ['what Adagrad divides by', { optimizer: 'adagrad' }, null],
  ])('a summed loss weighs as much as its mean divides by: %s', (_, experiment, figures) => {
    const made = evidence({
      experiment: {
        summedLoss: true,
        optimizer: 'sgd',
        learningRate: 0.1,
        batchSize: 10,
        ...experiment,
      },
    });
    expect(causeOf('loss_sum').suspect(made)?.figures ?? null).toEqual(figures);
  });

  it('hold a range that numbers are out of for a bar, and not where these stand for classes', () => {
    const blocks = (experiment: Partial<Experiment>) => {
      const made = evidence({ experiment, data: { beyondRange: 0.5 } });
      return causeOf('out_range').suspect(made)?.blocks ?? false;
    };
    expect([blocks({}), blocks(classifier)]).toEqual([true, false]);
  });

  it.each<
    [loss: Experiment['loss'], output: Experiment['outputActivation'], figures: object | null]
  >([
    ['cross_entropy', 'softsign', { least: -1, most: 1 }],
    ['cross_entropy', 'relu', null],
    ['bce', 'relu', { least: 0 }],
    ['bce', 'leaky_relu', null],
    ['bce_of_probabilities', 'linear', { probabilities: 1 }],
    ['bce_of_probabilities', 'sigmoid', null],
    ['cross_entropy_of_outputs', 'relu', { probabilities: 3 }],
    ['cross_entropy_of_outputs', 'softmax', null],
    ['nll_of_softmax', 'softmax', null],
    ['mse', 'sigmoid', null],
  ])('%s takes what %s answers, or not', (loss, outputActivation, figures) => {
    const isOfTwo = loss === 'bce' || loss === 'bce_of_probabilities';
    const target = isOfTwo ? 'moons' : 'sum_bin';
    const made = evidence({ experiment: { loss, outputActivation, target }, data: classes });
    const found = causeOf('out_loss_mismatch').suspect(made);
    expect(found?.figures ?? null).toEqual(figures);
    const [remedy = {}] = causeOf('out_loss_mismatch').remedies(made.experiment, made.data);
    const mended = {
      ...made,
      experiment: { ...made.experiment, ...changesBy(made.experiment, remedy) },
    };
    expect(causeOf('out_loss_mismatch').suspect(mended)).toBeNull();
  });

  it('a softmax over one probability becomes one', () => {
    const experiment = {
      target: 'moons',
      loss: 'bce_of_probabilities',
      outputActivation: 'softmax',
    } as const;
    const made = evidence({ experiment, data: { classes: 2 } });
    expect(causeOf('out_softmax1').remedies(made.experiment, made.data)).toEqual([
      { outputActivation: 'sigmoid' },
    ]);
    expect(causeOf('out_loss_mismatch').suspect(made)).toBeNull();
  });

  it('numbers beyond 0 and 1 are no task for a binary cross entropy', () => {
    const made = evidence({ experiment: { loss: 'bce' }, data: { targetRange: [0, 1.5] } });
    const found = causeOf('loss_task').suspect(made);
    expect(found).toMatchObject({ certainty: 'proof', figures: { least: 0, most: 1.5 } });
    expect(findingText({ id: 'loss_task', figures: found?.figures ?? {} })).toContain(
      'from 0 to 1.5',
    );
    const shares = { ...made, data: { ...made.data, targetRange: [0, 1] as const } };
    expect(causeOf('loss_task').suspect(shares)).toBeNull();
    const [remedy = {}] = causeOf('loss_task').remedies(made.experiment, made.data);
    expect(remedy).toMatchObject({ loss: 'mse' });
  });

  it('numbers are no task for a cross entropy, but for shares', () => {
    const made = (experiment: Partial<Experiment>, data: Partial<DataFacts> = {}) =>
      evidence({
        experiment: { loss: 'cross_entropy', ...experiment },
        data: { ...numbers, ...data },
      });
    const found = (evidence: Evidence) => causeOf('loss_task').suspect(evidence);
    const text = (suspicion: Suspicion | null) =>
      findingText({ id: 'loss_task', figures: suspicion?.figures ?? {} });

    const one = made({ loss: 'nll_of_softmax', outputActivation: 'softmax' });
    expect(found(one)).toMatchObject({ certainty: 'proof', blocks: true });
    expect(text(found(one))).toContain('The gradient is 0');
    // One mistake is told once, and by what takes it away.
    for (const id of ['out_softmax1', 'out_loss_mismatch', 'double_softmax'] as const)
      expect(causeOf(id).suspect(one), id).toBeNull();
    const [remedy = {}] = causeOf('loss_task').remedies(one.experiment, one.data);
    expect(relationProblems({ ...one.experiment, ...(remedy as Partial<Experiment>) })).toEqual([]);
    expect(remedy).toMatchObject({ loss: 'mse', outputActivation: 'linear' });

    const two = { target: 'formula', formula: 'x; 1 - x', inputCount: 1 } as const;
    const shares = { targetRange: [0, 1], targetSums: [1, 1 + 1e-7] } as const;
    expect(found(made(two, shares))).toBeNull();
    for (const data of [
      { ...shares, targetSums: [1, 2] },
      { ...shares, targetRange: [-1, 2] },
    ] as const)
      expect(text(found(made(two, data)))).toContain('no shares of 1');
  });

  it('numbers are no task for a hinge loss, but for −1 and +1', () => {
    const made = (targetRange: readonly [number, number], targetMean = 0, targetDeviation = 0.5) =>
      causeOf('loss_task').suspect(
        evidence({
          experiment: { loss: 'hinge' },
          data: { targetRange, targetMean, targetDeviation },
        }),
      );
    const found = made([-1, 1]);
    expect(found?.certainty).toBe('proof');
    expect(findingText({ id: 'loss_task', figures: found?.figures ?? {} })).toContain(
      'their signs',
    );
    expect(made([-1, 1], 0.6, 0.8)).toBeNull();
    expect(made([0, 3], 1, 1)).not.toBeNull();
  });

  it('tell apart dead units in stuck seeds from the same in those that fit', () => {
    const dead = { end: withLayers({ dead: 0.5 }) };
    const made = evidence({ run: dead });
    const alike = { ...made, runs: [...made.runs, { ...fitting, ...dead }] };
    expect(causeOf('dead_units').suspect(alike)).toBeNull();
    const apart = { ...made, runs: [...made.runs, fitting] };
    expect(causeOf('dead_units').suspect(apart)?.figures).toMatchObject({
      stuck: 1,
      deadInStuck: 1,
      fitting: 1,
      deadInFitting: 0,
    });
  });
});

describe('what is set counts where it is measured to matter', () => {
  const runs = (own: Partial<BatchSigns>, moment: 'start' | 'end' = 'end') => ({
    [moment]: { ...signs, batches: { ...batches, ...own } },
  });
  const found = (id: CauseId, made: Made) => causeOf(id).suspect(evidence(made))?.figures ?? null;

  it('penalties that pull less than half as hard as the data are no reason', () => {
    const experiment = { l2: 0.3 };
    expect(found('l2_strong', { experiment, run: runs({ pull: 0.3 }) })).toBeNull();
    expect(found('l2_strong', { experiment, run: runs({ pull: 0.9 }) })).toMatchObject({
      pull: 0.9,
    });
  });

  it('what a sorted order leaves behind is told where it shows', () => {
    const experiment = { phases: [{ order: 'by_class', epochs: null }] } as const;
    const told = (seenLast: number) =>
      found('order_sorted', { experiment, run: runs({ seenLast, seenBefore: 1 }) });
    expect(told(0.1)).toMatchObject({ seenLast: 0.1, seenBefore: 1 });
    expect(told(0.9)).toEqual({ sorted: 1, phases: 1 });
  });

  it('momentum is none where the loss does not rise', () => {
    const experiment = { optimizer: 'nesterov', momentum: 0.99 } as const;
    expect(found('momentum', { experiment, run: curve({ rises: 0.1 }) })).toBeNull();
    const thrown = { ...curve({ rises: 0.1 }), end: { ...signs, loss: 9 } };
    expect(found('momentum', { experiment, run: thrown })).toMatchObject({ momentum: 0.99 });
  });

  it('a schedule is none where the run fits', () => {
    const made = { experiment: { schedule: 'cosine' } } as const;
    expect(causeOf('schedule_early').suspect(evidence(made))).not.toBeNull();
    expect(causeOf('schedule_early').suspect(evidence(made, fitting))).toBeNull();
  });

  it('clipping that cuts no step, or hardly, is none', () => {
    const experiment = { clipping: 'norm', clipAt: 1 } as const;
    expect(
      found('clip_tight', { experiment, run: runs({ clipped: 0, gradient: 0.1 }) }),
    ).toBeNull();
    expect(
      found('clip_tight', { experiment, run: runs({ clipped: 1, gradient: 1.1 }) }),
    ).toBeNull();
    const atStart = runs({ clipped: 1, gradient: 30 }, 'start');
    expect(found('clip_tight', { experiment, run: atStart })).toMatchObject({ start: 1 });
  });

  it('an ε below the roots is none, however large, and one above is, however small', () => {
    const run = (root: number) => runs({ root });
    expect(found('adam_eps', { experiment: { epsilon: 0.1 }, run: run(3) })).toBeNull();
    expect(found('adam_eps', { experiment: { epsilon: 1e-8 }, run: run(1e-9) })).not.toBeNull();
    const rests = { ...run(1e-9), ...curve({ fall: 0 }) };
    expect(found('adam_eps', { experiment: { epsilon: 1e-8 }, run: rests })).toBeNull();
  });

  it('a rate of 100 is not too low, whatever the loss still does', () => {
    const thrown = { start: { ...signs, loss: 1 }, end: { ...signs, loss: 1e9 } };
    const falling = curve({ fall: 0.5 });
    const experiment = { optimizer: 'sgd', learningRate: 100 } as const;
    expect(found('lr_low', { experiment, run: { ...falling, ...thrown } })).toBeNull();
    const unstable = { start: { ...signs, largestRate: 0.2 } };
    expect(found('lr_low', { experiment, run: { ...falling, ...unstable } })).toBeNull();
    const still = withLayers({ updateRatio: 0 });
    expect(found('lr_low', { experiment, run: { start: signs, end: still } })).toBeNull();
  });

  it('a rate at which all steps together move the first layer by little is', () => {
    const slow = { start: withLayers({ updateRatio: 1e-7 }) };
    const figures = found('lr_low', { run: slow });
    expect(figures).toMatchObject({ reach: expect.closeTo(1e-7 * Number(figures?.['steps'])) });
  });

  it('batches of another size are tried for as many steps, then for as many epochs', () => {
    const steps = ({ epochs = 0, batchSize = 1 }: Partial<Experiment>) =>
      epochs * Math.ceil(1000 / batchSize);
    for (const [id, batchSize] of [
      ['batch_large', 1000],
      ['batch_small', 1],
    ] as const) {
      const { experiment, data } = evidence({
        experiment: { batchSize, trainCount: 1000, epochs: 1000 },
      });
      const [equal = {}, others = {}] = causeOf(id)
        .remedies(experiment, data)
        .map((remedy) => changesBy(experiment, remedy));
      expect(steps(equal) / steps(experiment)).toBeCloseTo(1, 1);
      expect(others).toEqual({ batchSize: equal.batchSize });
    }
  });

  it('points that are learnt with shuffled answers as well are memorised', () => {
    const dealt = { seeds: 3, trainSkill: 0.9, dealtTrainSkill: 0.8, least: -0.3, highest: -0.2 };
    const told = (own: Partial<typeof dealt>) => {
      const made = evidence({ run: { trainSkill: 0.9 }, dealt: { ...dealt, ...own } });
      const { figures = {} } = causeOf('data_few').suspect(made) ?? {};
      return findingText({ id: 'data_few', figures });
    };
    expect(told({})).toMatch(
      /is 0\.8 above held-out skill\. .* reaches 0\.8 .*: it memorises them/,
    );
    expect(told({ dealtTrainSkill: 0.2 })).toMatch(/more than memory: .* reaches 0\.2 .*\(0\.9 as/);
  });

  it('a network that does better than on shuffled answers in every seed has found something', () => {
    const dealt = { seeds: 3, trainSkill: 0.9, dealtTrainSkill: 0.8, least: -0.3, highest: -0.2 };
    const said = (own: Partial<typeof dealt>) =>
      found('no_signal', { ...examples.no_signal, dealt: { ...dealt, ...own } });
    expect(said({})).toMatchObject({ least: -0.3, most: -0.2, seeds: 3 });
    expect(said({ least: -0.1 })).toBeNull();
  });

  it('rows of a table against their neighbours are named where neighbours know something', () => {
    const floors: Evidence['floors'] = [
      { id: 'neighbours', train: 1, heldOut: 1, skill: 0.9, exact: true, proof: false },
    ];
    const doubts = { clashing: [], lost: 0, outvoted: [12, 40], neighbours: 7 };
    const made = evidence({ data: { doubts }, floors });
    const suspicion = causeOf('label_noise').suspect(made);
    expect(suspicion).toMatchObject({ certainty: 'sign', rows: [12, 40] });
    expect(
      findingText({ id: 'label_noise', ...suspicion, figures: { ...suspicion?.figures } }),
    ).toBe(
      '2 of 1 000 training rows have another class than the 7 rows nearest to each, which agree. Rows 12, 40 of the data.',
    );
    expect(causeOf('label_noise').suspect({ ...made, floors: [] })).toBeNull();
    const clashing = { ...doubts, clashing: [3, 4], lost: 0.01 };
    expect(causeOf('label_noise').suspect(evidence({ data: { doubts: clashing } }))).toMatchObject({
      certainty: 'proof',
      rows: [3, 4],
    });
  });
});
