import * as tf from '@tensorflow/tfjs-core';
import type { ModelPlan, ReplicaModel } from '#src/engine/contract/model-plan.ts';
import {
  type Checkpoint,
  DeviceLostError,
  type ReplicaResult,
  type Segment,
  type SegmentResult,
  type Trainer,
} from '#src/engine/contract/trainer.ts';
import { type Device, openDevice } from '#src/engine/tfjs/device.ts';
import { answersInStrips, evaluation } from '#src/engine/tfjs/evaluate.ts';
import { clipped, normOf, Penalties } from '#src/engine/tfjs/gradients.ts';
import { type Measurement, type ReadEvaluation, resultOf } from '#src/engine/tfjs/measurement.ts';
import { lossGradient } from '#src/engine/tfjs/network.ts';
import { optimizerStep, type State } from '#src/engine/tfjs/optimizers.ts';
import { Readings } from '#src/engine/tfjs/readings.ts';
import { Rows } from '#src/engine/tfjs/rows.ts';
import { rowsOfSteps } from '#src/network/batches.ts';
import { optimizers } from '#src/network/optimizers.ts';

/** Starts a trainer of a plan with one replica. */
export async function createTrainer(plan: ModelPlan, signal: AbortSignal): Promise<Trainer> {
  const device = await openDevice();
  signal.throwIfAborted();
  return new TfjsTrainer(plan, device);
}

/**
 * Stock operations on one flat parameter vector. Tensors are immutable: the state before a call is kept until the
 * call's losses are read, and a step that turned out not to be finite is taken back by going on from there.
 */
class TfjsTrainer implements Trainer {
  readonly depth = 1;
  readonly device: string;
  readonly #device: Device;
  readonly #plan: ModelPlan;
  readonly #replica: ReplicaModel;
  readonly #penalties: Penalties;
  readonly #heldOut: Rows;
  #train: Rows;
  #state: State;
  #stepsTaken = 0;
  #frozen = false;
  #disposed = false;

  constructor(plan: ModelPlan, device: Device) {
    const [replica] = plan.replicas;
    if (replica === undefined) throw new Error('the plan has no replica');
    this.#plan = plan;
    this.#replica = replica;
    this.#device = device;
    this.device = device.name;
    this.#train = new Rows(plan, replica.train, plan.rows);
    this.#heldOut = new Rows(plan, replica.heldOut, plan.heldOutRows);
    this.#penalties = new Penalties(plan);
    this.#state = this.#stateOf(replica.initialParameters, null);
  }

  async run(segments: readonly Segment[]): Promise<readonly SegmentResult[]> {
    return this.#guarded(() => this.#run(segments));
  }

  async predict(inputs: Float32Array, rows: number): Promise<Float32Array> {
    const shape: [number, number] = [rows, this.#plan.network.inputs];
    return this.#guarded(() => {
      const outputs = tf.tidy(
        () =>
          answersInStrips(this.#plan, this.#state.parameters, tf.tensor2d(inputs, shape)).outputs,
      );
      const values = outputs.dataSync<'float32'>();
      outputs.dispose();
      return values;
    });
  }

  async parameters(): Promise<Float32Array> {
    return this.#guarded(() => this.#state.parameters.dataSync<'float32'>().slice());
  }

  async checkpoint(): Promise<Checkpoint> {
    return this.#guarded(() => {
      const { parameters, slots } = this.#state;
      const count = this.#plan.network.parameterCount;
      const packed = new Float32Array(slots.length * count);
      slots.forEach((slot, i) => {
        packed.set(slot.dataSync<'float32'>(), i * count);
      });
      return {
        stepsTaken: this.#stepsTaken,
        parameters: parameters.dataSync<'float32'>().slice(),
        slots: packed,
      };
    });
  }

  async restore({ stepsTaken, parameters, slots }: Checkpoint): Promise<void> {
    this.#guarded(() => {
      disposeState(this.#state);
      this.#state = this.#stateOf(parameters, slots);
      this.#stepsTaken = stepsTaken;
      this.#frozen = false; // the next loss says so again if it is not finite
    });
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    disposeState(this.#state);
    this.#train.dispose();
    this.#heldOut.dispose();
    this.#penalties.dispose();
  }

  /** @param slots null: zeros */
  #stateOf(parameters: Float32Array, slots: Float32Array | null): State {
    const count = this.#plan.network.parameterCount;
    return {
      parameters: tf.tensor1d(parameters.slice()),
      slots: Array.from({ length: optimizers[this.#plan.optimizer.id].slots }, (_, i) =>
        slots === null
          ? tf.zeros<tf.Rank.R1>([count])
          : tf.tensor1d(slots.slice(i * count, (i + 1) * count)),
      ),
    };
  }

  /** A lost context answers zeros or throws anything: whatever was computed on it is void. */
  #guarded<T>(work: () => T): T {
    if (this.#disposed) throw new Error('this trainer was disposed of');
    try {
      if (!this.#device.isLost()) {
        const result = work();
        if (!this.#device.isLost()) return result;
      }
    } catch (error) {
      if (!this.#device.isLost()) throw error;
    }
    throw new DeviceLostError('The WebGL context of TensorFlow.js was lost.');
  }

  #run(segments: readonly Segment[]): SegmentResult[] {
    const start: Held = { state: this.#state, train: this.#train };
    const readings = new Readings();
    try {
      const measurements = segments.map((segment) => this.#take(segment, start, readings));
      const values = readings.read();
      const results = measurements.map((measurement) => resultOf(this.#plan, measurement, values));
      const broken = results.findIndex(({ nonFiniteStep }) => nonFiniteStep !== null);
      if (broken >= 0 && !this.#frozen) {
        const step = results[broken]?.nonFiniteStep ?? 0;
        results.splice(broken, results.length, ...this.#freezeAt(segments, broken, step, start));
      }
      const last = segments.at(-1);
      if (last !== undefined) this.#stepsTaken = last.stepsBefore + last.steps;
      return results.map((result) => ({ replicas: [result] }));
    } finally {
      readings.dispose();
      if (start.state !== this.#state) disposeState(start.state);
      if (start.train !== this.#train) start.train.dispose();
    }
  }

  /** Takes a segment's steps, unless frozen, and leaves its measurements on the device. */
  #take(segment: Segment, start: Held, readings: Readings): Measurement {
    const data = segment.replicas[0]?.data ?? null;
    if (data !== null) {
      if (this.#train !== start.train) this.#train.dispose();
      this.#train = new Rows(this.#plan, data, this.#plan.rows);
    }
    const losses: number[] = [];
    let norm: number | null = null;
    for (let s = 0; s < segment.steps && !this.#frozen; s++) {
      const reports = segment.gradientNorm && s === segment.steps - 1;
      const step = tf.tidy(() => this.#step(segment, s, reports));
      losses.push(readings.add(step.loss));
      if (step.norm !== undefined) norm = readings.add(step.norm);
      if (this.#state !== start.state) disposeState(this.#state);
      this.#state = step.state;
    }
    const { parameters } = this.#state;
    const measure = (rows: Rows): ReadEvaluation | null =>
      segment.evaluate && rows.count > 0
        ? evaluation(this.#plan, parameters, rows, readings)
        : null;
    return { segment, losses, norm, train: measure(this.#train), heldOut: measure(this.#heldOut) };
  }

  #step(segment: Segment, s: number, reportsNorm: boolean): Step {
    const plan = this.#plan;
    const { order, learningRates } = segment.replicas[0] as Segment['replicas'][number];
    const first = (segment.firstStep + s) * plan.batchSize;
    const batch = this.#train.batch(order, first, rowsOfSteps(plan, segment.firstStep + s));
    const { parameters } = this.#state;
    const step = segment.stepsBefore + s;
    const dropout = { seed: this.#replica.dropoutSeed, step };
    const { loss, gradient } = lossGradient(plan, parameters, batch, dropout);
    const norm = reportsNorm || plan.clipping === 'norm' ? normOf(gradient) : undefined;
    const bounded = clipped(plan, gradient, norm, this.#replica.clipAt);
    const g = this.#penalties.addTo(bounded, parameters);
    const state = optimizerStep(plan.optimizer, this.#state, g, {
      learningRate: learningRates[s] as number,
      weightDecay: this.#replica.weightDecay,
      t: step + 1,
    });
    return { state, loss, norm: reportsNorm ? norm : undefined };
  }

  /**
   * The loss of one step was not finite: goes back to where the call started and takes the steps up to that one, the
   * same ones again, then freezes. @returns the results of the segment that broke and of those after it
   */
  #freezeAt(
    segments: readonly Segment[],
    broken: number,
    step: number,
    start: Held,
  ): ReplicaResult[] {
    if (this.#state !== start.state) disposeState(this.#state);
    if (this.#train !== start.train) this.#train.dispose();
    this.#state = start.state;
    this.#train = start.train;
    const readings = new Readings();
    segments.slice(0, broken + 1).forEach((segment, i) => {
      const steps = i === broken ? step : segment.steps;
      this.#take({ ...segment, steps, evaluate: false, gradientNorm: false }, start, readings);
    });
    this.#frozen = true;
    const rest = segments.slice(broken).map((segment) => this.#take(segment, start, readings));
    const values = readings.read();
    return rest.map((measurement, i) => ({
      ...resultOf(this.#plan, measurement, values),
      nonFiniteStep: i === 0 ? step : 0,
    }));
  }
}

/** What a call keeps until its losses are read. */
interface Held {
  readonly state: State;
  readonly train: Rows;
}

/** A type and not an interface, because `tf.tidy` looks for tensors by index signature. */
type Step = {
  readonly state: State;
  readonly loss: tf.Scalar;
  readonly norm: tf.Scalar | undefined;
};

function disposeState({ parameters, slots }: State): void {
  tf.dispose([parameters, ...slots]);
}
