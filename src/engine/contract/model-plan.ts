import type { Dataset } from '#src/data/dataset.ts';
import type { ClippingId, OptimizerId } from '#src/experiment/ids.ts';
import type { LossPlan } from '#src/network/losses.ts';
import type { NetworkShape } from '#src/network/shape.ts';

/** What an engine computes: the network, its loss and how a step changes it. Shared by all replicas but for `replicas`. */
export interface ModelPlan {
  readonly network: NetworkShape;
  /** Number of classes that can be answered, or null for regression. */
  readonly classes: number | null;
  /** Of a single output: class k is answered from `middle` + k − 1 to `middle` + k, the first and last beyond. */
  readonly middle: number;
  /** `class_index`: targets hold one class index per row; `values`: `network.outputs` values per row (one-hot for classes). */
  readonly targetKind: 'class_index' | 'values';
  readonly loss: LossPlan;
  /** Whether rows count by their weights: losses are weighted means, of a batch and of a set. */
  readonly weighted: boolean;
  readonly optimizer: OptimizerPlan;
  /** Added to the clipped gradient of weights, not of biases: l2·w + l1·sign(w). */
  readonly l1: number;
  readonly l2: number;
  readonly clipping: ClippingId;
  readonly batchSize: number;
  /** Rows of each replica's training set. */
  readonly rows: number;
  /** 0: none are held out. */
  readonly heldOutRows: number;
  /** Whether segments may bring other training rows along. */
  readonly changesRows: boolean;
  /** One for each parameter set trained side by side; a run by itself has one. */
  readonly replicas: readonly ReplicaModel[];
}

export interface OptimizerPlan {
  readonly id: OptimizerId;
  readonly momentum: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly rho: number;
  readonly epsilon: number;
}

/**
 * @param rows how many are planned
 * @throws RangeError where a set's arrays are not of the planned length: elsewhere they would overwrite others
 */
export function checkRows(
  { network, targetKind, weighted }: ModelPlan,
  { inputs, targets, weights }: Dataset,
  rows: number,
): void {
  const width = targetKind === 'class_index' ? 1 : network.outputs;
  const isPlanned =
    inputs.length === rows * network.inputs &&
    targets.length === rows * width &&
    (weights?.length ?? 0) === (weighted ? rows : 0);
  if (!isPlanned) throw new RangeError('these are not the rows that were planned');
}

/** What one replica has to itself. */
export interface ReplicaModel {
  readonly train: Dataset;
  readonly heldOut: Dataset;
  /** [network.parameterCount] */
  readonly initialParameters: Float32Array;
  /** Decoupled decay λ of adamw. */
  readonly weightDecay: number;
  /** Bound of value or norm clipping. */
  readonly clipAt: number;
  readonly dropoutSeed: number;
}
