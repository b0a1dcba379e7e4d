import { addedInV2 } from '#src/library/documents/added-in-v2.ts';
import {
  type Document,
  type DocumentVersion,
  makeUpgrade,
} from '#src/library/documents/version.ts';

/** Release 0.1.0. */
export const v1: DocumentVersion = {
  number: 1,
  linkKeys: {
    target: ['target', 'choice', 'sum_bin'],
    formula: ['formula', 'text', ''],
    classes: ['classes', 'number', '3'],
    multiplier: ['multiplier', 'number', '100'],
    domain: ['domain', 'domain', 'auto'],
    train: ['trainCount', 'number', '2000'],
    heldout: ['heldOutCount', 'number', '1000'],
    sampling: ['sampling', 'choice', 'uniform'],
    noise: ['noise', 'number', '0'],
    label_noise: ['labelNoise', 'number', '0'],
    features: ['features', 'formulas', 'none'],
    xscale: ['inputScaling', 'choice', 'none'],
    xdiv: ['inputDivisor', 'number', '1000'],
    yscale: ['targetScaling', 'choice', 'none'],
    ydiv: ['targetDivisor', 'number', '1000'],
    encoding: ['encoding', 'choice', 'raw'],
    degree: ['degree', 'number', '3'],
    octaves: ['octaves', 'number', '4'],
    net: ['layers', 'layers', '2:relu'],
    out: ['outputActivation', 'choice', 'softmax'],
    init: ['initialiser', 'choice', 'pytorch_linear'],
    init_scale: ['initialScale', 'number', '0.1'],
    omega: ['omega', 'number', '30'],
    loss: ['loss', 'choice', 'cross_entropy'],
    delta: ['huberDelta', 'number', '1'],
    label_shape: ['labelShape', 'choice', 'match'],
    reduce: ['reduce', 'choice', 'mean'],
    l2: ['l2', 'number', '0'],
    l1: ['l1', 'number', '0'],
    opt: ['optimizer', 'choice', 'momentum'],
    lr: ['learningRate', 'number', '0.001'],
    momentum: ['momentum', 'number', '0.9'],
    beta1: ['beta1', 'number', '0.9'],
    beta2: ['beta2', 'number', '0.999'],
    rho: ['rho', 'number', '0.99'],
    eps: ['epsilon', 'number', '1e-8'],
    decay: ['weightDecay', 'number', '0.01'],
    clip: ['clipping', 'choice', 'none'],
    clip_at: ['clipAt', 'number', '1'],
    schedule: ['schedule', 'choice', 'constant'],
    schedule_factor: ['scheduleFactor', 'number', '0.5'],
    schedule_every: ['scheduleEvery', 'number', '10'],
    warmup: ['warmup', 'number', '0.1'],
    schedule_floor: ['scheduleFloor', 'number', '0'],
    batch: ['batchSize', 'number', '1'],
    order: ['phases', 'phases', 'fixed'],
    drop_last: ['dropLast', 'flag', '0'],
    epochs: ['epochs', 'number', '50'],
    stop_at: ['targetLoss', 'optional_number', 'none'],
    patience: ['patience', 'number', '0'],
    evaluate: ['evaluateEvery', 'number', '0'],
    seed: ['seed', 'number', '0'],
    data_seed: ['dataSeed', 'optional_number', 'none'],
    init_seed: ['initSeed', 'optional_number', 'none'],
    order_seed: ['orderSeed', 'optional_number', 'none'],
    dropout_seed: ['dropoutSeed', 'optional_number', 'none'],
    engine: ['engine', 'choice', 'any'],
  },
  // Of numbers 0.1.0 knew no cross entropy, and took this in its place.
  unsaidFor: {
    targets: [
      'sine',
      'parabola',
      'cubic',
      'abs',
      'step',
      'sawtooth',
      'x_sin_x',
      'runge',
      'chirp',
      'gaussian_bump',
      'sin_cos',
      'two_hills',
      'saddle',
      'ripple',
      'formula_1d',
      'formula_2d',
    ],
    texts: { loss: 'mse' },
  },
  upgrade: makeUpgrade(
    { experiment: withInputCount, run: withLossFactor, entry: split, curve: withNamedColumns },
    addedInV2,
  ),
};

/** Formulas had targets of their own for each number of inputs. */
const formulas: Readonly<Record<string, readonly [target: string, inputs: number]>> = {
  formula_1d: ['formula', 1],
  formula_2d: ['formula', 2],
  formula_classes: ['formula_classes', 2],
};

function withInputCount(experiment: Document): Document {
  const of = experiment['target'];
  const known = typeof of === 'string' && Object.hasOwn(formulas, of) ? formulas[of] : null;
  const [target, inputCount] = known ?? [of, 1];
  return { ...experiment, target, inputCount };
}

const classTargets = [
  'sum_bin',
  'sum_mod',
  'xor',
  'circles',
  'spirals',
  'moons',
  'blobs',
  'checkerboard',
  'formula_classes',
];

/** Losses were kept in network units alone: a factor can be told where targets were not scaled, or by a constant. */
function withLossFactor(run: Document): Document {
  const { target, loss, targetScaling, targetDivisor } = Object(run['experiment']) as Document;
  const isUnscaled = targetScaling === 'none' || classTargets.includes(target as string);
  const scale = targetScaling === 'divide' ? Number(targetDivisor) : Number.NaN;
  const factor = isUnscaled ? 1 : loss === 'mse' ? scale ** 2 : loss === 'mae' ? scale : Number.NaN;
  const lossFactor = Number.isFinite(factor) ? factor : null;
  const figures = Object.entries(Object(run['figures']) as Document).map(([name, value]) => [
    name,
    name.endsWith('Loss') ? Number(value) * (lossFactor ?? 1) : value,
  ]);
  return { ...run, lossFactor, figures: Object.fromEntries(figures) };
}

/** More numbers than any run of that release had need not be looked at. */
const mostNumbers = 4_000_000;

/** An archive's runs were written as one with their arrays, numbers that JSON lacks as null and words. */
function split({ records, parameters, ...run }: Document): Document {
  const numbers = (list: unknown): readonly number[] =>
    Array.isArray(list) && list.length <= mostNumbers
      ? list.map((value) => (value === null ? Number.NaN : Number(value)))
      : [Number.NaN];
  return {
    run,
    curve: {
      id: run['id'],
      records: Float64Array.from(numbers(records)),
      parameters: Float32Array.from(numbers(parameters)),
    },
  };
}

/** The order of a record's numbers, one record after another. */
const recordColumns = [
  'epoch',
  'step',
  'seconds',
  'runningLoss',
  'trainLoss',
  'heldOutLoss',
  'trainAccuracy',
  'heldOutAccuracy',
  'gradientNorm',
  'learningRate',
] as const;

/** Curves become tables of named columns. An incomplete record is left as it is: no later version takes it for a table. */
function withNamedColumns(curve: Document): Document {
  const { records } = curve;
  if (!(records instanceof Float64Array) || records.length % recordColumns.length !== 0)
    return curve;
  const length = records.length / recordColumns.length;
  const columns = recordColumns.map((name, c) => [
    name,
    Float64Array.from({ length }, (_, row) => records[row * recordColumns.length + c] as number),
  ]);
  return { ...curve, records: { length, columns: Object.fromEntries(columns) } };
}
