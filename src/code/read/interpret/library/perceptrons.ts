import { asArray } from '#src/code/read/interpret/arrays.ts';
import { through } from '#src/code/read/interpret/library/activations.ts';
import { dense, loopsOf } from '#src/code/read/interpret/library/layers.ts';
import { scored } from '#src/code/read/interpret/library/losses.ts';
import { scaledBy } from '#src/code/read/interpret/library/scalers.ts';
import { record } from '#src/code/read/interpret/library/whole-trainings.ts';
import { argument, type Call, type Meaning } from '#src/code/read/interpret/machine.ts';
import {
  flowFrom,
  listValue,
  numberValue,
  textOf,
  truthOf,
  unknown,
} from '#src/code/read/interpret/make.ts';
import { withWeights } from '#src/code/read/interpret/scores.ts';
import type {
  FlowValue,
  LayerOp,
  NetworkValue,
  OptimizerValue,
  Value,
} from '#src/code/read/interpret/values.ts';

/** scikit-learn's multi-layer perceptrons. */
export const perceptron: Meaning = (call) => {
  const { name, args, named, machine, place } = call;
  const sizes = argument(call, 0, 'hidden_layer_sizes');
  const units =
    sizes === null ? [numberValue(100, null)] : sizes.type === 'list' ? sizes.items : [sizes];
  const activation = textOf(argument({ args: args.slice(1), named }, 0, 'activation')) ?? 'relu';
  const said = named.get('activation')?.place ?? null;
  const ids: Readonly<Record<string, string>> = { logistic: 'sigmoid', tanh: 'tanh', relu: 'relu' };
  const ops = units.flatMap((count): readonly LayerOp[] => {
    const layer = dense(count, null, count);
    return activation === 'identity'
      ? [layer]
      : [layer, { op: 'activation', name: ids[activation] ?? activation, place: said }];
  });
  const network: NetworkValue = { type: 'network', family: 'sklearn', ops, inputs: null, place };
  const notes = machine.notes(network);
  notes.set('loops', loopsOf(call));
  notes.set('estimator', { type: 'text', value: name, place });
  notes.set('settings', { type: 'dict', entries: new Map(named), place });
  return network;
};

export function fitEstimator(self: Value, call: Call): Value {
  const { machine, name: method, place } = call;
  const isPass = method === 'partial_fit';
  const notes = machine.notes(self);
  const settings = notes.get('settings');
  const get = (name: string) =>
    settings?.type === 'dict' ? settings.entries.get(name) : undefined;
  const x = argument(call, 1, 'X') ?? unknown(place);
  const y = argument(call, 2, 'y') ?? unknown(place);
  const scaler = notes.get('scaler');
  const array = asArray(x);
  const input = scaler?.type === 'scaler' && array !== null ? scaledBy(scaler.name, array) : x;
  const targetScaler = notes.get('targetScaler');
  const isClassifier = textOf(notes.get('estimator')) === 'MLPClassifier';
  const labels = asArray(y);
  const target =
    targetScaler?.type === 'scaler' && labels !== null ? scaledBy(targetScaler.name, labels) : y;
  const targets = asArray(target);
  const units = isClassifier ? null : numberValue(targets?.columns.length ?? 1, null);
  const flow: FlowValue = {
    ...through(input.type === 'unknown' ? flowFrom(input) : input, [
      ...(self.type === 'network' ? self.ops : []),
      dense({ place: null }, null, units),
    ]),
    subject: self,
  };
  const name = isClassifier ? 'log_loss' : 'mse';
  const estimator = notes.get('estimator') ?? self;
  const score = scored(
    {
      type: 'loss',
      name,
      family: 'sklearn',
      reduction: null,
      settings: new Map(),
      place: estimator.place,
    },
    [target, flow],
    call,
  );
  const shuffle = get('shuffle');
  const optimizer = solver(get, call);
  record({ ...call, family: 'sklearn' }, self, {
    flow,
    score: withWeights(score?.type === 'score' ? score : null, call),
    target,
    optimizer: { ...optimizer, loops: isPass ? [] : optimizer.loops },
    batchSize: get('batch_size') ?? null,
    order: {
      id: truthOf(shuffle) === false ? 'fixed' : 'reshuffle',
      place: shuffle?.place ?? null,
      isDefault: shuffle === undefined,
    },
    epochs: isPass ? numberValue(1, null) : (get('max_iter') ?? numberValue(200, null)),
    heldOut:
      truthOf(get('early_stopping')) === true
        ? (get('validation_fraction') ?? numberValue(0.1, null))
        : null,
    notes: settings?.type === 'dict' ? settings.entries : new Map(),
  });
  return self;
}

function solver(
  get: (name: string) => Value | undefined,
  { machine, place }: Call,
): OptimizerValue {
  const said = get('solver');
  const name = textOf(said) ?? 'adam';
  const settings = new Map<string, Value>();
  const keys = {
    learningRate: 'learning_rate_init',
    momentum: 'momentum',
    nesterov: 'nesterovs_momentum',
    beta1: 'beta_1',
    beta2: 'beta_2',
    epsilon: 'epsilon',
  };
  for (const [key, from] of Object.entries(keys)) {
    const value = get(from);
    if (value !== undefined) settings.set(key, value);
  }
  return {
    type: 'optimizer',
    name,
    family: 'sklearn',
    settings,
    subject: null,
    loops: machine.loops.map(({ id }) => id),
    place: said?.place ?? (said === undefined ? null : place),
  };
}

/** `make_pipeline(StandardScaler(), MLPRegressor())` and `Pipeline([('a', …), …])`. */
export const pipeline: Meaning = ({ args, machine }) => {
  const [first] = args;
  const items =
    first?.type === 'list'
      ? first.items.map((step) => (step.type === 'list' ? (step.items[1] ?? step) : step))
      : args;
  const network = items.find((item) => item.type === 'network');
  const scaler = items.find((item) => item.type === 'scaler');
  if (network === undefined) return null;
  if (scaler !== undefined) machine.notes(network).set('scaler', scaler);
  return network;
};

/** `TransformedTargetRegressor(regressor, transformer=StandardScaler())`. */
export const onScaledTarget: Meaning = (call) => {
  const network = argument(call, 0, 'regressor');
  const scaler = call.named.get('transformer');
  if (network?.type !== 'network') return null;
  if (scaler !== undefined) call.machine.notes(network).set('targetScaler', scaler);
  return network;
};

/** `cross_val_score(estimator, X, y)`: what is learnt; how many rows at a time is not said of these. */
export const folds: Meaning = ({ args: [estimator, ...data], machine, place }) => {
  if (estimator?.type !== 'network') return null;
  const items = data.map((part) => {
    const array = asArray(part);
    return array === null ? part : { ...array, rows: null };
  });
  machine.notes(estimator).set('folds', listValue(items, place));
  return unknown(place);
};

/** `GridSearchCV(estimator, {'hidden_layer_sizes': […]})`: what is searched for is not known. */
export const search: Meaning = (call) => {
  const network = argument(call, 0, 'estimator');
  const grid = argument(call, 1, 'param_grid', 'param_distributions');
  if (network?.type !== 'network' || grid?.type !== 'dict') return null;
  const settings = call.machine.notes(network).get('settings');
  for (const [key, { place }] of grid.entries) {
    const name = key.replace(/^.*__/, '');
    if (settings?.type === 'dict') settings.entries.set(name, unknown(place));
    if (name === 'hidden_layer_sizes' || name === 'activation')
      network.ops.splice(0, network.ops.length, { op: 'other', name: 'search', place });
  }
  return network;
};
