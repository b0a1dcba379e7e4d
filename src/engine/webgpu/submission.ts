import type { ModelPlan } from '#src/engine/contract/model-plan.ts';
import type { Segment } from '#src/engine/contract/trainer.ts';
import { BatchWeights } from '#src/engine/gpu/batch-weights.ts';
import { Pace, type Work } from '#src/engine/gpu/pace.ts';
import type { Device } from '#src/engine/webgpu/device.ts';
import type { Layout } from '#src/engine/webgpu/layout.ts';
import { readingBytes, scoreBytes } from '#src/engine/webgpu/readings.ts';
import {
  mostRanges,
  type Resources,
  rangeStride,
  ratesPerReplica,
} from '#src/engine/webgpu/resources.ts';
import { phases } from '#src/engine/webgpu/wgsl/kernels.ts';
import { rangeFields, sets, stepFields } from '#src/engine/webgpu/wgsl/plan.ts';
import { recordBytes, type Values, writeRecord } from '#src/engine/webgpu/wgsl/records.ts';
import { rowsOfSteps } from '#src/network/batches.ts';

export interface Kernels {
  readonly train: GPUComputePipeline;
  readonly infer: GPUComputePipeline;
}

/** How long a chunk of work should keep the device busy, in milliseconds. */
const chunkTime = 8;

/** Multiplications that a slow device manages in a millisecond: the guess before anything was measured. */
const operationsPerMillisecond = 1e6;

/** Workgroups that share a replica, at the most. */
const mostGroups = 1024;

const stepBytes = recordBytes(stepFields);

/** Work of a chunk in its order. */
type Task =
  | {
      readonly kernel: keyof Kernels;
      readonly group: GPUBindGroup;
      /** Of its range. */
      readonly offset: number;
      readonly x: number;
      readonly y: number;
    }
  /** Copies the scores of an evaluation. */
  | { readonly target: GPUBuffer; readonly at: number };

/**
 * Turns segments into dispatches. Steps are gathered into chunks: their table goes to the device in one write, then one
 * dispatch takes all steps up to the next evaluation; steps of large networks take one for each of their phases.
 */
export class Submission {
  readonly #device: Device;
  readonly #plan: ModelPlan;
  readonly #layout: Layout;
  readonly #resources: Resources;
  readonly #kernels: Kernels;
  readonly #pace: Pace;
  readonly #weights: BatchWeights;
  readonly #steps: DataView<ArrayBuffer>;
  readonly #learningRates: Float32Array<ArrayBuffer>;
  readonly #ranges = new DataView(new ArrayBuffer(mostRanges * rangeStride));
  /** Orders on the device, by their place; those of all replicas are one. */
  #orders: (readonly Uint32Array[])[] = [];
  /** Of the chunk that is being gathered: what is to be done, steps in the table, those in a task already, ranges. */
  #tasks: Task[] = [];
  #records = 0;
  #closed = 0;
  #rangeCount = 0;
  /** Segments that ended in the chunk, and where their readings are copied to. */
  #readings = 0;
  #target: { readonly buffer: GPUBuffer; at: number } | null = null;

  constructor(
    device: Device,
    plan: ModelPlan,
    layout: Layout,
    resources: Resources,
    kernels: Kernels,
  ) {
    this.#device = device;
    this.#plan = plan;
    this.#layout = layout;
    this.#resources = resources;
    this.#kernels = kernels;
    this.#weights = new BatchWeights(plan);
    const { steps } = resources.capacities;
    this.#steps = new DataView(new ArrayBuffer(steps * stepBytes));
    this.#learningRates = new Float32Array(steps * layout.replicas * ratesPerReplica(plan));
    const operations = 3 * plan.network.parameterCount * layout.replicas * rowsOfSteps(plan, 0);
    const guess = 0.02 + operations / operationsPerMillisecond;
    // A forward pass is a third of a step's arithmetic; lanes work side by side.
    const share = (4 * layout.inference.blocks) / (3 * rowsOfSteps(plan, 0));
    const guesses = { steps: guess, passes: guess * share };
    this.#pace = new Pace(() => device.gpu.queue.onSubmittedWorkDone(), guesses, chunkTime);
  }

  /** Bytes that `submit` copies to its target. */
  bytesOf(segments: readonly Segment[]): number {
    const { replicas } = this.#layout;
    const evaluated = segments.filter(({ evaluate }) => evaluate).length;
    const { capacities } = this.#resources;
    return segments.length * readingBytes(replicas) + evaluated * scoreBytes(replicas, capacities);
  }

  /** Hands all steps to the device; readings of all segments, then their scores are copied to the target. */
  async submit(segments: readonly Segment[], buffer: GPUBuffer): Promise<void> {
    const { replicas } = this.#layout;
    const { capacities } = this.#resources;
    this.#target = { buffer, at: 0 };
    let scoresAt = segments.length * readingBytes(replicas);
    for (const segment of segments) {
      await this.#bringData(segment);
      if (this.#readings === capacities.readings) await this.#flush();
      const order = await this.#placeOrder(segment.replicas.map((replica) => replica.order));
      for (let s = 0; s < segment.steps; s++) {
        const isFull = this.#records === capacities.steps;
        if (isFull || this.#isFull('steps', this.#stepRanges)) await this.#flush();
        this.#addStep(segment, s, order);
      }
      this.#readings++;
      if (!segment.evaluate) continue;
      await this.#addEvaluation(buffer, scoresAt);
      scoresAt += scoreBytes(replicas, capacities);
    }
    await this.#flush();
  }

  /** New rows take the places of the old ones, which the steps before must have read. */
  async #bringData({ replicas }: Segment): Promise<void> {
    if (replicas.every(({ data }) => data === null)) return;
    await this.#flush();
    replicas.forEach(({ data }, r) => {
      if (data === null) return;
      this.#resources.replaceTrain(r, data);
      this.#weights.replaceTrain(r, data);
    });
  }

  /** @returns where the first replica's order begins */
  async #placeOrder(orders: readonly Uint32Array[]): Promise<number> {
    const size = this.#layout.replicas * this.#plan.rows;
    const known = this.#orders.findIndex((held) => held.every((order, r) => order === orders[r]));
    if (known >= 0) return known * size;
    if (this.#orders.length === this.#resources.capacities.orders) {
      await this.#flush();
      this.#orders = [];
    }
    const at = this.#orders.length * size;
    const all = new Uint32Array(size);
    orders.forEach((order, r) => {
      all.set(order, r * this.#plan.rows);
    });
    this.#device.gpu.queue.writeBuffer(this.#resources.buffers.orders, 4 * at, all);
    this.#orders.push(orders);
    return at;
  }

  #addStep(segment: Segment, s: number, order: number): void {
    const { optimizer, batchSize, weighted } = this.#plan;
    const { replicas } = this.#layout;
    const firstOfBatch = (segment.firstStep + s) * batchSize;
    const rows = rowsOfSteps(this.#plan, segment.firstStep + s);
    const t = segment.stepsBefore + s + 1;
    const isLast = s === segment.steps - 1;
    const record = this.#records++;
    writeRecord(this.#steps, record * stepBytes, stepFields, {
      orderAt: order + firstOfBatch,
      rows,
      stepsBefore: t - 1,
      stepInSegment: s,
      isLast: isLast ? 1 : 0,
      reading: this.#readings,
      wantsNorm: isLast && segment.gradientNorm ? 1 : 0,
      meanCorrection: 1 / (1 - optimizer.beta1 ** t),
      squareCorrection: 1 / (1 - optimizer.beta2 ** t),
    });
    const at = record * replicas * ratesPerReplica(this.#plan);
    segment.replicas.forEach(({ learningRates, order }, r) => {
      this.#learningRates[at + r] = learningRates[s] as number;
      if (!weighted) return;
      const unitShare = this.#weights.unitShare(r, order, firstOfBatch, rows);
      this.#learningRates[at + replicas + r] = unitShare;
    });
    this.#pace.add('steps', 1);
  }

  async #addEvaluation(target: GPUBuffer, at: number): Promise<void> {
    const { replicas, lanes, inference } = this.#layout;
    const { capacities, groups } = this.#resources;
    let resultsAt = 0;
    for (const [name, rows] of [
      ['train', this.#plan.rows],
      ['heldOut', this.#plan.heldOutRows],
    ] as const) {
      const passes = capacities.passes[name];
      for (let first = 0, end = 0; first < passes; first = end) {
        if (this.#isFull('passes', 1)) await this.#flush();
        end = Math.min(passes, first + this.#pace.room('passes') * lanes);
        const { blocks } = inference;
        const part = { first, end, rowSet: sets[name], rows, resultsAt, blocks };
        const values = { ...part, replica: 0, phase: 0, layer: 0 };
        this.#closeSteps();
        this.#dispatch('infer', groups.score, values, Math.min(lanes, end - first), replicas);
        this.#pace.add('passes', Math.ceil((end - first) / lanes));
      }
      resultsAt += 2 * replicas * passes;
    }
    this.#tasks.push({ target, at });
  }

  /** Ranges of a step, at the most. */
  get #stepRanges(): number {
    return this.#layout.isShared ? 2 * this.#plan.network.layers.length + 4 : 1;
  }

  /** Whether the chunk is long enough, or there is no room for so many ranges behind those of its steps. */
  #isFull(kind: Work, more: number): boolean {
    const open = this.#records - this.#closed;
    const ranges = this.#layout.isShared ? open * this.#stepRanges : Math.min(1, open);
    return this.#pace.room(kind) < 1 || this.#rangeCount + ranges + more > mostRanges;
  }

  /** Steps that were added since the last dispatch are taken in one, or each phase by phase. */
  #closeSteps(): void {
    const [first, end] = [this.#closed, this.#records];
    this.#closed = end;
    if (this.#layout.isShared) {
      for (let s = first; s < end; s++) this.#takeByPhases(s);
    } else if (first < end) {
      this.#dispatchSteps(first, end, 0, 0, this.#layout.replicas, 1);
    }
  }

  #takeByPhases(s: number): void {
    const { replicas, training } = this.#layout;
    const { blocks, shape } = training;
    const { network } = this.#plan;
    const { layers } = network;
    const dispatch = (phase: keyof typeof phases, layer: number, items: number): void => {
      const across = Math.min(mostGroups, Math.ceil(items / shape.threads));
      this.#dispatchSteps(s, s + 1, phases[phase], layer, across, replicas);
    };
    const most = Math.max(...layers.map(({ inputs, units }) => (inputs + 1) * units));
    dispatch('gather', 0, blocks * network.inputs);
    layers.forEach(({ units }, l) => dispatch('forward', l, blocks * units));
    dispatch('judge', 0, blocks);
    for (let l = layers.length - 1; l > 0; l--) {
      dispatch('backward', l, blocks * (layers[l]?.inputs ?? 0));
    }
    dispatch('sum', 0, most);
    dispatch('record', 0, 1);
    dispatch('update', 0, most);
  }

  #dispatchSteps(first: number, end: number, phase: number, layer: number, x: number, y: number) {
    const { blocks } = this.#layout.training;
    const steps = { first, end, rowSet: sets.train, blocks, phase, layer };
    const range = { ...steps, rows: 0, replica: 0, resultsAt: 0 };
    this.#dispatch('train', this.#resources.groups.train, range, x, y);
  }

  #dispatch(
    kernel: keyof Kernels,
    group: GPUBindGroup,
    range: Values<typeof rangeFields>,
    x: number,
    y: number,
  ): void {
    const offset = rangeStride * this.#rangeCount++;
    writeRecord(this.#ranges, offset, rangeFields, range);
    this.#tasks.push({ kernel, group, offset, x, y });
  }

  #encode(encoder: GPUCommandEncoder): void {
    const { capacities, buffers } = this.#resources;
    const bytes = scoreBytes(this.#layout.replicas, capacities);
    let pass: GPUComputePassEncoder | null = null;
    for (const task of this.#tasks) {
      if ('kernel' in task) {
        pass ??= encoder.beginComputePass();
        pass.setPipeline(this.#kernels[task.kernel]);
        pass.setBindGroup(0, task.group, [task.offset]);
        pass.dispatchWorkgroups(task.x, task.y);
      } else {
        pass?.end();
        pass = null;
        encoder.copyBufferToBuffer(buffers.scores, 0, task.target, task.at, bytes);
      }
    }
    pass?.end();
  }

  /** Hands the chunk to the device. */
  async #flush(): Promise<void> {
    const { gpu, lost, loss } = this.#device;
    if (this.#resources.isDisposed) throw new Error('the trainer was disposed of');
    if (lost.aborted) throw loss();
    this.#closeSteps();
    if (this.#tasks.length === 0) return;
    const { steps, learningRates, ranges, readings } = this.#resources.buffers;
    const rates = this.#records * this.#layout.replicas * ratesPerReplica(this.#plan);
    gpu.queue.writeBuffer(steps, 0, this.#steps, 0, this.#records * stepBytes);
    gpu.queue.writeBuffer(learningRates, 0, this.#learningRates, 0, rates);
    gpu.queue.writeBuffer(ranges, 0, this.#ranges, 0, this.#rangeCount * rangeStride);
    const encoder = gpu.createCommandEncoder();
    this.#encode(encoder);
    if (this.#target !== null && this.#readings > 0) {
      const { buffer, at } = this.#target;
      const bytes = this.#readings * readingBytes(this.#layout.replicas);
      encoder.copyBufferToBuffer(readings, 0, buffer, at, bytes);
      this.#target.at += bytes;
    }
    gpu.queue.submit([encoder.finish()]);
    this.#tasks = [];
    this.#records = this.#closed = this.#rangeCount = this.#readings = 0;
    await this.#pace.submitted();
  }
}
