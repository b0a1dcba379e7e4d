import { asArray } from '#src/code/read/interpret/arrays.ts';
import { scored } from '#src/code/read/interpret/library/losses.ts';
import { subjectOf } from '#src/code/read/interpret/library/optimizers.ts';
import { batchOf, countOf, itemOf } from '#src/code/read/interpret/loops.ts';
import {
  argument,
  type Call,
  type Machine,
  type Meaning,
} from '#src/code/read/interpret/machine.ts';
import {
  flowFrom,
  listValue,
  none,
  numberOf,
  numberValue,
  unknown,
} from '#src/code/read/interpret/make.ts';
import { portionsOf } from '#src/code/read/interpret/trainings.ts';
import type {
  FlowValue,
  Loop,
  Of,
  OptimizerValue,
  ScoreValue,
  Value,
} from '#src/code/read/interpret/values.ts';

/** `loss.backward()`: it is what the next step makes smaller. */
const backward: Meaning = ({ self, args, machine, place }) => {
  const score = self?.type === 'score' ? self : args.find(({ type }) => type === 'score');
  if (score?.type === 'score') machine.lastScore = score;
  else if (self?.type === 'flow' || self?.type === 'difference') machine.lastScore = null;
  return none(place);
};

const step: Meaning = (call) => {
  const { self, args, machine, place } = call;
  if (self?.type !== 'optimizer') return self?.type === 'dict' ? none(place) : null;
  const closure = args[1];
  if (closure?.type === 'function') {
    const result = machine.call(closure, [], place);
    if (result.type === 'score') machine.lastScore = result;
  }
  take(call, self, machine.lastScore);
  return none(place);
};

/**
 * Chainer: `optimizer.update()`, `optimizer.update(lossfun, x, t)`, `optimizer.update(model, x, t)`; Julia's
 * `state, model = Optimisers.update(state, model, gradients)`.
 */
const update: Meaning = (call) => {
  const { self, args, machine, place } = call;
  if (self === null && machine.language === 'julia') {
    const state = apply(call);
    return state && listValue([state, args[1] ?? unknown(place)], place, [], true);
  }
  if (self?.type !== 'optimizer') return null;
  const [, lossfun, ...rest] = args;
  const score = lossfun === undefined ? machine.lastScore : scoreBy(lossfun, rest, call);
  take(call, self, score);
  return none(place);
};

/** What a loss function makes of data. */
function scoreBy(lossfun: Value, args: readonly Value[], call: Call): ScoreValue | null {
  const { machine, place } = call;
  if (lossfun.type === 'dict') return classified(lossfun, args, call);
  const result =
    lossfun.type === 'loss' ? scored(lossfun, args, call) : machine.call(lossfun, args, place);
  return result?.type === 'score' ? result : null;
}

/** Chainer's classifier: its loss of what its model predicts. */
export function classified(
  { entries }: Of<'dict'>,
  [x, t]: readonly Value[],
  { machine, place }: Pick<Call, 'machine' | 'place'>,
): ScoreValue | null {
  const predictor = entries.get('predictor');
  if (predictor === undefined || x === undefined) return null;
  const flow = machine.call(predictor, [x], place);
  const lossfun = entries.get('lossfun') ?? {
    type: 'library',
    path: 'chainer.functions.softmax_cross_entropy',
    self: null,
    place: predictor.place,
  };
  const score = machine.call(lossfun, [flow, t ?? unknown(place)], place);
  return score.type === 'score' ? score : null;
}

/** Puts a step on record, with the loops around it. */
function take(
  { machine, family, place }: Call,
  optimizer: OptimizerValue,
  score: ScoreValue | null,
  loops = machine.loops,
) {
  const subject = optimizer.subject ?? score?.flow?.subject ?? null;
  const flow = score?.flow ?? flowOf(machine, subject, place);
  const own = loops.filter(({ id }) => !optimizer.loops.includes(id));
  const portions = portionsOf(own, flow, place);
  machine.record({
    family: optimizer.family === 'other' ? family : optimizer.family,
    place,
    subject: subject ?? optimizer,
    flow,
    score,
    optimizer,
    phases: [{ order: portions.order, epochs: portions.epochs, place: portions.place }],
    batchSize: portions.batchSize,
    dropLast: portions.dropLast,
    heldOut: null,
    notes: new Map([
      ...machine.notes(optimizer),
      ...(subject === null ? [] : machine.notes(subject)),
    ]),
    target: score?.target ?? null,
  });
}

/** The layers of a network whose input is not known. */
export function flowOf(
  machine: Machine,
  subject: object | null,
  place: Call['place'],
): FlowValue | null {
  if (subject === null || !('type' in subject)) return null;
  const result = machine.call(subject as Value, [flowFrom({ place })], place);
  return result.type === 'flow' ? result : null;
}

/** Flux: `train!(loss, params, data, opt)`, and since 2023 `train!(loss, model, data, state)`. */
const train: Meaning = (call) => {
  const { args, machine, place } = call;
  const [lossfun, , data] = args;
  const optimizer = args.find((arg): arg is OptimizerValue => arg.type === 'optimizer');
  if (lossfun === undefined || data === undefined) return null;
  const model = args[1];
  const { items, loops } = dataLoops(data, call);
  const takesModel =
    lossfun.type === 'function' &&
    lossfun.params.length > items.length &&
    subjectOf(model) !== null;
  const score = scoreBy(
    lossfun,
    takesModel && model !== undefined ? [model, ...items] : items,
    call,
  );
  const made = optimizer ?? unknownOptimizer(call);
  if (subjectOf(model) !== null) made.subject ??= subjectOf(model);
  take(call, made, score, [...machine.loops, ...loops]);
  return none(place);
};

function unknownOptimizer({ family, place }: Call): OptimizerValue {
  return {
    type: 'optimizer',
    name: 'unknown',
    family,
    settings: new Map(),
    subject: null,
    loops: [],
    place,
  };
}

/** The batches that a training goes over, and the loop that this is. */
function dataLoops(
  data: Value,
  { place }: Call,
): { items: readonly Value[]; loops: readonly Loop[] } {
  const listed = data.type === 'list' && data.rows === undefined ? data.items : null;
  const [first] = listed ?? [];
  if (listed !== null && first?.type === 'list' && listed.length === 1)
    return { items: first.items, loops: [] };
  if (data.type === 'list' && data.isTuple) return { items: data.items, loops: [] };
  if (data.type === 'loader' && data.batchSize === null && data.order === null) {
    const isEndless = data.repeats === null;
    const loop: Loop = { id: -1, kind: 'count', count: data.repeats, place };
    return { items: data.parts, loops: isEndless ? [] : [loop] };
  }
  const loop: Loop = { id: -1, ...countOf(data), place };
  const item = data.type === 'loader' ? batchOf(data, loop) : itemOf(data, loop);
  return { items: item.type === 'list' ? item.items : [item], loops: [loop] };
}

/** Flux: `gradient(() -> loss(x, y), params)`; TensorFlow: `tape.gradient(loss, variables)`. */
const gradient: Meaning = (call) => {
  const { args, machine, place } = call;
  const closure = args.find(({ type }) => type === 'function');
  const rest = args.slice(args.findIndex((arg) => arg === closure) + 1);
  const result =
    closure === undefined
      ? args.find(({ type }) => type === 'score')
      : machine.call(closure, rest, place);
  if (result?.type === 'score') machine.lastScore = result;
  const item: Value = { type: 'library', path: 'gradients', self: null, place };
  return listValue([item, item], place, [], true);
};

/** Flux: `update!(opt, params, gradients)`; TensorFlow: `opt.apply_gradients(…)`. */
const apply: Meaning = (call) => {
  const { args, machine } = call;
  const optimizer = args.find((arg): arg is OptimizerValue => arg.type === 'optimizer');
  if (optimizer === undefined) return null;
  optimizer.subject ??= subjectOf(args.find((arg) => subjectOf(arg) !== null));
  take(call, optimizer, machine.lastScore);
  return optimizer;
};

/** TensorFlow: `opt.minimize(loss, variables)`. */
const minimize: Meaning = (call) => {
  const { self, args, machine, place } = call;
  if (self?.type !== 'optimizer') return null;
  const loss = args[1];
  const result = loss?.type === 'function' ? machine.call(loss, [], place) : loss;
  take(call, self, result?.type === 'score' ? result : null);
  return none(place);
};

const schedules: Readonly<Record<string, readonly string[]>> = {
  StepLR: ['step_size', 'gamma'],
  ExponentialLR: ['gamma'],
  CosineAnnealingLR: ['T_max', 'eta_min'],
  ReduceLROnPlateau: ['mode', 'factor', 'patience'],
  OneCycleLR: ['max_lr', 'total_steps'],
  MultiStepLR: ['milestones', 'gamma'],
  LambdaLR: ['lr_lambda'],
  CyclicLR: [],
};

/** A rate schedule on an optimizer, as a note. */
const schedule: Meaning = (call) => {
  const { name, args, named, machine, place } = call;
  const [first] = args;
  const optimizer = named.get('optimizer') ?? first;
  if (optimizer?.type !== 'optimizer') return null;
  const entries = new Map<string, Value>([['name', { type: 'text', value: name, place }]]);
  for (const [i, key] of (schedules[name] ?? []).entries()) {
    const value = argument({ args: args.slice(1), named }, i, key);
    if (value !== null) entries.set(key, value);
  }
  const made: Value = { type: 'dict', entries, place };
  machine.notes(optimizer).set('schedule', made);
  return made;
};

/** A bound on gradients holds for every optimizer that comes after it in the loop. */
const clip =
  (kind: 'clipNorm' | 'clipValue'): Meaning =>
  (call) => {
    const at = argument(call, 1, 'max_norm', 'clip_value');
    const subject = subjectOf(call.args[0]);
    if (at === null || subject === null) return null;
    call.machine.notes(subject).set(kind, at);
    return at;
  };

const nothing: Meaning = ({ self, args, place }) => {
  const [first] = args;
  return first?.type === 'network' || first?.type === 'instance' || first?.type === 'optimizer'
    ? first
    : { type: 'constant', value: null, place: self?.place ?? place };
};

const item: Meaning = ({ self }) => (self?.type === 'score' ? self : null);

export const steps: Readonly<Record<string, Meaning>> = {
  backward,
  step,
  update,
  'train!': train,
  gradient,
  withgradient: gradient,
  pullback: gradient,
  'update!': apply,
  apply_gradients: apply,
  minimize,
  clip_grad_norm_: clip('clipNorm'),
  clip_grad_norm: clip('clipNorm'),
  clip_grad_value_: clip('clipValue'),
  ...Object.fromEntries(Object.keys(schedules).map((name) => [name, schedule])),
  zero_grad: nothing,
  zero_grads: nothing,
  cleargrads: nothing,
  zerograds: nothing,
  train: ({ self, place }) =>
    self?.type === 'network' || self?.type === 'instance' ? none(place) : null,
  eval: nothing,
  item,
  print: nothing,
  println: nothing,
  GradientTape: ({ place }) => ({ type: 'library', path: 'tape', self: null, place }),
  is_available: ({ place }) => ({ type: 'constant', value: false, place }),
  size: (call) => {
    const array = asArray(call.self ?? call.args[0]);
    const at = numberOf(call.args[1]);
    if (array === null) return null;
    const { axes, rows, columns, place } = array;
    const [r, c] = [
      rows === null ? unknown(place) : numberValue(rows, place),
      numberValue(columns.length, place),
    ];
    const sizes = { '': [], r: [r], c: [c], rc: [r, c], cr: [c, r] }[axes];
    const index = call.machine.language === 'julia' ? (at ?? 1) - 1 : at;
    if (at === null && call.args.length < 2) return listValue([...sizes], call.place, [], true);
    return index === null ? null : (sizes.at(index) ?? null);
  },
};
