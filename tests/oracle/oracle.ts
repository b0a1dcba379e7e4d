import type { Dataset } from '#src/data/dataset.ts';
import { checkRows, type ModelPlan, type ReplicaModel } from '#src/engine/contract/model-plan.ts';
import type {
  Checkpoint,
  Evaluation,
  ReplicaResult,
  ReplicaSegment,
  Segment,
  Trainer,
} from '#src/engine/contract/trainer.ts';
import { batchLoss } from './losses.ts';
import { forward, lossGradient, lossInputs, toRows } from './network.ts';
import { optimizerStep, type Vector } from './optimizers.ts';

/**
 * `float64`: the oracle. `float32`: the same plain code with every stored number rounded, which shows how far rounding
 * alone carries an experiment away from the oracle.
 */
export type Precision = 'float64' | 'float32';

/**
 * The arithmetic of the engines as plainly as it can be written: one row, one unit, one number at a time, in float64.
 * Every engine is held to it. Only the initial parameters, the data and the learning rates are float32: the plan's.
 *
 * Where the loss pairs every prediction with every label (`labelShape: 'row'`), evaluation takes the whole set as one
 * batch. A frozen replica answers NaN for its losses and gradient norm, and 0 as the non-finite step.
 */
export function createOracle(plan: ModelPlan, precision: Precision = 'float64'): Trainer {
  const replicas = plan.replicas.map((replica) => new OracleReplica(plan, replica, precision));
  const { inputs: inputWidth } = plan.network;
  let stepsTaken = 0;
  return {
    device: `oracle in ${precision}`,
    depth: 1,
    run: async (segments) =>
      segments.map((segment) => {
        stepsTaken = segment.stepsBefore + segment.steps;
        return {
          replicas: replicas.map((replica, r) => replica.run(segment, segment.replicas[r]!)),
        };
      }),
    predict: async (inputs, rows, replica) => {
      if (inputs.length !== rows * inputWidth) throw new Error('inputs must be [rows × inputs]');
      return replicas[replica]!.predict(inputs, rows);
    },
    parameters: async () => joined(replicas),
    checkpoint: async () => ({
      stepsTaken,
      parameters: joined(replicas),
      // The bytes of the exact float64 state, which float32 numbers could not hold.
      slots: new Float32Array(
        Float64Array.from(replicas.flatMap((replica) => replica.state())).buffer,
      ),
    }),
    restore: async (checkpoint: Checkpoint) => {
      stepsTaken = checkpoint.stepsTaken;
      const exact = Array.from(new Float64Array(checkpoint.slots.slice().buffer));
      const each = exact.length / replicas.length;
      replicas.forEach((replica, r) => {
        replica.restore(exact.slice(r * each, (r + 1) * each));
      });
    },
    dispose: () => undefined,
  };
}

/** The parameters of all replicas, one after another. */
function joined(replicas: readonly OracleReplica[]): Float32Array<ArrayBuffer> {
  const count = replicas[0]?.parameters.length ?? 0;
  const all = new Float32Array(replicas.length * count);
  for (const [r, { parameters }] of replicas.entries()) all.set(parameters, r * count);
  return all;
}

class OracleReplica {
  readonly parameters: Vector;
  readonly #slots: readonly [Vector, Vector];
  #train: Dataset;
  #frozen = false;
  readonly #vector: (values: ArrayLike<number>) => Vector;

  readonly #plan: ModelPlan;
  readonly #replica: ReplicaModel;

  constructor(plan: ModelPlan, replica: ReplicaModel, precision: Precision) {
    this.#plan = plan;
    this.#replica = replica;
    const Type = precision === 'float64' ? Float64Array : Float32Array;
    this.#vector = (values) => new Type(values);
    this.parameters = this.#vector(replica.initialParameters);
    this.#slots = [new Type(this.parameters.length), new Type(this.parameters.length)];
    this.#train = replica.train;
  }

  run(segment: Segment, { order, learningRates, data }: ReplicaSegment): ReplicaResult {
    if (data !== null) {
      checkRows(this.#plan, data, this.#plan.rows);
      this.#train = data;
    }
    let lossSum = 0;
    let lossRows = 0;
    let lastLoss = Number.NaN;
    let lastNorm = Number.NaN;
    let nonFiniteStep: number | null = null;
    for (let s = 0; s < segment.steps; s++) {
      const first = (segment.firstStep + s) * this.#plan.batchSize;
      const batch = order.subarray(first, first + this.#plan.batchSize);
      const step = this.#frozen
        ? { loss: Number.NaN, norm: Number.NaN }
        : this.#step(batch, learningRates[s]!, segment.stepsBefore + s);
      lossSum += step.loss * batch.length;
      lossRows += batch.length;
      lastLoss = step.loss;
      lastNorm = step.norm;
      if (!Number.isFinite(step.loss)) {
        nonFiniteStep ??= s;
        this.#frozen = true;
      }
    }
    return {
      lossSum,
      lossRows,
      lastLoss,
      gradientNorm: segment.gradientNorm ? lastNorm : null,
      train: segment.evaluate ? this.#evaluate(this.#train) : null,
      heldOut:
        segment.evaluate && this.#replica.heldOut.rows > 0
          ? this.#evaluate(this.#replica.heldOut)
          : null,
      nonFiniteStep,
    };
  }

  predict(inputs: ArrayLike<number>, rows: number): Float32Array {
    return Float32Array.from(this.#outputs(inputs, rows).at(-1)!.outputs);
  }

  /** Parameters, both slots, and whether frozen. */
  state(): number[] {
    return [this.parameters, ...this.#slots, [this.#frozen ? 1 : 0]].flatMap((v) => Array.from(v));
  }

  restore(state: readonly number[]): void {
    const count = this.parameters.length;
    [this.parameters, ...this.#slots].forEach((vector, k) => {
      vector.set(state.slice(k * count, (k + 1) * count));
    });
    this.#frozen = state.at(-1) === 1;
  }

  /** Takes one step unless its loss is not finite. @param batch row indices @param stepsBefore t − 1 */
  #step(batch: Uint32Array, learningRate: number, stepsBefore: number) {
    const [plan, replica] = [this.#plan, this.#replica];
    const inputs = this.#rows(this.#train.inputs, this.#train.rows, batch);
    const targets = this.#rows(this.#train.targets, this.#train.rows, batch);
    const dropout = { seed: replica.dropoutSeed, step: stepsBefore };
    const { loss, gradient } = lossGradient(
      plan,
      this.parameters,
      inputs,
      targets,
      batch.length,
      dropout,
      this.#weightsOf(batch),
    );
    let squares = 0;
    for (const g of gradient) squares += g ** 2;
    const norm = Math.sqrt(squares);
    if (Number.isFinite(loss)) {
      this.#clip(gradient, norm);
      this.#addPenalties(gradient);
      optimizerStep(plan.optimizer, this.parameters, gradient, this.#slots, {
        learningRate,
        weightDecay: replica.weightDecay,
        t: stepsBefore + 1,
      });
    }
    return { loss, norm };
  }

  #clip(gradient: Vector, norm: number): void {
    if (this.#plan.clipping === 'none') return;
    const bound = this.#replica.clipAt;
    for (let i = 0; i < gradient.length; i++) {
      if (this.#plan.clipping === 'value') {
        gradient[i] = Math.min(Math.max(gradient[i]!, -bound), bound);
      } else if (this.#plan.clipping === 'norm' && norm > bound) {
        gradient[i]! *= bound / norm;
      }
    }
  }

  /** L2 and L1 on weights, not on biases. */
  #addPenalties(gradient: Vector): void {
    if (this.#plan.l1 === 0 && this.#plan.l2 === 0) return;
    for (const layer of this.#plan.network.layers) {
      for (let i = layer.weights; i < layer.biases; i++) {
        const w = this.parameters[i]!;
        gradient[i]! += this.#plan.l2 * w + this.#plan.l1 * Math.sign(w);
      }
    }
  }

  #evaluate(data: Dataset): Evaluation {
    const traces = this.#outputs(data.inputs, data.rows);
    const targets = toRows(data.targets, data.rows);
    const inputs = lossInputs(this.#plan, traces, data.rows);
    const weights = data.weights && Array.from(data.weights);
    const { loss } = batchLoss(this.#plan.loss, inputs, targets, weights);
    const outputs = toRows(traces.at(-1)!.outputs, data.rows);
    return { loss, accuracy: this.#accuracy(outputs, targets) };
  }

  #accuracy(outputs: number[][], targets: number[][]): number {
    if (this.#plan.classes === null) return Number.NaN;
    const right = outputs.filter((row, i) => {
      const target = targets[i]!;
      // −1 and +1 stand for classes 0 and 1.
      const label = target.length === 1 ? Math.max(target[0]!, 0) : argmax(target);
      return this.#predictedClass(row) === label;
    });
    return right.length / outputs.length;
  }

  /** The largest output, the first of equals; with one output, the class whose number is nearest. */
  #predictedClass(outputs: readonly number[]): number {
    if (outputs.length > 1) return argmax(outputs);
    const { middle, classes } = this.#plan;
    let best = 0;
    while (best < classes! - 1 && outputs[0]! > middle + best) best++;
    return best;
  }

  #outputs(inputs: ArrayLike<number>, rows: number) {
    return forward(this.#plan.network, this.parameters, this.#vector(inputs), rows, null);
  }

  #weightsOf(batch: Uint32Array): readonly number[] | undefined {
    const { weights } = this.#train;
    return weights && Array.from(batch, (row) => weights[row]!);
  }

  #rows(values: Float32Array, rows: number, indices: Uint32Array): Vector {
    const width = values.length / rows;
    const chosen = new Float32Array(indices.length * width);
    for (const [i, row] of indices.entries())
      chosen.set(values.subarray(row * width, (row + 1) * width), i * width);
    return this.#vector(chosen);
  }
}

function argmax(values: readonly number[]): number {
  return values.indexOf(Math.max(...values));
}
