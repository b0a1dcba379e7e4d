import {
  activation,
  activationOp,
  activations,
  layersValue,
  through,
} from '#src/code/read/interpret/library/activations.ts';
import { argument, type Call, type Meaning } from '#src/code/read/interpret/machine.ts';
import {
  flowFrom,
  listValue,
  none,
  numberOf,
  numberValue,
  textOf,
  truthOf,
  unknown,
} from '#src/code/read/interpret/make.ts';
import type {
  FlowValue,
  LayerOp,
  NetworkValue,
  Origin,
  Value,
} from '#src/code/read/interpret/values.ts';

/** A layer that is said at some place. */
export function dense(
  { place }: Origin,
  inputs: Value | null,
  units: Value | null,
  rest: Partial<LayerOp & { op: 'dense' }> = {},
): LayerOp {
  return {
    op: 'dense',
    inputs,
    units,
    hasBias: true,
    initialiser: null,
    decay: null,
    place,
    ...rest,
  };
}

/** torch's and chainer's `Linear(in, out)`. */
const linear: Meaning = (call) => {
  const { args, family } = call;
  const only = family === 'chainer' && args.length === 1;
  const inputs = only ? null : argument(call, 0, 'in_features', 'in_size');
  const units = only ? (args[0] ?? null) : argument(call, 1, 'out_features', 'out_size');
  if (units === null) return activation(call);
  const hasBias =
    truthOf(call.named.get('bias')) !== false && truthOf(call.named.get('nobias')) !== true;
  const given = inputs?.type === 'constant' ? null : inputs;
  const initialiser = call.named.get('initialW') ?? null;
  return layersValue([dense(call, given, units, { hasBias, initialiser })], call);
};

/** Keras's `Dense(units)` and Flux's `Dense(in, out, σ)`. */
const denseLayer: Meaning = (call) => {
  const { args, named, machine } = call;
  if (machine.language === 'julia') {
    const [first, second, third] = args;
    const pair = first?.type === 'list' ? first.items : null;
    const [inputs, units, sigma] =
      pair === null ? [first, second, third] : [pair[0], pair[1], second];
    const hasBias = truthOf(named.get('bias')) !== false;
    const initialiser = named.get('init') ?? named.get('initW') ?? null;
    return layersValue(
      [
        dense(call, inputs ?? null, units ?? null, { hasBias, initialiser }),
        ...activationOp(sigma),
      ],
      call,
    );
  }
  const units = argument(call, 0, 'units', 'output_dim');
  const shape = named.get('input_shape') ?? named.get('batch_input_shape');
  const inputs =
    named.get('input_dim') ??
    (shape?.type === 'list' ? (shape.items.at(-1) ?? null) : (shape ?? null));
  const ops: LayerOp[] = [
    dense(call, inputs, units, {
      hasBias: truthOf(named.get('use_bias') ?? named.get('bias')) !== false,
      initialiser: named.get('kernel_initializer') ?? named.get('init') ?? null,
      decay: named.get('kernel_regularizer') ?? named.get('W_regularizer') ?? null,
    }),
    ...activationOp(argument(call, 1, 'activation')),
  ];
  return layersValue(ops, call);
};

const dropout: Meaning = (call) => {
  const flow = call.args.find(({ type }) => type === 'flow');
  const rate =
    flow === undefined
      ? argument(call, 0, 'p', 'rate', 'ratio')
      : argument(call, 1, 'p', 'rate', 'ratio');
  const byDefault: Value = { type: 'number', value: 0.5, whole: false, place: call.place };
  const op: LayerOp = { op: 'dropout', rate: rate ?? byDefault, place: call.place };
  return flow === undefined ? layersValue([op], call) : through(flow, [op]);
};

/** Layers that our networks do not have. */
const other: Meaning = (call) => {
  const op: LayerOp = { op: 'other', name: call.name, place: call.place };
  const flow = call.args.find(({ type }) => type === 'flow');
  return flow === undefined ? layersValue([op], call) : through(flow, [op]);
};

/** Layers that change nothing that is learnt from one row of numbers. */
const nothing: Meaning = (call) => {
  const flow = call.args.find(({ type }) => type === 'flow');
  return flow ?? layersValue([], call);
};

function opsOf(value: Value): readonly LayerOp[] {
  switch (value.type) {
    case 'layers':
    case 'network':
    case 'flow':
      return value.ops;
    case 'list':
      return value.items.flatMap(opsOf);
    case 'dict':
      return [...value.entries.values()].flatMap(opsOf);
    case 'library':
      return activationOp(value);
    default:
      return [{ op: 'other', name: 'layer', place: value.place }];
  }
}

/** Layers one after another: `Sequential`, `Chain`. Functions among them are applied. */
const sequential: Meaning = (call) => {
  const { machine, args, named, place, family, self } = call;
  const items = args.flatMap((arg) =>
    arg.type === 'list' && !isNamedLayer(arg) ? arg.items : [arg],
  );
  const network: NetworkValue = { type: 'network', family, ops: [], inputs: null, place };
  if (self !== null) return null;
  for (const item of [...items, ...named.values()]) {
    if (item.type === 'text' || item.type === 'constant') continue;
    const layer =
      item.type === 'list' ? (item.items.find(({ type }) => type !== 'text') ?? item) : item;
    addLayer(network, layer, call);
  }
  machine.notes(network).set('loops', loopsOf(call));
  return network;
};

/** `('fc1', nn.Linear(1, 2))`, as an ordered dict has them. */
function isNamedLayer({ items }: Value & { type: 'list' }): boolean {
  return items.length === 2 && items[0]?.type === 'text';
}

/** The loops that something is made in. */
export function loopsOf({ machine, place }: Pick<Call, 'machine' | 'place'>): Value {
  const items = machine.loops.map(
    ({ id }): Value => ({ type: 'number', value: id, whole: true, place: null }),
  );
  return listValue(items, place);
}

function addLayer(network: NetworkValue, layer: Value, { machine, place }: Call) {
  if (layer.type === 'flow' && layer.ops.length === 0) network.inputs ??= layer.inputs;
  if (layer.type === 'function' || layer.type === 'instance') {
    const start: FlowValue = {
      type: 'flow',
      ops: network.ops,
      input: null,
      axes: null,
      subject: null,
      inputs: null,
      place,
    };
    const result = machine.call(layer, [start], place);
    if (result.type === 'flow') network.ops.splice(0, network.ops.length, ...result.ops);
    else network.ops.push({ op: 'other', name: 'function', place: layer.place });
    return;
  }
  network.ops.push(...opsOf(layer));
  if (layer.type === 'network') network.inputs ??= layer.inputs;
}

const add: Meaning = (call) => {
  const { self, args } = call;
  const layer = args[1];
  if (self?.type !== 'network' || layer === undefined) return null;
  addLayer(self, layer, call);
  call.machine.notes(self).set('added', layer);
  return none(call.place);
};

/** `add_module('fc1', nn.Linear(1, 2))`, on a network or an instance. */
const addModule: Meaning = (call) => {
  const [, name, layer] = call.args;
  const { self } = call;
  const key = textOf(name);
  if (self?.type === 'instance' && key !== null && layer !== undefined)
    self.attributes.set(key, layer);
  else if (self?.type === 'network' && layer !== undefined) addLayer(self, layer, call);
  return none(call.place);
};

/** The beginning of a functional network; also `layers.Input`. */
const input: Meaning = (call) => {
  const shape = argument(call, 0, 'shape', 'input_shape') ?? call.named.get('batch_shape') ?? null;
  const inputs = shape?.type === 'list' ? (shape.items.at(-1) ?? null) : shape;
  return {
    type: 'flow',
    ops: [],
    input: null,
    axes: null,
    subject: null,
    inputs,
    place: call.place,
  };
};

/** Several inputs side by side: `concatenate([a, b])`, `Concatenate()([a, b])`; null where they went through layers. */
function inputsBeside(parts: readonly Value[], place: Call['place']): FlowValue | null {
  const flows = parts.filter(
    (part) => part.type === 'flow' && part.ops.length === 0,
  ) as FlowValue[];
  const counts = flows.map(({ inputs }) => numberOf(inputs));
  if (flows.length < 2 || flows.length < parts.length || counts.includes(null)) return null;
  const sum = counts.reduce<number>((total, count) => total + (count ?? 0), 0);
  return { ...flowFrom({ place }), inputs: numberValue(sum, place) };
}

const concatenated: Meaning = ({ args: [first], place }) =>
  first === undefined
    ? { type: 'layers', ops: [{ op: 'other', name: 'concatenate', place }], place }
    : first.type === 'list'
      ? inputsBeside(first.items, place)
      : null;

/** `Model(inputs, outputs)`. */
const model: Meaning = (call) => {
  const { machine, family, place, self } = call;
  const outputs = argument(call, 1, 'outputs', 'output');
  const flow = outputs?.type === 'list' ? outputs.items[0] : outputs;
  if (self !== null || flow?.type !== 'flow') return null;
  const network: NetworkValue = {
    type: 'network',
    family,
    ops: [...flow.ops],
    inputs: flow.inputs,
    place,
  };
  if (outputs?.type === 'list' && outputs.items.length > 1)
    network.ops.push({ op: 'other', name: 'several outputs', place });
  machine.notes(network).set('loops', loopsOf(call));
  return network;
};

/** `model(x)`, `layer(x)`. */
const applied: Meaning = (call) => {
  const { self, args, named } = call;
  const data = args[1] ?? named.get('x') ?? named.get('inputs') ?? unknown(call.place);
  if (self?.type === 'layers') {
    const [op, ...others] = self.ops;
    const isJoint = op?.op === 'other' && op.name === 'concatenate' && others.length === 0;
    const beside = isJoint && data.type === 'list' ? inputsBeside(data.items, call.place) : null;
    return beside ?? through(data, self.ops);
  }
  if (self?.type !== 'network') return null;
  // Also a name that the text does not define.
  if (data.type === 'unknown' || data.type === 'library')
    return { ...through(flowFrom(data), self.ops), subject: self, inputs: self.inputs };
  const flow = through(data, self.ops);
  return { ...flow, subject: self, inputs: flow.inputs ?? self.inputs };
};

/** Chainer's `FunctionSet(l1=…)` and `Chain(l1=…)`, and torch's `ModuleList` and `ModuleDict`. */
const collection: Meaning = (call) => {
  const { named, args, place, self, machine } = call;
  if (self !== null) return null;
  if (machine.language === 'julia') return sequential(call);
  if (named.size > 0) return { type: 'dict', entries: new Map(named), place };
  const [first] = args;
  return first ?? listValue([], place, machine.loops);
};

/** `super().__init__(l1=…)` of a chainer class keeps its links. */
const init: Meaning = ({ self, named, place, path }) => {
  if (self?.type !== 'library' && self?.type !== 'instance') return null;
  const instance = self.type === 'library' ? self.self : self;
  if (path !== '.__init__' || instance?.type !== 'instance') return null;
  for (const [name, value] of named) instance.attributes.set(name, value);
  return none(place);
};

const parameters: Meaning = ({ self, args }) => self ?? args[0] ?? null;

const otherLayers =
  'Conv1d Conv2d Conv3d Conv1D Conv2D Conv3D Convolution1D Convolution2D ConvTranspose2d MaxPool1d MaxPool2d MaxPooling1D MaxPooling2D AvgPool2d AveragePooling2D GlobalAveragePooling1D GlobalAveragePooling2D AdaptiveAvgPool2d LSTM GRU RNN LSTMCell GRUCell SimpleRNN Embedding BatchNorm BatchNorm1d BatchNorm2d BatchNormalization LayerNorm LayerNormalization GroupNorm GaussianNoise Bilinear Lambda MultiheadAttention TransformerEncoder TimeDistributed Bidirectional Conv MaxPool EmbedID Convolution2D RBFLayer Normalization'.split(
    ' ',
  );

const activationNames = [
  ...Object.keys(activations),
  ...'ReLU LeakyReLU ELU SELU GELU SiLU Mish Tanh Sigmoid Softplus Softsign Softmax LogSoftmax ReLU6 PReLU CELU Hardtanh LogSigmoid ThresholdedReLU Swish Identity'.split(
    ' ',
  ),
];

export const layers: Readonly<Record<string, Meaning>> = {
  ...Object.fromEntries(activationNames.map((name) => [name, activation])),
  ...Object.fromEntries(otherLayers.map((name) => [name, other])),
  Linear: linear,
  Dense: denseLayer,
  Activation: (call) => layersValue(activationOp(argument(call, 0, 'activation')), call),
  Dropout: dropout,
  dropout,
  AlphaDropout: dropout,
  Flatten: nothing,
  Reshape: nothing,
  InputLayer: input,
  Input: input,
  Concatenate: concatenated,
  concatenate: concatenated,
  Sequential: sequential,
  Chain: collection,
  FunctionSet: collection,
  ChainList: collection,
  ModuleList: collection,
  ModuleDict: collection,
  add,
  add_module: addModule,
  add_link: addModule,
  Model: model,
  __call__: applied,
  predict: applied,
  __init__: init,
  l2: ({ args, place }) => {
    const rate = args[0] ?? numberValue(0.01, null);
    return { type: 'dict', entries: new Map([['l2', rate]]), place };
  },
  L2: ({ named, args, place }) => {
    const rate = named.get('l2') ?? args[0] ?? numberValue(0.01, null);
    return { type: 'dict', entries: new Map([['l2', rate]]), place };
  },
  parameters,
  params: parameters,
  trainable: parameters,
  trainable_variables: parameters,
  trainable_weights: parameters,
  children: parameters,
  forward: applied,
};
