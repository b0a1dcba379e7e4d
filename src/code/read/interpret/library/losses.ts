import { argument, type Call, type Meaning } from '#src/code/read/interpret/machine.ts';
import { textOf } from '#src/code/read/interpret/make.ts';
import type { FlowValue, Of, Value } from '#src/code/read/interpret/values.ts';

/**
 * Losses by what they take: `cross_entropy` and `bce` take logits, those `of_probabilities` what softmax and sigmoid
 * give, `nll` logarithms of probabilities.
 */
const names: Readonly<Record<string, string>> = {
  mse: 'mse',
  mean_squared_error: 'mse',
  meansquarederror: 'mse',
  mseloss: 'mse',
  mse_loss: 'mse',
  squared_error: 'mse',
  mae: 'mae',
  mean_absolute_error: 'mae',
  meanabsoluteerror: 'mae',
  l1loss: 'mae',
  l1_loss: 'mae',
  huber: 'huber',
  huberloss: 'huber',
  huber_loss: 'huber',
  smoothl1loss: 'huber',
  smooth_l1_loss: 'huber',
  crossentropyloss: 'cross_entropy',
  cross_entropy: 'cross_entropy',
  softmax_cross_entropy: 'cross_entropy',
  logitcrossentropy: 'cross_entropy',
  softmax_cross_entropy_with_logits: 'cross_entropy',
  sparse_softmax_cross_entropy_with_logits: 'cross_entropy',
  crossentropy: 'cross_entropy_of_probabilities',
  categorical_crossentropy: 'cross_entropy_of_probabilities',
  sparse_categorical_crossentropy: 'cross_entropy_of_probabilities',
  categoricalcrossentropy: 'cross_entropy_of_probabilities',
  sparsecategoricalcrossentropy: 'cross_entropy_of_probabilities',
  nllloss: 'nll',
  nll_loss: 'nll',
  bceloss: 'bce_of_probabilities',
  binary_cross_entropy: 'bce_of_probabilities',
  binary_crossentropy: 'bce_of_probabilities',
  binarycrossentropy: 'bce_of_probabilities',
  bcewithlogitsloss: 'bce',
  binary_cross_entropy_with_logits: 'bce',
  sigmoid_cross_entropy: 'bce',
  sigmoid_cross_entropy_with_logits: 'bce',
  logitbinarycrossentropy: 'bce',
  log_cosh: 'log_cosh',
  logcosh: 'log_cosh',
  hinge: 'hinge',
  squared_hinge: 'squared_hinge',
  mape: 'mape',
  mean_absolute_percentage_error: 'mape',
  msle: 'msle',
  mean_squared_logarithmic_error: 'msle',
  poisson: 'poisson',
  kullback_leibler_divergence: 'kl_divergence',
  kldivloss: 'kl_divergence',
  multimarginloss: 'multi_margin',
  multilabelsoftmarginloss: 'multi_label_soft_margin',
  cosine_similarity: 'cosine',
};

/** A loss by the name that a call or a text gives it. */
export function lossName(name: string): string | null {
  return names[name.toLowerCase()] ?? null;
}

/** Whether such a loss makes indices of classes of its targets. */
export function takesIndices(name: string): boolean {
  return /^sparse/i.test(name);
}

/** Losses that are made first and called later. */
function isClass(name: string): boolean {
  return /^[A-Z].*(?:Loss|Error|entropy|Entropy|Huber|LogCosh|Hinge)$|^Huber$/.test(name);
}

/** Keras's classes turn to logits by an argument. */
function fromLogits(name: string, settings: ReadonlyMap<string, Value>): string {
  const flag = settings.get('from_logits');
  if (flag?.type !== 'constant' || flag.value !== true) return name;
  return name.replace('_of_probabilities', '');
}

function reductionOf(call: Call): Value | null {
  const sized = call.named.get('size_average') ?? call.named.get('reduce');
  if (sized?.type === 'constant' && sized.value === false)
    return { type: 'text', value: 'sum', place: sized.place };
  return call.named.get('reduction') ?? null;
}

const loss: Meaning = (call) => {
  const { name, args, named, family, place } = call;
  const known = lossName(name);
  if (known === null) return null;
  const isWeighed = name === 'CrossEntropyLoss' || name === 'NLLLoss';
  const made: Of<'loss'> = {
    type: 'loss',
    name: fromLogits(known, named),
    takesIndices: takesIndices(name),
    family,
    reduction: reductionOf(call),
    settings: isWeighed && args[0] ? new Map([['weight', args[0]], ...named]) : named,
    place,
  };
  return isClass(name) ? made : scored(made, args, call);
};

/** Predictions and targets in either order; what flows out of a network are the predictions. */
export function scored(
  made: Of<'loss'>,
  args: readonly Value[],
  { place, named }: Pick<Call, 'place' | 'named'>,
): Value | null {
  const given = args.length >= 2 ? args : [...args, ...named.values()];
  const flow = given.find((arg): arg is FlowValue => arg.type === 'flow') ?? null;
  if (flow === null && given.length === 0) return null;
  const target = given.find((arg) => arg !== flow && arg.type !== 'text') ?? null;
  const reduction = textOf(made.reduction);
  return {
    type: 'score',
    name: made.name,
    takesIndices: made.takesIndices ?? false,
    reduction: reduction === 'sum' ? 'sum' : reduction === 'none' ? 'unknown' : 'mean',
    factor: 1,
    flow,
    target,
    settings: made.settings,
    family: made.family,
    hasMore: false,
    place: made.place ?? place,
  };
}

const called: Meaning = (call) =>
  call.self?.type === 'loss' ? scored(call.self, call.args.slice(1), call) : null;

export const losses: Readonly<Record<string, Meaning>> = {
  ...Object.fromEntries(
    [
      ...Object.keys(names),
      ...'MSELoss L1Loss HuberLoss SmoothL1Loss CrossEntropyLoss NLLLoss BCELoss BCEWithLogitsLoss KLDivLoss MultiMarginLoss MultiLabelSoftMarginLoss MeanSquaredError MeanAbsoluteError Huber LogCosh Hinge CategoricalCrossentropy SparseCategoricalCrossentropy BinaryCrossentropy'.split(
        ' ',
      ),
    ].map((name) => [name, loss]),
  ),
  __call__: called,
  forward: called,
  /** L.Classifier(model): a model whose call gives its loss. */
  Classifier: (call) => {
    const predictor = argument(call, 0, 'predictor');
    const lossfun = argument(call, 1, 'lossfun');
    if (predictor === null || call.family !== 'chainer') return null;
    const entries = new Map([['predictor', predictor]]);
    if (lossfun !== null) entries.set('lossfun', lossfun);
    return { type: 'dict', entries, place: call.place };
  },
};
