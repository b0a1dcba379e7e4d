import * as tf from '@tensorflow/tfjs-core';
import type { Dataset } from '#src/data/dataset.ts';
import { checkRows, type ModelPlan } from '#src/engine/contract/model-plan.ts';

/** Inputs and targets of some rows, in step. */
export interface RowTensors {
  /** [rows × network.inputs] */
  readonly inputs: tf.Tensor2D;
  /** [rows × network.outputs], one-hot for classes of a cross entropy */
  readonly targets: tf.Tensor2D;
  /** [rows × 1] what each counts; null: all the same. */
  readonly weights: tf.Tensor2D | null;
}

/** A set of rows on the device, and their order in the epoch that is visited. Owns its tensors. */
export class Rows {
  readonly count: number;
  readonly tensors: RowTensors;
  /** [rows] class indices, or null for a regression. */
  readonly labels: tf.Tensor1D | null;
  #visited: { readonly order: Uint32Array; readonly tensors: RowTensors } | null = null;

  /** @param rows how many are planned */
  constructor(plan: ModelPlan, data: Dataset, rows: number) {
    checkRows(plan, data, rows);
    const { network, classes, targetKind } = plan;
    const { inputs, targets, weights } = data;
    const { outputs } = network;
    const oneHot = targetKind === 'class_index' && outputs > 1;
    this.count = rows;
    this.tensors = {
      inputs: tf.tensor2d(inputs, [rows, network.inputs]),
      targets: tf.tensor2d(oneHot ? toOneHot(targets, outputs) : targets, [rows, outputs]),
      weights: weights === undefined ? null : tf.tensor2d(weights, [rows, 1]),
    };
    this.labels =
      classes === null ? null : tf.tensor1d(classIndices(targets, targets.length / rows), 'int32');
  }

  /** Some consecutive rows of an order. The caller disposes of them, best by `tf.tidy`. */
  batch(order: Uint32Array, first: number, count: number): RowTensors {
    const { inputs, targets, weights } = this.#inOrder(order);
    return {
      inputs: tf.slice(inputs, [first, 0], [count, inputs.shape[1]]),
      targets: tf.slice(targets, [first, 0], [count, targets.shape[1]]),
      weights: weights && tf.slice(weights, [first, 0], [count, 1]),
    };
  }

  dispose(): void {
    disposeRows(this.tensors);
    this.labels?.dispose();
    this.#leave();
  }

  /** All rows in an order, gathered once for as long as the order is the same. */
  #inOrder(order: Uint32Array): RowTensors {
    if (this.#visited?.order === order) return this.#visited.tensors;
    this.#leave();
    const indices = tf.tensor1d(Int32Array.from(order), 'int32');
    const { inputs, targets, weights } = this.tensors;
    const tensors = {
      inputs: tf.keep(tf.gather(inputs, indices)),
      targets: tf.keep(tf.gather(targets, indices)),
      weights: weights && tf.keep(tf.gather(weights, indices)),
    };
    indices.dispose();
    this.#visited = { order, tensors };
    return tensors;
  }

  #leave(): void {
    if (this.#visited !== null) disposeRows(this.#visited.tensors);
    this.#visited = null;
  }
}

function disposeRows({ inputs, targets, weights }: RowTensors): void {
  tf.dispose([inputs, targets]);
  weights?.dispose();
}

function toOneHot(indices: Float32Array, classes: number): Float32Array {
  const values = new Float32Array(indices.length * classes);
  indices.forEach((index, row) => {
    values[row * classes + index] = 1;
  });
  return values;
}

/** @param width 1: class indices already, or −1 and +1; else 1 at the class's place */
function classIndices(targets: Float32Array, width: number): Int32Array {
  if (width === 1) return Int32Array.from(targets, (number) => Math.max(number, 0));
  return Int32Array.from({ length: targets.length / width }, (_, row) =>
    targets.subarray(row * width, (row + 1) * width).indexOf(1),
  );
}
