import { argument, type Call, type Meaning } from '#src/code/read/interpret/machine.ts';
import { numberOf } from '#src/code/read/interpret/make.ts';
import type { OptimizerValue, Value } from '#src/code/read/interpret/values.ts';

/** Optimizers by our ids; those we do not have keep their names. */
const names: Readonly<Record<string, string>> = {
  sgd: 'sgd',
  descent: 'sgd',
  gradientdescentoptimizer: 'sgd',
  momentum: 'momentum',
  momentumsgd: 'momentum',
  momentumoptimizer: 'momentum',
  nesterov: 'nesterov',
  nesterovag: 'nesterov',
  adagrad: 'adagrad',
  adagradoptimizer: 'adagrad',
  rmsprop: 'rmsprop',
  rmspropoptimizer: 'rmsprop',
  adam: 'adam',
  adamoptimizer: 'adam',
  adamw: 'adamw',
  adadelta: 'adadelta',
  adamax: 'adamax',
  nadam: 'nadam',
  lbfgs: 'lbfgs',
  rprop: 'rprop',
  asgd: 'asgd',
  amsgrad: 'amsgrad',
  radam: 'radam',
  oadam: 'oadam',
  sparseadam: 'sparse_adam',
};

export function optimizerName(name: string): string | null {
  return names[name.toLowerCase()] ?? null;
}

/** Settings under one name each, whatever frameworks call them. */
const settingNames: Readonly<Record<string, string>> = {
  lr: 'learningRate',
  learning_rate: 'learningRate',
  learning_rate_init: 'learningRate',
  eta: 'learningRate',
  alpha: 'learningRate',
  beta_1: 'beta1',
  beta1: 'beta1',
  beta_2: 'beta2',
  beta2: 'beta2',
  eps: 'epsilon',
  epsilon: 'epsilon',
  rho: 'rho',
  momentum: 'momentum',
  nesterov: 'nesterov',
  use_nesterov: 'nesterov',
  weight_decay: 'weightDecay',
  decay: 'decay',
  clipnorm: 'clipNorm',
  global_clipnorm: 'clipNorm',
  clipvalue: 'clipValue',
  dampening: 'dampening',
  amsgrad: 'amsgrad',
  centered: 'centered',
};

/** Names of the arguments that are given by their places. */
function positional(id: string, { family, name }: Call): readonly string[] {
  if (family === 'flux')
    return id === 'adamw'
      ? ['learningRate', 'betas', 'weightDecay', 'epsilon']
      : id === 'adam' || id === 'nadam'
        ? ['learningRate', 'betas', 'epsilon']
        : ['learningRate', id === 'rmsprop' ? 'rho' : 'momentum', 'epsilon'];
  if (family === 'keras' && name.endsWith('Optimizer'))
    return id === 'momentum'
      ? ['learningRate', 'momentum']
      : ['learningRate', 'beta1', 'beta2', 'epsilon'];
  if (family === 'chainer' || family === 'keras')
    return id === 'adam'
      ? ['learningRate', 'beta1', 'beta2', 'epsilon']
      : ['learningRate', id === 'rmsprop' && family === 'keras' ? 'rho' : 'momentum'];
  return id === 'sgd'
    ? ['learningRate', 'momentum']
    : id === 'rmsprop'
      ? ['learningRate', 'rho', 'epsilon']
      : ['learningRate', 'betas', 'epsilon', 'weightDecay'];
}

const optimizer: Meaning = (call) => {
  const { name, args, named, family, machine, place, self } = call;
  const id = optimizerName(name);
  if (id === null || !/^[A-Z]/.test(name) || self !== null) return null;
  const settings = new Map<string, Value>();
  const subject = family === 'pytorch' ? subjectOf(argument(call, 0, 'params')) : null;
  const given = family === 'pytorch' && !named.has('params') ? args.slice(1) : args;
  for (const [i, key] of positional(id, call).entries()) {
    const value = given[i];
    if (value !== undefined) setSetting(settings, key, value);
  }
  for (const [key, value] of named) {
    const isTorchAlpha = family === 'pytorch' && key === 'alpha';
    const setting =
      key === 'betas' ? key : isTorchAlpha ? 'rho' : (chainerName(key, call) ?? settingNames[key]);
    if (setting !== undefined) setSetting(settings, setting, value);
  }
  const made: OptimizerValue = {
    type: 'optimizer',
    name: id,
    family,
    settings,
    subject,
    loops: machine.loops.map((loop) => loop.id),
    place,
  };
  return made;
};

/** Chainer's RMSprop calls its decay of squares alpha. */
function chainerName(key: string, { family, name }: Call): string | null {
  return family === 'chainer' && name === 'RMSprop' && key === 'alpha' ? 'rho' : null;
}

function setSetting(settings: Map<string, Value>, key: string, value: Value) {
  if (key !== 'betas') settings.set(key, value);
  else if (value.type === 'list') {
    const [beta1, beta2] = value.items;
    if (beta1 !== undefined) settings.set('beta1', beta1);
    if (beta2 !== undefined) settings.set('beta2', beta2);
  } else if (numberOf(value) !== null) settings.set('beta1', value);
}

/** The network or instance whose parameters are given. */
export function subjectOf(value: Value | null | undefined): object | null {
  switch (value?.type) {
    case 'network':
    case 'instance':
    case 'layers':
      return value;
    case 'list':
      return value.items.map(subjectOf).find((subject) => subject !== null) ?? null;
    case 'dict':
      return subjectOf(value.entries.get('params')) ?? value;
    default:
      return null;
  }
}

export const optimizers: Readonly<Record<string, Meaning>> = {
  ...Object.fromEntries(
    'SGD Descent Momentum MomentumSGD Nesterov NesterovAG Adagrad AdaGrad ADAGrad RMSprop RMSProp Adam ADAM AdamW ADAMW AdaDelta Adadelta ADADelta Adamax AdaMax Nadam NADAM NAdam LBFGS Rprop ASGD AMSGrad RAdam OAdam SparseAdam GradientDescentOptimizer AdamOptimizer MomentumOptimizer RMSPropOptimizer AdagradOptimizer'
      .split(' ')
      .map((name) => [name, optimizer]),
  ),
  /** Flux: `Optimiser(WeightDecay(1e-4), Adam())`, `OptimiserChain(…)`: the optimizer among them. */
  Optimiser: ({ args }) => args.find(({ type }) => type === 'optimizer') ?? null,
  OptimiserChain: ({ args }) => args.find(({ type }) => type === 'optimizer') ?? null,
  /** Flux: `setup(opt, model)`; chainer: `opt.setup(model)`. */
  setup: ({ self, args }) => {
    const made = args.find((arg): arg is OptimizerValue => arg.type === 'optimizer');
    const subject = subjectOf(args.find((arg) => arg !== made));
    if (made === undefined) return null;
    if (self === null) return { ...made, subject };
    made.subject = subject;
    return made;
  },
};
