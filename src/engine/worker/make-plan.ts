import type { Dataset } from '#src/data/dataset.ts';
import type { PreparedData } from '#src/data/prepare.ts';
import type { Plan, ReplicaCourse, Stage } from '#src/engine/contract/course.ts';
import { EngineError } from '#src/engine/contract/messages.ts';
import type { ModelPlan, ReplicaModel } from '#src/engine/contract/model-plan.ts';
import type { Extent } from '#src/engine/contract/protocol.ts';
import { structureOf } from '#src/engine/contract/structure.ts';
import type { ChangeableId } from '#src/experiment/fields/changes.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { phaseEnds, settingsAfter, stepsPerEpoch } from '#src/experiment/steps.ts';
import { automaticInterval } from '#src/network/evaluation-interval.ts';
import { initialParameters } from '#src/network/initialisers.ts';
import { headOf, lossOf, networkOf, scheduleOf } from '#src/network/of-experiment.ts';
import { rowOrders, shuffleStarts } from '#src/network/orders.ts';
import { lastClassOf, middleOf } from '#src/network/probabilities.ts';
import type { NetworkShape } from '#src/network/shape.ts';

/** An experiment without relation problems, and its data. */
export interface PlanInput {
  readonly experiment: Experiment;
  readonly data: PreparedData;
  /** Parameters to start from, [parameterCount]; absent: those that the experiment draws. */
  readonly start?: Float32Array;
}

/**
 * Decides everything that an experiment leaves open. Deterministic: the same experiments give the same plan.
 *
 * @param inputs one for each replica
 * @throws Error when their structures differ, or parameters to start from are of another network
 */
export function makePlan(
  inputs: readonly [PlanInput, ...PlanInput[]],
  { until, recordEvery }: Extent = {},
): Plan {
  const [{ experiment: e, data }] = inputs;
  const [, ...others] = inputs;
  if (others.length > 0 && new Set(inputs.map((one) => structureOf(one.experiment))).size > 1) {
    throw new Error('replicas of one plan cannot differ in structure');
  }

  const network = networkOf(e, data.networkInputs);
  const head = headOf(e);
  const model: ModelPlan = {
    network,
    classes: head === null ? null : lastClassOf(head) + 1,
    middle: head === null ? 0 : middleOf(head),
    targetKind: data.targetKind,
    loss: lossOf(e),
    weighted: data.train.data.weights !== undefined,
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
  const perEpoch = stepsPerEpoch(e);
  const wanted = until && until.count * (until.unit === 'epochs' ? perEpoch : 1);
  const course = {
    epochs: e.epochs,
    stepsPerEpoch: perEpoch,
    steps: Math.min(e.epochs * perEpoch, wanted ?? Number.POSITIVE_INFINITY),
    recordEvery: recordEvery ?? perEpoch,
    schedule: scheduleOf(e),
    stop: { targetLoss: e.targetLoss, patience: e.patience },
    engine: e.engine,
    stages: stagesOf(e, perEpoch),
    replicas: inputs.map(replicaCourse),
  };
  const evaluateEvery =
    recordEvery !== undefined ? 1 : e.evaluateEvery || automaticInterval(model, course);
  return { model, course: { ...course, evaluateEvery } };
}

/** One for each epoch after which something changes. */
function stagesOf(e: Experiment, stepsPerEpoch: number): readonly Stage[] {
  const epochs = [...new Set(e.changes.map(({ epoch }) => epoch))];
  return epochs.map((epoch) => {
    const { learningRate, l1, l2, clipping, clipAt } = settingsAfter(e, epoch);
    const isChanged = (field: ChangeableId) =>
      e.changes.some((change) => change.field === field && change.epoch <= epoch);
    return {
      from: epoch * stepsPerEpoch,
      learningRate: isChanged('learningRate') ? learningRate : null,
      l1,
      l2,
      clipping,
      clipAt: isChanged('clipAt') ? clipAt : null,
    };
  });
}

function replicaModel(
  { experiment: e, data, start }: PlanInput,
  network: NetworkShape,
): ReplicaModel {
  if (start !== undefined && start.length !== network.parameterCount) {
    throw new Error('the parameters to start from are of another network');
  }
  const seed = e.initSeed ?? e.seed;
  return {
    train: data.train.data,
    heldOut: data.heldOut.data,
    initialParameters: start ?? initialParameters(network, e.initialiser, e, seed),
    weightDecay: e.weightDecay,
    clipAt: e.clipAt,
    dropoutSeed: e.dropoutSeed ?? e.seed,
  };
}

function replicaCourse({ experiment: e, data }: PlanInput): ReplicaCourse {
  const { rows, x, y: labels } = data.train.points;
  const phases = phaseEnds(e);
  const seed = e.orderSeed ?? e.seed;
  const orders = rowOrders({ rows, x, labels }, seed);
  const starts = shuffleStarts(seed);
  const phaseOf = (epoch: number) => {
    const phase = phases.find(({ until }) => epoch <= until);
    if (phase === undefined) throw new RangeError(`the run has no epoch ${epoch}`);
    return phase;
  };
  return {
    learningRate: e.learningRate,
    order: (epoch, into) => orders(phaseOf(epoch).order, epoch, into),
    shuffles: (first, epochs) => {
      const { order, until } = phaseOf(first);
      return order === 'reshuffle' && first + epochs - 1 <= until ? starts(first, epochs) : null;
    },
    fresh: (epoch) => (phaseOf(epoch).order === 'fresh' ? freshRows(data, epoch) : null),
  };
}

/** @throws EngineError where a row that was drawn is not finite */
function freshRows({ fresh }: PreparedData, epoch: number): Dataset | null {
  const drawn = fresh?.(epoch);
  if (drawn === undefined) return null;
  if (drawn.ok) return drawn.value;
  throw new EngineError({ id: 'fresh_rows', values: { epoch, detail: drawn.error.message } });
}
