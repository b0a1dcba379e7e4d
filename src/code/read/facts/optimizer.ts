import { byValue, type Known, known, open } from '#src/code/read/facts/known.ts';
import { numberOf, textOf, truthOf } from '#src/code/read/interpret/make.ts';
import type { Training } from '#src/code/read/interpret/trainings.ts';
import type { Family, Value } from '#src/code/read/interpret/values.ts';
import { type OptimizerId, optimizerIds, type ScheduleId } from '#src/experiment/ids.ts';
import { type FrameworkId, frameworkDefaults } from '#src/network/framework-defaults.ts';

const frameworks: Readonly<Record<Family, FrameworkId | null>> = {
  pytorch: 'pytorch',
  keras: 'keras',
  flux: 'flux',
  chainer: 'chainer',
  sklearn: 'pytorch',
  other: null,
};

/** Settings that belong to each optimizer, beside the rate. */
const constants: Readonly<
  Record<OptimizerId, readonly ('momentum' | 'beta1' | 'beta2' | 'rho' | 'epsilon')[]>
> = {
  sgd: [],
  momentum: ['momentum'],
  nesterov: ['momentum'],
  adagrad: ['epsilon'],
  rmsprop: ['rho', 'epsilon'],
  adam: ['beta1', 'beta2', 'epsilon'],
  adamw: ['beta1', 'beta2', 'epsilon'],
};

/** What the text says of the optimizer. */
export function optimizerFacts({ optimizer, family, place, notes }: Training): readonly Known[] {
  if (optimizer === null || optimizer.name === 'unknown')
    return [open('optimizer', 'notFound', place), open('learningRate', 'notFound', place)];
  const { settings } = optimizer;
  const id = withMomentum(optimizer.name, settings, family);
  const kind = optimizer.place === null ? 'default' : 'said';
  const isOurs = (optimizerIds as readonly string[]).includes(id);
  const usual = isOurs ? defaultsOf(family, id as OptimizerId) : {};
  const rate = settings.get('learningRate');
  return [
    known('optimizer', id, kind, optimizer.place),
    ...(id === 'lbfgs'
      ? []
      : [
          rate === undefined
            ? usualFact('learningRate', usual.learningRate)
            : numberFact('learningRate', rate),
        ]),
    ...(isOurs ? constants[id as OptimizerId] : []).map((key) => {
      const value = settings.get(key);
      return value === undefined || value.type === 'constant'
        ? usualFact(key, usual[key])
        : numberFact(key, value);
    }),
    ...decayFacts(id, settings, usual.weightDecay),
    ...clippingFacts(settings, notes),
    ...scheduleFacts(notes, settings),
  ];
}

function withMomentum(name: string, settings: ReadonlyMap<string, Value>, family: Family): string {
  const momentum = numberOf(settings.get('momentum'));
  const said = truthOf(settings.get('nesterov'));
  if (name === 'momentum') return said === true ? 'nesterov' : name;
  if (name !== 'sgd') return name;
  if (family === 'sklearn' && momentum === null) return said === false ? 'momentum' : 'nesterov';
  if (momentum === null || momentum === 0)
    return settings.get('momentum')?.type === 'unknown' ? 'momentum' : name;
  return said === true || (family === 'sklearn' && said === null) ? 'nesterov' : 'momentum';
}

type Usual = ReturnType<typeof frameworkDefaults>;

function defaultsOf(family: Family, id: OptimizerId): Usual {
  const framework = frameworks[family];
  if (framework === null) return {};
  const usual = frameworkDefaults(framework, id);
  return family === 'sklearn' ? { ...usual, learningRate: 0.001, momentum: 0.9 } : usual;
}

function usualFact(field: Known['field'] & keyof Usual, value: unknown): Known {
  return typeof value === 'number' ? known(field, value, 'default') : open(field, 'notFound');
}

export function numberFact(field: Known['field'], value: Value): Known {
  const number = numberOf(value);
  return number === null
    ? open(field, 'notUnderstood', value.place)
    : byValue(field, number, value);
}

/** AdamW's decay is its own; others add it to the gradient, which is our L2. */
function decayFacts(
  id: string,
  settings: ReadonlyMap<string, Value>,
  usual: number | undefined,
): readonly Known[] {
  const said = settings.get('weightDecay');
  if (id === 'adamw')
    return [said === undefined ? usualFact('weightDecay', usual) : numberFact('weightDecay', said)];
  return said === undefined || numberOf(said) === 0 ? [] : [numberFact('l2', said)];
}

function clippingFacts(
  settings: ReadonlyMap<string, Value>,
  notes: ReadonlyMap<string, Value>,
): readonly Known[] {
  for (const [key, clipping] of [
    ['clipNorm', 'norm'],
    ['clipValue', 'value'],
  ] as const) {
    const value = settings.get(key) ?? notes.get(key);
    if (value !== undefined)
      return [known('clipping', clipping, 'said', value.place), numberFact('clipAt', value)];
  }
  return [];
}

/** Our schedules by PyTorch's names, with their settings: field, name there, default. */
const schedules: Readonly<
  Record<
    string,
    readonly [ScheduleId, ...(readonly [field: Known['field'], key: string, usual: number])[]]
  >
> = {
  StepLR: ['step', ['scheduleEvery', 'step_size', 10], ['scheduleFactor', 'gamma', 0.1]],
  ExponentialLR: ['exponential', ['scheduleFactor', 'gamma', 0.9]],
  CosineAnnealingLR: ['cosine', ['warmup', '', 0], ['scheduleFloor', '', 0]],
  ReduceLROnPlateau: [
    'plateau',
    ['scheduleFactor', 'factor', 0.1],
    ['scheduleEvery', 'patience', 10],
  ],
  OneCycleLR: ['one_cycle', ['warmup', 'pct_start', 0.3]],
};

/** A schedule by its framework's name; those we have with their settings. */
function scheduleFacts(
  notes: ReadonlyMap<string, Value>,
  settings: ReadonlyMap<string, Value>,
): readonly Known[] {
  const note = notes.get('schedule');
  const decay = settings.get('decay');
  if (note?.type !== 'dict')
    return decay !== undefined && numberOf(decay) !== 0
      ? [known('schedule', 'inverse time', 'said', decay.place)]
      : [];
  const { entries, place } = note;
  const name = textOf(entries.get('name')) ?? '';
  const [id, ...settingsOf] = schedules[name] ?? [name];
  return [
    known('schedule', id, 'said', place),
    ...settingsOf.map(([field, key, usual]) => {
      const value = entries.get(key);
      return value === undefined ? known(field, usual, 'default') : numberFact(field, value);
    }),
  ];
}
