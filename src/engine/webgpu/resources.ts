import type { Dataset } from '#src/data/dataset.ts';
import type { ModelPlan } from '#src/engine/contract/model-plan.ts';
import { type DataPlaces, placeData, writeData } from '#src/engine/webgpu/data.ts';
import type { Device } from '#src/engine/webgpu/device.ts';
import { bufferUsage } from '#src/engine/webgpu/flags.ts';
import { type Layout, passesOver } from '#src/engine/webgpu/layout.ts';
import { planRecord } from '#src/engine/webgpu/plan-record.ts';
import {
  planPlaces,
  rangeFields,
  replicaFields,
  stepFields,
} from '#src/engine/webgpu/wgsl/plan.ts';
import { recordBytes, writeRecord } from '#src/engine/webgpu/wgsl/records.ts';

/** Dynamic offsets are multiples of this. */
export const rangeStride = 256;
/** Dispatches that are handed over at once at the most. */
export const mostRanges = 512;

const replicaBytes = recordBytes(replicaFields);
const mostStepRecords = 2048;
const mostReadings = 256;
const mostOrders = 32;
const mostAsked = 4096;

/** How much of everything a trainer holds on the device. */
export interface Capacities {
  /** Steps in the table. */
  readonly steps: number;
  /** Segments whose readings are kept. */
  readonly readings: number;
  /** Epochs whose orders are kept. */
  readonly orders: number;
  /** Rows that are predicted at once. */
  readonly asked: number;
  /** Passes of an evaluation over each set. */
  readonly passes: { readonly train: number; readonly heldOut: number };
}

function capacitiesOf(plan: ModelPlan, layout: Layout): Capacities {
  const { replicas, inference } = layout;
  const { inputs, outputs } = plan.network;
  const upTo = (most: number, numbers: number, each: number) =>
    Math.max(1, Math.min(most, Math.floor(numbers / each)));
  return {
    steps: upTo(mostStepRecords, 2 ** 20, replicas),
    readings: upTo(mostReadings, 2 ** 18, replicas),
    orders: upTo(mostOrders, 2 ** 22, replicas * plan.rows),
    asked: upTo(mostAsked, 2 ** 20, Math.max(inputs, outputs)),
    passes: {
      train: passesOver(plan.rows, inference),
      heldOut: passesOver(plan.heldOutRows, inference),
    },
  };
}

/** Numbers that each replica has in a step: its learning rate; of weighted rows also its unit share. */
export function ratesPerReplica({ weighted }: ModelPlan): 1 | 2 {
  return weighted ? 2 : 1;
}

/** Bytes of each buffer that grows with the plan. */
export function bufferBytes(plan: ModelPlan, layout: Layout) {
  const { replicas, moments, scratch } = layout;
  const { steps, readings, orders, asked, passes } = capacitiesOf(plan, layout);
  const { inputs, outputs, parameterCount } = plan.network;
  return {
    plan: planPlaces.bytes,
    ranges: mostRanges * rangeStride,
    steps: steps * recordBytes(stepFields),
    learningRates: 4 * steps * replicas * ratesPerReplica(plan),
    orders: 4 * orders * replicas * plan.rows,
    data: 4 * placeData(plan).numbers,
    replicas: replicas * replicaBytes,
    // Parameters, moments, gradients.
    state: 4 * (2 + moments) * replicas * parameterCount,
    scratch: 16 * scratch,
    readings: readings * replicas * replicaBytes,
    scores: 8 * replicas * (passes.train + passes.heldOut),
    asked: 4 * asked * inputs,
    answers: 4 * asked * outputs,
  };
}

type BufferName = keyof ReturnType<typeof bufferBytes>;

/** The buffers of a trainer and how kernels see them. */
export class Resources {
  readonly capacities: Capacities;
  readonly places: DataPlaces;
  readonly buffers: Readonly<Record<BufferName, GPUBuffer>>;
  /** Kernels differ in what they read rows from and write results to. */
  readonly groups: Readonly<Record<'train' | 'score' | 'predict', GPUBindGroup>>;
  readonly #gpu: GPUDevice;
  readonly #plan: ModelPlan;
  #isDisposed = false;

  constructor({ gpu, pipelines }: Device, plan: ModelPlan, layout: Layout) {
    this.#gpu = gpu;
    this.#plan = plan;
    this.capacities = capacitiesOf(plan, layout);
    const { storage, uniform, copySource, copyTarget } = bufferUsage;
    const buffers = Object.entries(bufferBytes(plan, layout)).map(([label, bytes]) => {
      const kind = label === 'plan' || label === 'ranges' ? uniform : storage;
      const usage = kind | copySource | copyTarget;
      return [label, gpu.createBuffer({ label, size: Math.max(16, bytes), usage })] as const;
    });
    this.buffers = Object.fromEntries(buffers) as Record<BufferName, GPUBuffer>;
    this.places = placeData(plan);
    const asked = { rows: 0, inputsAt: 0, inputsStride: 0, targetsAt: 0, targetsStride: 0 };
    const record = planRecord(plan, layout, { ...this.places, asked });
    gpu.queue.writeBuffer(this.buffers.plan, 0, record);
    const group = (data: BufferName, results: BufferName): GPUBindGroup => {
      const names = ['plan', 'ranges', 'steps', 'learningRates', 'orders', data] as const;
      const all = [...names, 'replicas', 'state', 'scratch', results] as const;
      const entries = all.map((name, binding) => ({
        binding,
        resource: {
          buffer: this.buffers[name],
          ...(name === 'ranges' && { size: recordBytes(rangeFields) }),
        },
      }));
      return gpu.createBindGroup({ layout: pipelines.bindings, entries });
    };
    this.groups = {
      train: group('data', 'readings'),
      score: group('data', 'scores'),
      predict: group('asked', 'answers'),
    };
    plan.replicas.forEach((replica, r) => {
      for (const set of ['train', 'heldOut'] as const) {
        if (r === 0 || this.places[set].inputsStride > 0) this.#writeSet(set, r, replica[set]);
      }
    });
  }

  /** Puts other training rows in the place of a replica's. */
  replaceTrain(replica: number, data: Dataset): void {
    this.#writeSet('train', replica, data);
  }

  /** @param slots parameters, then each moment, [replicas × parameterCount] @param frozen [replicas] of 0 or 1 */
  writeState(slots: readonly Float32Array[], frozen: Float32Array): void {
    const { queue } = this.#gpu;
    let at = 0;
    for (const slot of slots) {
      queue.writeBuffer(this.buffers.state, at, new Float32Array(slot));
      at += slot.byteLength;
    }
    const view = new DataView(new ArrayBuffer(this.#plan.replicas.length * replicaBytes));
    this.#plan.replicas.forEach(({ weightDecay, clipAt, dropoutSeed }, r) => {
      writeRecord(view, r * replicaBytes, replicaFields, {
        weightDecay,
        clipAt,
        dropoutSeed,
        frozen: frozen[r] ?? 0,
        near: 0,
        middle: 0,
        far: 0,
        lastLoss: 0,
        gradientNorm: 0,
        nonFiniteStep: -1,
      });
    });
    queue.writeBuffer(this.buffers.replicas, 0, view);
  }

  get isDisposed(): boolean {
    return this.#isDisposed;
  }

  dispose(): void {
    this.#isDisposed = true;
    for (const buffer of Object.values(this.buffers)) buffer.destroy();
  }

  #writeSet(set: 'train' | 'heldOut', replica: number, data: Dataset) {
    writeData(this.#gpu.queue, this.buffers.data, this.#plan, this.places[set], replica, data);
  }
}
