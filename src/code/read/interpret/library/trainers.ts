import { classified } from '#src/code/read/interpret/library/steps.ts';
import { record } from '#src/code/read/interpret/library/whole-trainings.ts';
import { batchOf } from '#src/code/read/interpret/loops.ts';
import { argument, type Meaning } from '#src/code/read/interpret/machine.ts';
import { none, numberValue, textOf } from '#src/code/read/interpret/make.ts';
import type { Value } from '#src/code/read/interpret/values.ts';

/** Chainer: `StandardUpdater(iterator, optimizer)`, `Trainer(updater, (n, 'epoch'))`, `run()`. */
export const updater: Meaning = (call) => {
  const [iterator, optimizer] = [argument(call, 0, 'iterator'), argument(call, 1, 'optimizer')];
  if (iterator === null || optimizer === null) return null;
  return {
    type: 'dict',
    entries: new Map([
      ['iterator', iterator],
      ['optimizer', optimizer],
    ]),
    place: call.place,
  };
};

export const trainer: Meaning = (call) => {
  const inner = argument(call, 0, 'updater');
  const trigger = argument(call, 1, 'stop_trigger');
  if (inner?.type !== 'dict' || call.family !== 'chainer') return null;
  const entries = new Map(inner.entries);
  if (trigger !== null) entries.set('trigger', trigger);
  return { type: 'dict', entries, place: call.place };
};

/** PyTorch Lightning: `Trainer(max_epochs=n)`, whose `fit(model, loader)` asks the model for its optimizer and its loss. */
export const lightning: Meaning = ({ named, place }) => {
  const epochs = named.get('max_epochs');
  return epochs === undefined
    ? null
    : { type: 'dict', entries: new Map([['max_epochs', epochs]]), place };
};

export const fitModule: Meaning = (call) => {
  const { self, machine, place } = call;
  const [model, loader] = [
    argument(call, 1, 'model'),
    argument(call, 2, 'train_dataloaders', 'train_dataloader'),
  ];
  const epochs = self?.type === 'dict' ? self.entries.get('max_epochs') : undefined;
  if (epochs === undefined || model?.type !== 'instance' || loader?.type !== 'loader') return null;
  const ask = (name: string, ...args: readonly Value[]) =>
    machine.call(machine.member(model, name, place), args, place);
  const made = ask('configure_optimizers');
  const optimizer = made.type === 'list' ? made.items[0] : made;
  const answer = ask('training_step', batchOf(loader, null), numberValue(0, null));
  const score = answer.type === 'dict' ? answer.entries.get('loss') : answer;
  const loss = score?.type === 'score' ? score : null;
  record(call, model, {
    flow: loss?.flow ?? null,
    score: loss,
    target: loss?.target ?? null,
    optimizer: optimizer?.type === 'optimizer' ? optimizer : null,
    batchSize: loader.batchSize,
    order: loader.order ?? { id: 'unknown', place: null },
    epochs,
    heldOut: null,
    notes: new Map(),
  });
  return none(place);
};

export const run: Meaning = (call) => {
  const { self, machine, place } = call;
  if (self?.type !== 'dict') return null;
  const { entries } = self;
  const [iterator, optimizer, trigger] = [
    entries.get('iterator'),
    entries.get('optimizer'),
    entries.get('trigger'),
  ];
  if (iterator?.type !== 'loader' || optimizer?.type !== 'optimizer') return null;
  const data = batchOf(iterator, null);
  const items = data.type === 'list' ? data.items : [];
  const { subject } = optimizer;
  const model = subject as Value | null;
  const score =
    model?.type === 'dict'
      ? classified(model, items, call)
      : model === null
        ? null
        : machine.call(model, items, place);
  const made = score?.type === 'score' ? score : null;
  const [count, unit] = trigger?.type === 'list' ? trigger.items : [];
  record(call, subject ?? optimizer, {
    flow: made?.flow ?? null,
    score: made,
    target: made?.target ?? null,
    optimizer,
    batchSize: iterator.batchSize,
    order: iterator.order ?? { id: 'unknown', place: null },
    epochs: textOf(unit) === 'epoch' ? (count ?? null) : null,
    heldOut: null,
    notes: new Map(),
  });
  return none(place);
};
