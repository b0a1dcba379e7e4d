import { byValue, type Known, known, open } from '#src/code/read/facts/known.ts';
import { numberOf } from '#src/code/read/interpret/make.ts';
import type { Training } from '#src/code/read/interpret/trainings.ts';
import type { Family, FlowValue, LayerOp, Value } from '#src/code/read/interpret/values.ts';
import type { Place } from '#src/code/read/mapped-text.ts';
import type { CodeLayer, Reason } from '#src/code/read/reading.ts';
import type { InitialiserId } from '#src/experiment/ids.ts';

/** A dense layer with what is done to its answer. */
interface Stage {
  readonly units: Value | null;
  readonly place: Place | null;
  readonly activations: readonly (LayerOp & { op: 'activation' })[];
  readonly dropout: Value | null;
}

/** Layers of a flow, one stage for each dense one; layers that we do not have are left out. */
export function stagesOf(ops: readonly LayerOp[]): readonly Stage[] {
  const stages: Stage[] = [];
  for (const op of ops) {
    const last = stages.at(-1);
    if (op.op === 'dense') {
      stages.push({ units: op.units, place: op.place, activations: [], dropout: null });
    } else if (last !== undefined && op.op === 'activation') {
      const isAgain = op.name === 'relu' && last.activations.at(-1)?.name === 'relu';
      const activations = isAgain ? last.activations : [...last.activations, op];
      stages[stages.length - 1] = { ...last, activations };
    } else if (last !== undefined && op.op === 'dropout') {
      stages[stages.length - 1] = { ...last, dropout: op.rate };
    }
  }
  return stages;
}

/** Layers without which the dense ones are still the network. */
const harmless = /Norm|Noise|^arithmetic$/;

const initialisers: Readonly<Record<string, InitialiserId>> = {
  glorot_uniform: 'glorot_uniform',
  glorotuniform: 'glorot_uniform',
  xavier_uniform: 'glorot_uniform',
  glorot_normal: 'glorot_normal',
  glorotnormal: 'glorot_normal',
  he_uniform: 'he_uniform',
  heuniform: 'he_uniform',
  kaiming_uniform: 'he_uniform',
  he_normal: 'he_normal',
  henormal: 'he_normal',
  kaiming_normal: 'he_normal',
  lecun_uniform: 'lecun_uniform',
  lecununiform: 'lecun_uniform',
  lecun_normal: 'lecun_normal',
  lecunnormal: 'lecun_normal',
  zeros: 'zeros',
  zero: 'zeros',
};

const byDefault: Readonly<Record<Family, InitialiserId | null>> = {
  pytorch: 'pytorch_linear',
  keras: 'glorot_uniform',
  flux: 'glorot_uniform',
  chainer: 'lecun_normal',
  sklearn: 'glorot_uniform',
  other: null,
};

/** What the text says of the network. */
export function networkFacts({ flow, subject, family, place }: Training): readonly Known[] {
  if (flow === null || !flow.ops.some(({ op }) => op === 'dense')) {
    const reason: Reason = subject === null ? 'notFound' : 'notUnderstood';
    return (['layers', 'outputActivation', 'inputs', 'outputs'] as const).map((field) =>
      open(field, reason, place),
    );
  }
  const { ops } = flow;
  const strange = ops.find((op) => op.op === 'other' && !harmless.test(op.name));
  const stages = stagesOf(ops);
  const output = stages.at(-1);
  const hidden = stages.slice(0, -1);
  const dense = ops.filter((op) => op.op === 'dense');
  const noBias = dense.find(({ hasBias }) => !hasBias);
  const others = ops.filter((op) => op.op === 'other');
  const decay = dense.find(({ decay }) => decay !== null)?.decay ?? null;
  return [
    strange === undefined
      ? layersFact(hidden, output)
      : open('layers', 'notUnderstood', strange.place),
    outputFact(output),
    ...inputsFact(ops, flow),
    countFact('outputs', output?.units ?? null, output?.place ?? null),
    initialiserFact(dense[0]?.initialiser ?? null, family),
    ...(noBias === undefined
      ? []
      : [
          known(
            'bias',
            dense.every(({ hasBias }) => !hasBias) ? false : 'some',
            'said',
            noBias.place,
          ),
        ]),
    ...(others.length === 0
      ? []
      : [
          known(
            'otherLayers',
            [...new Set(others.map(nameOf))].join(', '),
            'said',
            others[0]?.place ?? null,
          ),
        ]),
    ...(decay === null ? [] : [decayFact(decay)]),
  ];
}

function nameOf(op: LayerOp): string {
  return op.op === 'other' ? op.name : op.op;
}

function layersFact(hidden: readonly Stage[], output: Stage | undefined): Known {
  const layers: CodeLayer[] = [];
  let doubt: Value['doubt'];
  for (const { units, activations, dropout, place } of hidden) {
    const count = numberOf(units);
    if (count === null) return open('layers', 'notUnderstood', place);
    doubt ??= units?.doubt;
    const names = activations.map(({ name }) => name);
    const rate = dropout === null ? 0 : numberOf(dropout);
    if (rate === null) return open('layers', 'notUnderstood', dropout?.place);
    layers.push({ units: count, activation: names.join(' ') || 'linear', dropout: rate });
  }
  const place =
    spanOf(
      hidden.flatMap(({ place, activations }) => [place, ...activations.map((op) => op.place)]),
    ) ??
    output?.place ??
    null;
  return byValue('layers', layers, { place, doubt });
}

function spanOf(places: readonly (Place | null)[]): Place | null {
  const all = places.filter((place) => place !== null);
  if (all.length === 0) return null;
  return {
    from: Math.min(...all.map(({ from }) => from)),
    to: Math.max(...all.map(({ to }) => to)),
  };
}

function outputFact(output: Stage | undefined): Known {
  const names = output?.activations.map(({ name }) => name) ?? [];
  const place = output?.activations[0]?.place ?? output?.place ?? null;
  return known(
    'outputActivation',
    names.join(' ') || 'linear',
    names.length > 0 ? 'said' : place === null ? 'default' : 'said',
    place,
  );
}

/** Of the first layer, of an input layer, or as many as the data have columns. */
function inputsFact(ops: readonly LayerOp[], { inputs: said, input }: FlowValue): readonly Known[] {
  const first = ops.find((op) => op.op === 'dense');
  const before = ops.slice(
    0,
    ops.findIndex((op) => op === first),
  );
  if (said === null && before.some((op) => op.op === 'other' && !harmless.test(op.name)))
    return [open('inputs', 'notUnderstood', first?.place)];
  const isKnown = input?.columns.every(({ kind }) => kind !== 'unknown') ?? false;
  const columns = isKnown ? (input?.columns.length ?? null) : null;
  const value = (numberOf(first?.inputs) === null ? null : first?.inputs) ?? said ?? null;
  const count = numberOf(value);
  if (count !== null && value !== null) return [byValue('inputs', count, value)];
  return columns === null
    ? [open('inputs', 'notFound', first?.place)]
    : [known('inputs', columns, 'guessed', null, 'computed')];
}

function countFact(field: 'outputs', value: Value | null, place: Place | null): Known {
  const count = numberOf(value);
  return count === null || value === null
    ? open(field, 'notUnderstood', place)
    : byValue(field, count, { ...value, place: value.place ?? place });
}

function initialiserFact(value: Value | null, family: Family): Known {
  if (value === null) {
    const usual = byDefault[family];
    return usual === null
      ? open('initialiser', 'notFound')
      : known('initialiser', usual, 'default');
  }
  const name =
    value.type === 'text'
      ? value.value
      : value.type === 'library'
        ? (value.path.split('.').at(-1) ?? '')
        : '';
  const id = initialisers[name.toLowerCase().replace(/_$/, '')];
  if (id !== undefined) return known('initialiser', id, 'said', value.place);
  return name === ''
    ? open('initialiser', 'notUnderstood', value.place)
    : known('initialiser', name, 'said', value.place);
}

/** Keras adds λ·Σw² to the loss: to gradients 2λ·w. */
function decayFact(value: Value): Known {
  const rate = value.type === 'dict' ? numberOf(value.entries.get('l2')) : null;
  return rate === null
    ? open('l2', 'notUnderstood', value.place)
    : known('l2', 2 * rate, 'said', value.place);
}
