import { asArray } from '#src/code/read/interpret/arrays.ts';
import { through } from '#src/code/read/interpret/library/activations.ts';
import { lossName, scored, takesIndices } from '#src/code/read/interpret/library/losses.ts';
import { optimizerName } from '#src/code/read/interpret/library/optimizers.ts';
import {
  fitEstimator,
  folds,
  onScaledTarget,
  perceptron,
  pipeline,
  search,
} from '#src/code/read/interpret/library/perceptrons.ts';
import {
  fitModule,
  lightning,
  run,
  trainer,
  updater,
} from '#src/code/read/interpret/library/trainers.ts';
import { record } from '#src/code/read/interpret/library/whole-trainings.ts';
import { batchOf } from '#src/code/read/interpret/loops.ts';
import { argument, type Call, type Meaning } from '#src/code/read/interpret/machine.ts';
import {
  flowFrom,
  none,
  numberValue,
  textOf,
  truthOf,
  unknown,
} from '#src/code/read/interpret/make.ts';
import { withWeights } from '#src/code/read/interpret/scores.ts';
import { beside } from '#src/code/read/interpret/shapes.ts';
import { portionsOf } from '#src/code/read/interpret/trainings.ts';
import type {
  FlowValue,
  OptimizerValue,
  Order,
  ScoreValue,
  Value,
} from '#src/code/read/interpret/values.ts';

/** Keras: `compile(optimizer, loss)`. */
const compile: Meaning = (call) => {
  const { self, machine, place } = call;
  if (self?.type !== 'network' && self?.type !== 'instance') return null;
  const notes = machine.notes(self);
  const optimizer = argument(call, 1, 'optimizer') ?? {
    type: 'text',
    value: 'rmsprop',
    place: null,
  };
  const loss = argument(call, 2, 'loss');
  notes.set('optimizer', asOptimizer(optimizer, call));
  if (loss !== null) notes.set('loss', loss);
  return none(place);
};

function asOptimizer(value: Value, { family, machine, place }: Call): Value {
  if (value.type === 'optimizer') return value;
  const said =
    textOf(value) ?? (value.type === 'library' ? (value.path.split('.').at(-1) ?? '') : '');
  const name = optimizerName(said);
  if (name === null) return { ...value, type: 'unknown' } as Value;
  return {
    type: 'optimizer',
    name,
    family,
    settings: new Map(),
    subject: null,
    loops: machine.loops.map(({ id }) => id),
    place: value.place ?? place,
  };
}

/** What Keras's loss, a name or a function, makes of predictions and targets. */
function scoreFor(
  loss: Value | undefined,
  flow: FlowValue,
  target: Value,
  call: Call,
): ScoreValue | null {
  const { machine, place, family } = call;
  if (loss === undefined) return null;
  const name = textOf(loss) === null ? null : lossName(textOf(loss) ?? '');
  if (name !== null) {
    const made = scored(
      {
        type: 'loss',
        name,
        takesIndices: takesIndices(textOf(loss) ?? ''),
        family,
        reduction: null,
        settings: new Map(),
        place: loss.place,
      },
      [target, flow],
      call,
    );
    return made?.type === 'score' ? made : null;
  }
  if (textOf(loss) !== null) return null;
  const asColumn = asArray(target);
  const labels = asColumn?.axes === 'r' ? { ...asColumn, axes: 'rc' as const } : target;
  const result =
    loss.type === 'loss'
      ? scored(loss, [target, flow], call)
      : machine.call(loss, [labels, flow], place);
  if (result?.type === 'score') return { ...result, place: result.place ?? loss.place };
  const custom = scored(
    {
      type: 'loss',
      name: 'custom',
      family,
      reduction: null,
      settings: new Map(),
      place: loss.place,
    },
    [target, flow],
    call,
  );
  return custom?.type === 'score' ? custom : null;
}

/** Keras's and scikit-learn's `fit(x, y)`; also of a scaler, which it leaves as it is. */
const fit: Meaning = (call) => {
  const { self, machine } = call;
  if (self?.type === 'scaler') return self;
  if (self?.type === 'dict') return fitModule(call);
  if (self?.type !== 'network' && self?.type !== 'instance') return null;
  if (machine.notes(self).has('estimator')) return fitEstimator(self, call);
  const x = argument(call, 1, 'x', 'X');
  return machine.notes(self).has('optimizer') || call.family === 'keras'
    ? fitKeras(self, x, call)
    : null;
};

function fitKeras(self: Value, x: Value | null, call: Call): Value {
  const { machine, named, place } = call;
  const notes = machine.notes(self);
  const data = x?.type === 'loader' ? batchOf(x, null) : null;
  const pair = data?.type === 'list' ? data.items : null;
  const input = pair?.[0] ?? severalInputs(x, call) ?? x ?? unknown(place);
  const target = pair?.[1] ?? argument(call, 2, 'y') ?? unknown(place);
  const flow = flowThrough(self, input, call);
  const score = flow === null ? null : scoreFor(notes.get('loss'), flow, target, call);
  const optimizer = notes.get('optimizer');
  const isLoader = x?.type === 'loader';
  const size = isLoader ? x.batchSize : (argument(call, 3, 'batch_size') ?? numberValue(32, null));
  const epochs = argument(call, 4, 'epochs', 'nb_epoch', 'n_epoch') ?? numberValue(1, null);
  const shuffle = named.get('shuffle');
  const order: Order = isLoader
    ? (x.order ?? { id: 'fixed', place: null, isDefault: true })
    : {
        id: truthOf(shuffle) === false ? 'fixed' : 'reshuffle',
        place: shuffle?.place ?? null,
        isDefault: shuffle === undefined,
      };
  record(call, self, {
    flow,
    score: withWeights(score, call),
    target,
    optimizer: optimizer?.type === 'optimizer' ? optimizer : null,
    batchSize: size?.type === 'constant' && size.value === null ? numberValue(32, null) : size,
    order,
    epochs,
    heldOut: named.get('validation_split') ?? named.get('validation_data') ?? null,
    notes: callbackNotes(named.get('callbacks')),
  });
  return none(place);
}

/** `fit([a, b], y)`: the columns of arrays that a network takes side by side. */
function severalInputs(x: Value | null, { place }: Call): Value | null {
  const parts = x?.type === 'list' && x.rows === undefined ? x.items.map(asArray) : [];
  const columns = parts.filter((part) => part !== null && /^rc?$/.test(part.axes));
  return parts.length > 0 && columns.length === parts.length
    ? beside(columns as NonNullable<(typeof parts)[number]>[], 'rc', { place })
    : null;
}

function flowThrough(self: Value, input: Value, { machine, place }: Call): FlowValue | null {
  const data = input.type === 'unknown' ? flowFrom(input) : input;
  if (self.type === 'network')
    return { ...through(data, self.ops), subject: self, inputs: self.inputs };
  const result = machine.call(self, [input], place);
  return result.type === 'flow' ? result : null;
}

/** EarlyStopping and ReduceLROnPlateau among Keras's callbacks. */
function callbackNotes(callbacks: Value | undefined): ReadonlyMap<string, Value> {
  const items =
    callbacks?.type === 'list' ? callbacks.items : callbacks === undefined ? [] : [callbacks];
  return new Map(items.flatMap((item) => (item.type === 'dict' ? [...item.entries] : [])));
}

const callback =
  (key: string): Meaning =>
  ({ name, args, named, place, machine }) => {
    if (machine.family !== 'keras' || args.some(({ type }) => type === 'optimizer')) return null;
    const entries = new Map<string, Value>(named);
    entries.set('name', { type: 'text', value: name, place });
    const note: Value = { type: 'dict', entries, place };
    return { type: 'dict', entries: new Map([[key, note]]), place };
  };

/** Keras: one step on one batch. */
const trainOnBatch: Meaning = (call) => {
  const { self, machine, place } = call;
  if (self?.type !== 'network' && self?.type !== 'instance') return null;
  const notes = machine.notes(self);
  const [, input = unknown(place), target = unknown(place)] = call.args;
  const flow = flowThrough(self, input, call);
  const optimizer = notes.get('optimizer');
  const made: OptimizerValue | null = optimizer?.type === 'optimizer' ? optimizer : null;
  const loops = machine.loops.filter(({ id }) => !(made?.loops.includes(id) ?? false));
  const portions = portionsOf(loops, flow, place);
  machine.record({
    family: call.family,
    place,
    subject: self,
    flow,
    score:
      flow === null ? null : withWeights(scoreFor(notes.get('loss'), flow, target, call), call),
    target,
    optimizer: made,
    phases: [{ order: portions.order, epochs: portions.epochs, place: portions.place }],
    batchSize: portions.batchSize,
    dropLast: null,
    heldOut: null,
    notes: new Map(),
  });
  return none(place);
};

export const fitting: Readonly<Record<string, Meaning>> = {
  compile,
  fit,
  fit_generator: fit,
  partial_fit: fit,
  cross_val_score: folds,
  cross_validate: folds,
  cross_val_predict: folds,
  train_on_batch: trainOnBatch,
  EarlyStopping: callback('patience'),
  ReduceLROnPlateau: callback('schedule'),
  LearningRateScheduler: callback('schedule'),
  MLPRegressor: perceptron,
  MLPClassifier: perceptron,
  make_pipeline: pipeline,
  Pipeline: pipeline,
  StandardUpdater: updater,
  Trainer: (call) => trainer(call) ?? lightning(call),
  GridSearchCV: search,
  RandomizedSearchCV: search,
  TransformedTargetRegressor: onScaledTarget,
  run,
};
