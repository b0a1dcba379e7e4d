import type { Dataset } from '#src/data/dataset.ts';
import type { Plan, ReplicaCourse } from '#src/engine/contract/course.ts';
import type { ModelPlan, OptimizerPlan, ReplicaModel } from '#src/engine/contract/model-plan.ts';
import type { ActivationId, ClippingId, OrderId, OutputActivationId } from '#src/experiment/ids.ts';
import { permute, streamStarts, type Uniform, uniformStream } from '#src/lib/random.ts';
import { isPointLoss, type LossPlan } from '#src/network/losses.ts';
import { type NetworkShape, networkShape } from '#src/network/shape.ts';

/** Everything a hand-made plan can vary in: plain JSON, so that a failing property test prints an experiment. */
export interface PlanSpec {
  /** Seed of data, initial parameters, orders and dropout. */
  readonly seed: number;
  readonly inputs: number;
  readonly layers: readonly {
    readonly units: number;
    readonly activation: ActivationId;
    readonly dropout?: number;
  }[];
  readonly outputs: number;
  readonly outputActivation: OutputActivationId;
  /** Whether biases learn; initial ones are not 0 here, so that what moves them is seen. */
  readonly biases: boolean;
  readonly omega: number;
  /** Initial parameters are uniform in ±this/√fan-in. */
  readonly initialScale: number;
  /** Whether the targets are classes: indices for cross entropies, else one-hot. */
  readonly classes: boolean;
  /** How many a single output tells apart; of more outputs there is one for each. */
  readonly ofOneOutput: number;
  /** Of several outputs, the last ones that no row belongs to. */
  readonly unusedOutputs: number;
  readonly loss: Partial<LossPlan>;
  /** Rows count from 0 to 2. */
  readonly weighted: boolean;
  readonly optimizer: Partial<OptimizerPlan>;
  readonly learningRate: number;
  readonly weightDecay: number;
  readonly l1: number;
  readonly l2: number;
  readonly clipping: ClippingId;
  readonly clipAt: number;
  readonly rows: number;
  readonly heldOutRows: number;
  readonly batchSize: number;
  readonly dropLast: boolean;
  readonly epochs: number;
  readonly order: Extract<OrderId, 'fixed' | 'reshuffle' | 'with_replacement' | 'fresh'>;
  /** They differ in data, initial parameters, orders, dropout, learning rate, decay and clipping bound. */
  readonly replicas: number;
}

const defaults: PlanSpec = {
  seed: 1,
  inputs: 2,
  layers: [
    { units: 5, activation: 'tanh' },
    { units: 4, activation: 'relu' },
  ],
  outputs: 1,
  outputActivation: 'linear',
  biases: true,
  omega: 3,
  initialScale: 1,
  classes: false,
  ofOneOutput: 2,
  unusedOutputs: 0,
  loss: {},
  weighted: false,
  optimizer: {},
  learningRate: 0.05,
  weightDecay: 0.01,
  l1: 0,
  l2: 0,
  clipping: 'none',
  clipAt: 0.5,
  rows: 15,
  heldOutRows: 9,
  batchSize: 6,
  dropLast: false,
  epochs: 4,
  order: 'reshuffle',
  replicas: 1,
};

/** A valid plan made by hand, without a data room: inputs are uniform in ±1, targets a smooth function of them. */
export function smallPlan(overrides: Partial<PlanSpec> = {}): Plan {
  const spec = { ...defaults, ...overrides };
  const loss: LossPlan = {
    id: 'mse',
    huberDelta: 0.3,
    labelShape: 'match',
    reduce: 'mean',
    summed: false,
    ...spec.loss,
  };
  const network = networkShape(
    spec.inputs,
    [
      ...spec.layers.map((layer) => ({ dropout: 0, ...layer })),
      { units: spec.outputs, activation: spec.outputActivation, dropout: 0 },
    ],
    spec.omega,
    spec.biases,
  );
  const { rows, batchSize, heldOutRows, l1, l2, clipping, epochs } = spec;
  const replicas = Array.from({ length: spec.replicas }, (_, r) => r);
  const batches = rows / batchSize;
  const stepsPerEpoch = spec.dropLast ? Math.floor(batches) : Math.ceil(batches);
  return {
    model: {
      network,
      classes: spec.classes ? classCount(spec) : null,
      middle: middleOf(spec, loss),
      targetKind: spec.classes && isOfRows(loss) ? 'class_index' : 'values',
      loss,
      weighted: spec.weighted,
      optimizer: {
        id: 'sgd',
        momentum: 0.9,
        beta1: 0.9,
        beta2: 0.999,
        rho: 0.9,
        epsilon: 1e-8,
        ...spec.optimizer,
      },
      l1,
      l2,
      clipping,
      batchSize,
      rows,
      heldOutRows,
      changesRows: spec.order === 'fresh',
      replicas: replicas.map((r) => replicaModel(spec, loss, network, r)),
    },
    course: {
      epochs,
      stepsPerEpoch,
      steps: epochs * stepsPerEpoch,
      recordEvery: stepsPerEpoch,
      schedule: { id: 'constant', factor: 0.5, every: 10, warmup: 0, floor: 0 },
      stop: { targetLoss: null, patience: 0 },
      evaluateEvery: 1,
      engine: 'any',
      stages: [],
      replicas: replicas.map((r) => replicaCourse(spec, loss, r)),
    },
  };
}

const seedOf = (spec: PlanSpec, r: number): number => spec.seed + 1000 * r;

function replicaModel(
  spec: PlanSpec,
  loss: LossPlan,
  network: NetworkShape,
  r: number,
): ReplicaModel {
  const seed = seedOf(spec, r);
  return {
    train: syntheticRows(spec, loss, spec.rows, uniformStream(seed, 'train')),
    heldOut: syntheticRows(spec, loss, spec.heldOutRows, uniformStream(seed, 'held out')),
    initialParameters: initialParameters(spec, network, uniformStream(seed, 'init')),
    weightDecay: spec.weightDecay * (1 + r / 4),
    clipAt: spec.clipAt * (1 + r / 2),
    dropoutSeed: seed,
  };
}

function replicaCourse(spec: PlanSpec, loss: LossPlan, r: number): ReplicaCourse {
  const seed = seedOf(spec, r);
  const fresh = (epoch: number) =>
    syntheticRows(spec, loss, spec.rows, uniformStream(seed, 'fresh', epoch));
  return {
    learningRate: spec.learningRate * (1 + r / 8),
    order: (epoch, into = new Uint32Array(spec.rows)) =>
      rowOrder(spec, uniformStream(seed, 'order', epoch), into),
    shuffles: (first, epochs) =>
      spec.order === 'reshuffle'
        ? Uint32Array.from({ length: epochs }, (_, i) => streamStarts(seed, 'order')(first + i))
        : null,
    fresh: (epoch) => (spec.order === 'fresh' ? fresh(epoch) : null),
  };
}

function rowOrder({ order, rows }: PlanSpec, uniform: Uniform, into: Uint32Array): Uint32Array {
  if (order === 'reshuffle') return permute(into, uniform);
  for (let i = 0; i < rows; i++)
    into[i] = order === 'with_replacement' ? Math.floor(uniform() * rows) : i;
  return into;
}

function syntheticRows(spec: PlanSpec, loss: LossPlan, rows: number, uniform: Uniform): Dataset {
  const inputs = Float32Array.from({ length: rows * spec.inputs }, () => 2 * uniform() - 1);
  const targets = Array.from({ length: rows }, (_, row) => {
    const x = inputs.subarray(row * spec.inputs, (row + 1) * spec.inputs);
    const sum = x.reduce((a, b) => a + b, 0);
    if (!spec.classes) {
      return Array.from({ length: spec.outputs }, (_, k) => Math.sin(2 * sum + k) + 0.1 * k);
    }
    const labels = classCount(spec) - spec.unusedOutputs;
    const label = Math.floor((Math.sin(3 * sum) * 0.499 + 0.5) * labels);
    if (isOfRows(loss)) return [label];
    const numbers =
      spec.outputs === 1
        ? [label]
        : Array.from({ length: spec.outputs }, (_, k) => Number(k === label));
    return loss.id === 'hinge' ? numbers.map((bit) => 2 * bit - 1) : numbers;
  });
  const data = { rows, inputs, targets: Float32Array.from(targets.flat()) };
  if (!spec.weighted) return data;
  // A batch of rows that count nothing would have no mean.
  return {
    ...data,
    weights: Float32Array.from({ length: rows }, (_, i) => (i % 3) / 2 + uniform()),
  };
}

function initialParameters(
  spec: PlanSpec,
  network: NetworkShape,
  uniform: Uniform,
): Float32Array<ArrayBuffer> {
  return Float32Array.from(
    network.layers.flatMap((layer) => {
      const bound = spec.initialScale / Math.sqrt(layer.inputs);
      return Array.from({ length: (layer.inputs + 1) * layer.units }, () =>
        Math.fround(bound * (2 * uniform() - 1)),
      );
    }),
  );
}

function classCount({ outputs, ofOneOutput }: PlanSpec): number {
  return outputs === 1 ? ofOneOutput : outputs;
}

/** Of a single output: of a bce logits are 0 in the middle, probabilities and numbers of classes 0.5 from the first. */
function middleOf({ outputActivation }: PlanSpec, { id }: LossPlan): number {
  if (id === 'bce') return outputActivation === 'sigmoid' ? 0.5 : 0;
  return id === 'hinge' ? 0 : 0.5;
}

/** Whether a loss takes the index of the class. */
function isOfRows(loss: Pick<LossPlan, 'id'>): boolean {
  return !isPointLoss(loss.id);
}

/** The same plan with a few facts of its model changed. */
export function withModel({ model, course }: Plan, changes: Partial<ModelPlan>): Plan {
  return { model: { ...model, ...changes }, course };
}

/** One replica of a plan by itself. */
export function replicaAlone({ model, course }: Plan, r: number): Plan {
  const only = <T>(replicas: readonly T[]): readonly T[] => replicas.slice(r, r + 1);
  return {
    model: { ...model, replicas: only(model.replicas) },
    course: { ...course, replicas: only(course.replicas) },
  };
}

/** The same plan with another learning rate for one of its replicas. */
export function withRate({ model, course }: Plan, r: number, learningRate: number): Plan {
  const replicas = course.replicas.map((own, i) => (i === r ? { ...own, learningRate } : own));
  return { model, course: { ...course, replicas } };
}
