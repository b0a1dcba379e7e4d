import type { ModelPlan } from '#src/engine/contract/model-plan.ts';
import type { Checkpoint, Segment, SegmentResult, Trainer } from '#src/engine/contract/trainer.ts';
import type { Device } from '#src/engine/webgpu/device.ts';
import { type Layout, layoutOf, passesOver } from '#src/engine/webgpu/layout.ts';
import { Readback } from '#src/engine/webgpu/readback.ts';
import { resultsOf } from '#src/engine/webgpu/readings.ts';
import { Resources } from '#src/engine/webgpu/resources.ts';
import { type Kernels, Submission } from '#src/engine/webgpu/submission.ts';
import { inferWgsl, phaseWgsl, trainWgsl } from '#src/engine/webgpu/wgsl/kernels.ts';
import { rangeFields, replicaFields, sets } from '#src/engine/webgpu/wgsl/plan.ts';
import { recordBytes, writeRecord } from '#src/engine/webgpu/wgsl/records.ts';
import { variantOf } from '#src/engine/webgpu/wgsl/variant.ts';
import { concatenatedFloats } from '#src/lib/bytes.ts';

const replicaBytes = recordBytes(replicaFields);
const frozenAt = Object.keys(replicaFields).indexOf('frozen');

/** Trains a plan on a device. What a call of `run` takes is `Submission`'s. */
export class WebgpuTrainer implements Trainer {
  readonly depth = 2;
  readonly device: string;
  readonly #device: Device;
  readonly #plan: ModelPlan;
  readonly #layout: Layout;
  readonly #kernels: Kernels;
  readonly #resources: Resources;
  readonly #readback: Readback;
  readonly #submission: Submission;
  /** Submissions one after another: their writes must not mix. */
  #queue: Promise<unknown> = Promise.resolve();
  #stepsTaken = 0;

  /** @throws AbortError, DeviceLostError, or Error when the device refuses */
  static async create(
    device: Device,
    plan: ModelPlan,
    signal: AbortSignal,
  ): Promise<WebgpuTrainer> {
    const { gpu, pipelines, lost, loss } = device;
    const layout = layoutOf(plan, device.groupBytes);
    const { isShared, training } = layout;
    const variant = variantOf(plan);
    const [train, infer] = await Promise.all([
      pipelines.compile((isShared ? phaseWgsl : trainWgsl)(training.shape, variant)),
      pipelines.compile(inferWgsl(layout.inference.shape, variant)),
    ]).catch((error: unknown) => {
      throw lost.aborted ? loss() : error;
    });
    signal.throwIfAborted();
    gpu.pushErrorScope('validation');
    gpu.pushErrorScope('out-of-memory');
    const trainer = new WebgpuTrainer(device, plan, layout, { train, infer });
    const [memory, validation] = [gpu.popErrorScope(), gpu.popErrorScope()];
    const error = (await memory) ?? (await validation);
    if (error === null && !signal.aborted && !lost.aborted) return trainer;
    trainer.dispose();
    signal.throwIfAborted();
    throw lost.aborted ? loss() : new Error(error?.message ?? 'the device was lost');
  }

  private constructor(device: Device, plan: ModelPlan, layout: Layout, kernels: Kernels) {
    this.device = device.name;
    this.#device = device;
    this.#plan = plan;
    this.#layout = layout;
    this.#kernels = kernels;
    this.#resources = new Resources(device, plan, layout);
    this.#readback = new Readback(device);
    this.#submission = new Submission(device, plan, layout, this.#resources, kernels);
    this.#resources.writeState(
      [concatenatedFloats(plan.replicas.map((replica) => replica.initialParameters))],
      new Float32Array(layout.replicas),
    );
  }

  async run(segments: readonly Segment[]): Promise<readonly SegmentResult[]> {
    const read = await this.#enqueue(async () => {
      const bytes = this.#submission.bytesOf(segments);
      const target = this.#readback.take(bytes);
      await this.#submission.submit(segments, target.buffer);
      const last = segments.at(-1);
      if (last !== undefined) this.#stepsTaken = last.stepsBefore + last.steps;
      return () => this.#readback.read(target, bytes);
    });
    const numbers = new Float32Array(await read());
    return resultsOf(this.#plan, this.#resources.capacities, segments, numbers);
  }

  async predict(inputs: Float32Array, rows: number, replica: number): Promise<Float32Array> {
    const { network } = this.#plan;
    const bytes = 4 * rows * network.outputs;
    const read = await this.#enqueue(() => {
      const target = this.#readback.take(bytes);
      const { asked } = this.#resources.capacities;
      for (let first = 0; first < rows; first += asked) {
        const count = Math.min(asked, rows - first);
        const part = inputs.slice(first * network.inputs, (first + count) * network.inputs);
        this.#ask(part, count, replica, target.buffer, 4 * first * network.outputs);
      }
      return () => this.#readback.read(target, bytes);
    });
    return new Float32Array(await read());
  }

  async parameters(): Promise<Float32Array> {
    const [parameters] = await this.#readState(1);
    return parameters as Float32Array;
  }

  async checkpoint(): Promise<Checkpoint> {
    const stepsTaken = this.#stepsTaken;
    const state = await this.#readState(1 + this.#layout.moments);
    const [parameters, ...rest] = state as [Float32Array, ...Float32Array[]];
    // Behind the moments: which replicas are frozen.
    return { stepsTaken, parameters, slots: concatenatedFloats(rest) };
  }

  async restore({ stepsTaken, parameters, slots }: Checkpoint): Promise<void> {
    const size = parameters.length;
    const { moments } = this.#layout;
    const each = Array.from({ length: moments }, (_, m) =>
      slots.subarray(m * size, (m + 1) * size),
    );
    await this.#enqueue(() => {
      this.#resources.writeState([parameters, ...each], slots.subarray(moments * size));
      this.#stepsTaken = stepsTaken;
    });
  }

  dispose(): void {
    if (this.#resources.isDisposed) return;
    this.#resources.dispose();
    this.#readback.dispose();
  }

  /** Runs when everything before it was submitted. */
  #enqueue<T>(work: () => T | Promise<T>): Promise<T> {
    const result = this.#queue.then(() => {
      const { lost, loss } = this.#device;
      if (this.#resources.isDisposed) throw new Error('the trainer was disposed of');
      if (lost.aborted) throw loss();
      return work();
    });
    this.#queue = result.catch(() => undefined);
    return result;
  }

  /** Answers to rows that fit at once are copied to the target. */
  #ask(inputs: Float32Array, rows: number, replica: number, target: GPUBuffer, at: number): void {
    const { gpu } = this.#device;
    const { buffers, groups } = this.#resources;
    const { lanes, inference } = this.#layout;
    const end = passesOver(rows, inference);
    const range = new DataView(new ArrayBuffer(recordBytes(rangeFields)));
    const { blocks } = inference;
    const values = { first: 0, end, rowSet: sets.asked, rows, replica, resultsAt: 0 };
    writeRecord(range, 0, rangeFields, { ...values, blocks, phase: 1, layer: 0 });
    gpu.queue.writeBuffer(buffers.asked, 0, new Float32Array(inputs));
    gpu.queue.writeBuffer(buffers.ranges, 0, range);
    const encoder = gpu.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(this.#kernels.infer);
    pass.setBindGroup(0, groups.predict, [0]);
    pass.dispatchWorkgroups(Math.min(lanes, end));
    pass.end();
    const bytes = 4 * rows * this.#plan.network.outputs;
    encoder.copyBufferToBuffer(buffers.answers, 0, target, at, bytes);
    gpu.queue.submit([encoder.finish()]);
  }

  /** Parameters and moments, as many as are asked for, [replicas × parameterCount] each, then which replicas are frozen. */
  async #readState(slots: number): Promise<Float32Array[]> {
    const { replicas } = this.#layout;
    const size = replicas * this.#plan.network.parameterCount;
    const stateBytes = 4 * slots * size;
    const bytes = stateBytes + replicas * replicaBytes;
    const read = await this.#enqueue(() => {
      const { buffers } = this.#resources;
      const target = this.#readback.take(bytes);
      const encoder = this.#device.gpu.createCommandEncoder();
      encoder.copyBufferToBuffer(buffers.state, 0, target.buffer, 0, stateBytes);
      const { buffer } = target;
      encoder.copyBufferToBuffer(buffers.replicas, 0, buffer, stateBytes, replicas * replicaBytes);
      this.#device.gpu.queue.submit([encoder.finish()]);
      return () => this.#readback.read(target, bytes);
    });
    const found = await read();
    const numbers = new Float32Array(found, 0, slots * size);
    const records = new Uint32Array(found, stateBytes);
    return [
      ...Array.from({ length: slots }, (_, s) => numbers.slice(s * size, (s + 1) * size)),
      Float32Array.from(
        { length: replicas },
        (_, r) => records[(r * replicaBytes) / 4 + frozenAt] ?? 0,
      ),
    ];
  }
}
