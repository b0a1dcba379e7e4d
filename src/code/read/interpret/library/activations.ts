import { asArray } from '#src/code/read/interpret/arrays.ts';
import type { Call, Meaning } from '#src/code/read/interpret/machine.ts';
import { textOf, unknown } from '#src/code/read/interpret/make.ts';
import type { ArrayValue, FlowValue, LayerOp, Value } from '#src/code/read/interpret/values.ts';

/** Functions of frameworks by our ids; those we do not have keep their names. */
export const activations: Readonly<Record<string, string>> = {
  linear: 'linear',
  identity: 'linear',
  relu: 'relu',
  leaky_relu: 'leaky_relu',
  leakyrelu: 'leaky_relu',
  elu: 'elu',
  selu: 'selu',
  tanh: 'tanh',
  sigmoid: 'sigmoid',
  logistic: 'sigmoid',
  logsigmoid: 'log_sigmoid',
  σ: 'sigmoid',
  sigmoid_fast: 'sigmoid',
  tanh_fast: 'tanh',
  hard_sigmoid: 'hard_sigmoid',
  hardtanh: 'hardtanh',
  softplus: 'softplus',
  softsign: 'softsign',
  silu: 'silu',
  swish: 'silu',
  mish: 'mish',
  gelu: 'gelu',
  sin: 'sin',
  cos: 'cos',
  exponential: 'exp',
  exp: 'exp',
  softmax: 'softmax',
  log_softmax: 'log_softmax',
  logsoftmax: 'log_softmax',
  softmax2d: 'softmax',
  relu6: 'relu6',
  prelu: 'prelu',
  thresholdedrelu: 'thresholded_relu',
  celu: 'celu',
  crelu: 'crelu',
};

function activationName(name: string): string | null {
  return activations[name] ?? activations[name.toLowerCase()] ?? null;
}

/** An activation that is given as a name, a function or a layer; null: none is given. */
export function activationOp(value: Value | null | undefined): readonly LayerOp[] {
  if (value == null || (value.type === 'constant' && value.value === null)) return [];
  const { place } = value;
  if (value.type === 'layers') return value.ops;
  const name =
    textOf(value) ?? (value.type === 'library' ? (value.path.split('.').at(-1) ?? '') : '');
  const known = activationName(name);
  if (known === null) return [{ op: 'other', name: name || 'activation', place }];
  return known === 'linear' ? [] : [{ op: 'activation', name: known, place }];
}

export function layersValue(ops: readonly LayerOp[], { place }: Pick<Call, 'place'>): Value {
  return { type: 'layers', ops, place };
}

/** An activation as a layer, or applied to what flows through a network. */
export const activation: Meaning = (call) => {
  const { name, args, place, machine } = call;
  const known = activationName(name) ?? name.toLowerCase();
  const op: LayerOp = { op: 'activation', name: known, place };
  const [input] = args;
  if (input === undefined || isLayerClass(name)) {
    if (input?.type === 'flow') return through(input, [op]);
    return /^[A-Z]/.test(name) ? layersValue([op], call) : null;
  }
  if (input.type === 'flow') return through(input, known === 'linear' ? [] : [op]);
  // On data it is a function like any other.
  return input.type === 'array' &&
    /^(?:softmax|log_softmax)$/.test(known) &&
    machine.family !== 'other'
    ? unknown(place)
    : null;
};

/** `nn.ReLU`, `layers.LeakyReLU`: made first, applied later. */
function isLayerClass(name: string): boolean {
  return /^(?:ReLU|LeakyReLU|ELU|SELU|GELU|SiLU|Mish|Tanh|Sigmoid|Softplus|Softsign|Softmax|LogSoftmax|ReLU6|PReLU|CELU|Hardtanh|LogSigmoid|Softmax2d|ThresholdedReLU|Swish|Identity)$/.test(
    name,
  );
}

/** What flows on from a layer. */
export function through(input: Value, ops: readonly LayerOp[]): FlowValue {
  if (input.type === 'flow') return { ...input, ops: [...input.ops, ...ops] };
  const array = asArray(input);
  const lost: LayerOp = { op: 'other', name: 'unknown', place: input.place };
  return {
    type: 'flow',
    ops: array === null ? [lost, ...ops] : ops,
    input: array === null ? null : asRows(array),
    axes: array === null ? null : array.axes === 'c' || array.axes === '' ? 'c' : array.axes,
    subject: null,
    inputs: null,
    place: input.place,
  };
}

/** One point is a batch of one. */
function asRows(array: ArrayValue): ArrayValue {
  return array.axes === 'c' || array.axes === '' ? { ...array, rows: array.rows ?? 1 } : array;
}
