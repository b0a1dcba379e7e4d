import type { PreparedData } from '#src/data/prepare.ts';
import type { Plan, ReplicaCourse } from '#src/engine/contract/course.ts';
import type { ModelPlan, ReplicaModel } from '#src/engine/contract/model-plan.ts';
import { automaticInterval } from '#src/engine/worker/evaluation-interval.ts';
import { fieldIds } from '#src/experiment/experiment.ts';
import type { Experiment, FieldId } from '#src/experiment/fields.ts';
import { outputCount } from '#src/experiment/network-size.ts';
import { phaseEnds, stepsPerEpoch } from '#src/experiment/steps.ts';
import { initialParameters } from '#src/network/initialisers.ts';
import { rowOrders } from '#src/network/orders.ts';
import { type NetworkShape, networkShape } from '#src/network/shape.ts';

/** An experiment without relation problems, and its data. */
export interface PlanInput {
  readonly experiment: Experiment;
  readonly data: PreparedData;
}

/** The fields in which replicas of one plan may differ. */
const replicaFields: readonly FieldId[] = [
  'seed',
  'dataSeed',
  'initSeed',
  'orderSeed',
  'dropoutSeed',
  'learningRate',
  'weightDecay',
  'clipAt',
];

/**
 * Decides everything that an experiment leaves open. Deterministic: the same experiments give the same plan.
 *
 * @param inputs one for each replica; they differ in `replicaFields` at the most
 * @throws Error when they differ in anything else
 */
export function makePlan(inputs: readonly [PlanInput, ...PlanInput[]]): Plan {
  const [{ experiment: e, data }] = inputs;
  for (const { experiment } of inputs) requireSameStructure(e, experiment);

  const network = networkOf(e, data);
  const model: ModelPlan = {
    network,
    classes: data.classes,
    targetKind: data.targetKind,
    loss: { id: e.loss, huberDelta: e.huberDelta, labelShape: e.labelShape, reduce: e.reduce },
    optimizer: {
      id: e.optimizer,
      momentum: e.momentum,
      beta1: e.beta1,
      beta2: e.beta2,
      rho: e.rho,
      epsilon: e.epsilon,
    },
    l1: e.l1,
    l2: e.l2,
    clipping: e.clipping,
    batchSize: e.batchSize,
    rows: data.train.data.rows,
    heldOutRows: data.heldOut.data.rows,
    changesRows: e.phases.some(({ order }) => order === 'fresh'),
    replicas: inputs.map((input) => replicaModel(input, network)),
  };
  const course = {
    epochs: e.epochs,
    stepsPerEpoch: stepsPerEpoch(e),
    schedule: {
      id: e.schedule,
      factor: e.scheduleFactor,
      every: e.scheduleEvery,
      warmup: e.warmup * e.epochs,
      floor: e.scheduleFloor,
    },
    stop: { targetLoss: e.targetLoss, patience: e.patience },
    engine: e.engine,
    replicas: inputs.map(replicaCourse),
  };
  const evaluateEvery = e.evaluateEvery > 0 ? e.evaluateEvery : automaticInterval(model, course);
  return { model, course: { ...course, evaluateEvery } };
}

/** The network that an experiment trains on its data. */
export function networkOf(e: Experiment, { networkInputs }: PreparedData): NetworkShape {
  const output = { units: outputCount(e), activation: e.outputActivation, dropout: 0 };
  return networkShape(networkInputs, [...e.layers, output], e.omega);
}

function replicaModel({ experiment: e, data }: PlanInput, network: NetworkShape): ReplicaModel {
  const seed = e.initSeed ?? e.seed;
  return {
    train: data.train.data,
    heldOut: data.heldOut.data,
    initialParameters: initialParameters(network, e.initialiser, e.initialScale, seed),
    weightDecay: e.weightDecay,
    clipAt: e.clipAt,
    dropoutSeed: e.dropoutSeed ?? e.seed,
  };
}

function replicaCourse({ experiment: e, data }: PlanInput): ReplicaCourse {
  const { rows, x, y: labels } = data.train.points;
  const phases = phaseEnds(e);
  const orders = rowOrders({ rows, x, labels }, e.orderSeed ?? e.seed);
  const orderOf = (epoch: number) =>
    phases.find(({ until }) => epoch <= until)?.order ?? outOfRange(epoch);
  return {
    learningRate: e.learningRate,
    order: (epoch) => orders(orderOf(epoch), epoch),
    fresh: (epoch) => (orderOf(epoch) === 'fresh' ? (data.fresh?.(epoch) ?? null) : null),
  };
}

function requireSameStructure(a: Experiment, b: Experiment): void {
  const other = fieldIds.find(
    (id) => !replicaFields.includes(id) && JSON.stringify(a[id]) !== JSON.stringify(b[id]),
  );
  if (other !== undefined) throw new Error(`replicas of one plan cannot differ in ${other}`);
}

function outOfRange(epoch: number): never {
  throw new RangeError(`the run has no epoch ${epoch}`);
}
