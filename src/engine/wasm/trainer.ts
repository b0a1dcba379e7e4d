import type { Dataset } from '#src/data/dataset.ts';
import { checkRows, type ModelPlan } from '#src/engine/contract/model-plan.ts';
import type {
  Checkpoint,
  Evaluation,
  Evaluations,
  ReplicaResult,
  ReplicaSpan,
  ReplicaSpanResult,
  Segment,
  SegmentResult,
  Span,
  SpanResult,
  Trainer,
} from '#src/engine/contract/trainer.ts';
import type { Kernels, TeamKernels } from '#src/engine/wasm/kernels.ts';
import {
  type DatasetPlace,
  type Layout,
  layOut,
  type ReplicaPlace,
} from '#src/engine/wasm/layout.ts';
import { type Block, readBlock, writeBlock } from '#src/engine/wasm/parameters.ts';
import { laneRows, type ReplicaField, replicaTable } from '#src/engine/wasm/tables.ts';
import { writeTables } from '#src/engine/wasm/write-tables.ts';
import { rowsOfSteps } from '#src/network/batches.ts';

/** Those of a team can do with fewer threads. */
type TrainerKernels = Kernels & Partial<Pick<TeamKernels, 'employ'>>;

const pageBytes = 65536;

/** What a trainer remembers of a replica besides the kernels' memory. */
interface ReplicaState {
  readonly place: ReplicaPlace;
  /** The epoch order that is in memory. */
  order: Uint32Array | null;
  /** Its loss was not finite once: no update since. */
  frozen: boolean;
}

/**
 * Trains a plan's replicas one after another, each for a whole segment in one call of the kernels.
 *
 * @param kernels an instance of its own, whatever its memory holds
 * @param onDispose the instance is of no more use to the trainer
 * @param threads that compute the kernels' calls
 */
export function createTrainer(
  plan: ModelPlan,
  kernels: TrainerKernels,
  device: string,
  onDispose: () => void,
  threads = 1,
): Trainer {
  const layout = layOut(plan, kernels.heapBase.value as number, threads);
  prepare(kernels, layout.end);
  const { buffer } = kernels.memory;
  return new WasmTrainer(plan, kernels, layout, buffer, device, onDispose);
}

/** Of a replica that rests. */
const noResult: ReplicaResult = {
  lossSum: Number.NaN,
  lossRows: 0,
  lastLoss: Number.NaN,
  gradientNorm: null,
  train: null,
  heldOut: null,
  nonFiniteStep: null,
};

const noSpanResult: ReplicaSpanResult = {
  lossSums: new Float64Array(),
  lossRows: 0,
  gradientNorms: new Float64Array(),
  evaluations: [],
  nonFinite: null,
};

class WasmTrainer implements Trainer {
  readonly depth = 1;
  readonly device: string;
  readonly spans: NonNullable<Trainer['spans']>;
  readonly #plan: ModelPlan;
  readonly #layout: Layout;
  readonly #states: readonly ReplicaState[];
  readonly #onDispose: () => void;
  #stepsTaken = 0;
  #kernels: TrainerKernels | null;
  // Memory never grows again, so views of it stay valid.
  #numbers: Float32Array;
  #words: Uint32Array;
  #view: DataView;

  constructor(
    plan: ModelPlan,
    kernels: TrainerKernels,
    layout: Layout,
    buffer: ArrayBuffer,
    device: string,
    onDispose: () => void,
  ) {
    this.#onDispose = onDispose;
    this.#plan = plan;
    this.#kernels = kernels;
    this.#layout = layout;
    this.device = device;
    this.spans = { most: layout.epochsTogether, run: async (span) => this.#runSpan(span) };
    this.#numbers = new Float32Array(buffer);
    this.#words = new Uint32Array(buffer);
    this.#view = new DataView(buffer);
    this.#states = layout.replicas.map((place) => ({ place, order: null, frozen: false }));
    writeTables(this.#view, plan, layout);
    const written = new Set<DatasetPlace>();
    plan.replicas.forEach((replica, r) => {
      const { place } = at(this.#states, r);
      writeBlock(this.#block(place.parameters), replica.initialParameters);
      for (const [data, where] of [
        [replica.train, place.train],
        [replica.heldOut, place.heldOut],
      ] as const) {
        if (!written.has(where)) this.#writeData(data, where);
        written.add(where);
      }
    });
  }

  async run(segments: readonly Segment[]): Promise<readonly SegmentResult[]> {
    return segments.map((segment) => {
      const replicas = this.#states.map((_, r) => this.#runReplica(segment, r));
      this.#stepsTaken = segment.stepsBefore + segment.steps;
      return { replicas };
    });
  }

  async predict(inputs: Float32Array, rows: number, replica: number): Promise<Float32Array> {
    const [layout, plan] = [this.#layout, this.#plan];
    const { inputs: width, outputs } = plan.network;
    if (inputs.length !== rows * width) throw new RangeError('inputs must be [rows × inputs]');
    const { table } = at(this.#states, replica).place;
    const result = new Float32Array(rows * outputs);
    for (let first = 0; first < rows; first += laneRows) {
      const count = Math.min(laneRows, rows - first);
      this.#writeRows(inputs.subarray(first * width, (first + count) * width), layout.inputs);
      const columns = this.#alive().predict(layout.network, table) / 4;
      for (let k = 0; k < outputs; k++) {
        const column = columns + k * laneRows;
        for (let row = 0; row < count; row++) {
          result[(first + row) * outputs + k] = this.#numbers[column + row] as number;
        }
      }
    }
    return result;
  }

  async parameters(): Promise<Float32Array> {
    return this.#vectors(this.#layout.replicas.map(({ parameters }) => parameters));
  }

  /** Frozen replicas are marked behind the moments: one number each, 1 or 0. */
  async checkpoint(): Promise<Checkpoint> {
    const moments = this.#vectors(this.#slotAddresses());
    const slots = new Float32Array(moments.length + this.#states.length);
    slots.set(moments);
    slots.set(
      this.#states.map(({ frozen }) => (frozen ? 1 : 0)),
      moments.length,
    );
    return { stepsTaken: this.#stepsTaken, parameters: await this.parameters(), slots };
  }

  async restore({ stepsTaken, parameters, slots }: Checkpoint): Promise<void> {
    const count = this.#plan.network.parameterCount;
    const blocks = this.#slotAddresses();
    const moments = blocks.length * count;
    if (
      parameters.length !== this.#states.length * count ||
      slots.length !== moments + this.#states.length
    ) {
      throw new RangeError('the checkpoint is of another plan');
    }
    this.#stepsTaken = stepsTaken;
    const take = (address: number, from: Float32Array, index: number) =>
      writeBlock(this.#block(address), from.subarray(index * count, (index + 1) * count));
    blocks.forEach((address, i) => take(address, slots, i));
    this.#states.forEach((state, r) => {
      take(state.place.parameters, parameters, r);
      state.frozen = slots[moments + r] === 1;
    });
  }

  employ(threads: number): void {
    this.#kernels?.employ?.(threads);
  }

  dispose(): void {
    if (this.#kernels === null) return;
    this.#kernels = null;
    this.#numbers = new Float32Array();
    this.#words = new Uint32Array();
    this.#view = new DataView(new ArrayBuffer(0));
    this.#onDispose();
  }

  #runReplica(segment: Segment, r: number): ReplicaResult {
    const kernels = this.#alive();
    const [plan, layout, view] = [this.#plan, this.#layout, this.#view];
    const state = at(this.#states, r);
    const { order, learningRates, data, rests } = at(segment.replicas, r);
    if (rests) return noResult;
    const { place } = state;
    if (data !== null) this.#writeData(data, place.train);
    if (state.order !== order) this.#words.set(order, place.order / 4);
    state.order = order;

    const result = (name: ReplicaField) => replicaTable.read(view, place.table, name);
    let losses = { lossSum: Number.NaN, lastLoss: Number.NaN, norm: Number.NaN };
    let nonFiniteStep: number | null = 0;
    if (!state.frozen) {
      this.#numbers.set(learningRates, place.learningRates / 4);
      const { firstStep, steps, stepsBefore, gradientNorm } = segment;
      kernels.train(layout.network, place.table, firstStep, steps, stepsBefore, gradientNorm);
      const stoppedAt = result('nonFiniteStep');
      nonFiniteStep = stoppedAt < 0 ? null : stoppedAt;
      state.frozen = nonFiniteStep !== null;
      // Steps after the one that broke down have no loss.
      if (nonFiniteStep === null || nonFiniteStep === steps - 1) {
        losses = {
          lossSum: result('lossSum'),
          lastLoss: result('lastLoss'),
          norm: result('gradientNorm'),
        };
      }
    }
    return {
      lossSum: losses.lossSum,
      lastLoss: losses.lastLoss,
      lossRows: rowsOfSteps(plan, segment.firstStep, segment.steps),
      gradientNorm: segment.gradientNorm ? losses.norm : null,
      ...this.#evaluations(segment.evaluate, place),
      nonFiniteStep,
    };
  }

  #runSpan(span: Span): SpanResult {
    const replicas = this.#states.map((_, r) => this.#runReplicaSpan(span, r));
    this.#stepsTaken = span.stepsBefore + span.epochs * span.stepsPerEpoch;
    return { replicas };
  }

  #runReplicaSpan(span: Span, r: number): ReplicaSpanResult {
    const { epochs, stepsPerEpoch, evaluated } = span;
    const { orders, learningRates, rests } = at(span.replicas, r);
    if (rests) return noSpanResult;
    const state = at(this.#states, r);
    const { place } = state;
    const evaluations: Evaluations[] = [];
    this.#setOrders(orders, place.order);
    state.order = null;
    this.#numbers.set(learningRates, place.learningRates / 4);
    let done = 0;
    for (let i = 0; done < epochs && !state.frozen; i++) {
      const isEvaluated = i < evaluated.length;
      const end = isEvaluated ? (evaluated[i] as number) + 1 : epochs;
      done = this.#alive().trainEpochs(
        this.#layout.network,
        place.table,
        done,
        end,
        stepsPerEpoch,
        span.stepsBefore,
        span.gradientNormsFrom,
      );
      state.frozen = done < end;
      if (isEvaluated && !state.frozen) evaluations.push(this.#evaluations(true, place));
    }
    const step = () => replicaTable.read(this.#view, place.table, 'nonFiniteStep');
    const column = (address: number) => new Float64Array(this.#numbers.buffer, address, epochs);
    return {
      lossSums: column(place.lossSums),
      gradientNorms: column(place.gradientNorms),
      lossRows: rowsOfSteps(this.#plan, 0, stepsPerEpoch),
      evaluations,
      nonFinite: done < epochs ? { epoch: done, step: step() } : null,
    };
  }

  /** Of whole epochs, one after another from an address on. */
  #setOrders(orders: ReplicaSpan['orders'], address: number): void {
    if ('length' in orders) {
      this.#words.set(orders, address / 4);
      return;
    }
    const { rows } = this.#plan;
    const { starts } = orders;
    for (let i = 0; i < starts.length; i++)
      this.#words[address / 4 + i * rows] = starts[i] as number;
    this.#alive().shuffle(address, rows, starts.length);
  }

  #evaluations(wanted: boolean, place: ReplicaPlace): Evaluations {
    if (!wanted) return { train: null, heldOut: null };
    const { rows, heldOutRows } = this.#plan;
    return {
      train: this.#evaluation(place.table, place.train, rows),
      heldOut: heldOutRows > 0 ? this.#evaluation(place.table, place.heldOut, heldOutRows) : null,
    };
  }

  #evaluation(table: number, { inputs, targets, weights }: DatasetPlace, rows: number): Evaluation {
    this.#alive().evaluate(this.#layout.network, table, inputs, targets, weights, rows);
    const hasClasses = this.#plan.classes !== null;
    return {
      loss: rows > 0 ? replicaTable.read(this.#view, table, 'evaluatedLoss') : Number.NaN,
      accuracy: hasClasses
        ? replicaTable.read(this.#view, table, 'correctRows') / rows
        : Number.NaN,
    };
  }

  #writeData(data: Dataset, where: DatasetPlace): void {
    checkRows(this.#plan, data, where.rows);
    this.#writeRows(data.inputs, where.inputs);
    this.#numbers.set(data.targets, where.targets / 4);
    if (data.weights !== undefined) this.#numbers.set(data.weights, where.weights / 4);
  }

  /** Rows of inputs, each padded to the kernels' stride. */
  #writeRows(inputs: Float32Array, address: number): void {
    const width = this.#plan.network.inputs;
    const stride = this.#layout.inputStride / 4;
    const numbers = this.#numbers;
    if (stride === width) {
      numbers.set(inputs, address / 4);
      return;
    }
    let to = address / 4;
    for (let from = 0; from < inputs.length; to += stride - width) {
      for (let i = 0; i < width; i++) numbers[to++] = inputs[from++] as number;
    }
  }

  /** All replicas' moments, slot by slot. */
  #slotAddresses(): number[] {
    const bytes = 4 * this.#layout.blockSize;
    return this.#layout.replicas.flatMap(({ slots }) =>
      Array.from({ length: this.#layout.slots }, (_, s) => slots + s * bytes),
    );
  }

  /** Parameter blocks as vectors, one after another. */
  #vectors(addresses: readonly number[]): Float32Array<ArrayBuffer> {
    const count = this.#plan.network.parameterCount;
    const all = new Float32Array(addresses.length * count);
    addresses.forEach((address, i) => {
      readBlock(this.#block(address), all.subarray(i * count, (i + 1) * count));
    });
    return all;
  }

  #block(address: number): Block {
    return { memory: this.#numbers, address, layers: this.#layout.layers };
  }

  #alive(): Kernels {
    if (this.#kernels === null) throw new Error('the trainer was disposed of');
    return this.#kernels;
  }
}

/** Clears the memory from the first free byte to the end of the layout, and lets it grow that far: what it gains is clear. */
function prepare({ memory, heapBase }: Kernels, end: number): void {
  const { byteLength } = memory.buffer;
  const from = heapBase.value as number;
  new Uint8Array(memory.buffer, from, Math.min(byteLength, end) - from).fill(0);
  if (end > byteLength) memory.grow(Math.ceil((end - byteLength) / pageBytes));
}

function at<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new RangeError(`there is no number ${index} of ${list.length}`);
  return item;
}
