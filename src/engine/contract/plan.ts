import type { Dataset } from '#src/data/dataset.ts';
import type {
  ClippingId,
  EngineChoiceId,
  LabelShapeId,
  LossId,
  OptimizerId,
  OrderId,
  ReduceId,
} from '#src/experiment/ids.ts';
import type { Schedule } from '#src/network/schedules.ts';
import type { NetworkShape } from '#src/network/shape.ts';

/**
 * An experiment with nothing left to decide. Everything an engine needs is in `shape`-like fields shared by all
 * replicas and in `replicas`, one for each parameter set trained side by side (one for an ordinary run).
 */
export interface Plan {
  readonly network: NetworkShape;
  /** Number of classes, or null for regression. */
  readonly classes: number | null;
  /** `class_index`: targets hold one class index a row; `values`: `network.outputs` values a row (one-hot for classes). */
  readonly targetKind: 'class_index' | 'values';
  readonly loss: LossPlan;
  readonly optimizer: OptimizerPlan;
  /** Added to the clipped gradient of weights, not of biases: l2·w + l1·sign(w). */
  readonly l1: number;
  readonly l2: number;
  readonly clipping: ClippingId;
  readonly batchSize: number;
  readonly dropLast: boolean;
  readonly epochs: number;
  /** Rows of each replica's training set. */
  readonly rows: number;
  readonly heldOutRows: number;
  /** Optimiser steps in one epoch, the short last batch included unless `dropLast`. */
  readonly stepsPerEpoch: number;
  readonly schedule: Schedule;
  /** Epochs 1…until (inclusive) visit the rows in `order`; the last phase reaches `epochs`. */
  readonly phases: readonly { readonly order: OrderId; readonly until: number }[];
  readonly stop: StopPlan;
  /** Evaluate after every n-th epoch, and after the first and the last. */
  readonly evaluateEvery: number;
  readonly engine: EngineChoiceId;
  readonly replicas: readonly ReplicaPlan[];
}

export interface LossPlan {
  readonly id: LossId;
  readonly huberDelta: number;
  readonly labelShape: LabelShapeId;
  readonly reduce: ReduceId;
}

export interface OptimizerPlan {
  readonly id: OptimizerId;
  readonly momentum: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly rho: number;
  readonly epsilon: number;
}

export interface StopPlan {
  /** Stop when the running loss is at or under this; null: never. */
  readonly targetLoss: number | null;
  /** Stop after this many epochs in which the held-out loss did not improve; 0: never. */
  readonly patience: number;
}

/** What one replica has to itself. */
export interface ReplicaPlan {
  readonly train: Dataset;
  readonly heldOut: Dataset;
  /** [network.parameterCount] */
  readonly initialParameters: Float32Array;
  readonly learningRate: number;
  /** Decoupled decay λ of adamw. */
  readonly weightDecay: number;
  /** Bound of value or norm clipping. */
  readonly clipAt: number;
  readonly dropoutSeed: number;
  /** The rows' order in an epoch (1-based): [rows] indices into the training set. Pure: same epoch, same order. */
  order(epoch: number): Uint32Array;
  /** New training rows for an epoch whose order is `fresh`, else null. Pure. */
  fresh(epoch: number): Dataset | null;
}
