import type { ModelPlan } from '#src/engine/contract/model-plan.ts';
import type { ReplicaSegment, Segment } from '#src/engine/contract/trainer.ts';
import { BatchWeights } from '#src/engine/gpu/batch-weights.ts';
import { Pace } from '#src/engine/gpu/pace.ts';
import type { RateValues } from '#src/engine/gpu/pass-records.ts';
import type { DataPlace } from '#src/engine/webgl/data.ts';
import type { Device } from '#src/engine/webgl/device.ts';
import { groupsOf, type Layout, targetGroups } from '#src/engine/webgl/layout.ts';
import type { OrderPlace } from '#src/engine/webgl/orders.ts';
import type { Pipeline } from '#src/engine/webgl/pipeline.ts';
import type { Collection } from '#src/engine/webgl/readback.ts';
import { evaluationPasses } from '#src/engine/webgl/readings.ts';
import { StepTable } from '#src/engine/webgl/step-table.ts';
import type { Surfaces } from '#src/engine/webgl/surfaces.ts';
import { rowsOfSteps } from '#src/network/batches.ts';

/** Records that are sent to the GPU at once, at the most, and tables of them: one is filled while others are in use. */
const tableRecords = 512;
const tables = 4;

/** How long a chunk of draws should keep the GPU busy, in milliseconds. */
const chunkTime = 12;

/** Multiplications that a slow device manages in a millisecond: the guess before anything was measured. */
const operationsPerMillisecond = 1e6;

/** A pass of an evaluation. */
interface EvaluationPass extends DataPlace {
  readonly rows: number;
}

/**
 * Turns segments into draws. Steps are gathered into chunks: what differs between them goes to the GPU in one upload per
 * chunk, then their draws follow without a break, then a fence that the chunk after the next waits for.
 */
export class Submission {
  readonly #plan: ModelPlan;
  readonly #layout: Layout;
  readonly #device: Device;
  readonly #surfaces: Surfaces;
  readonly #pipeline: Pipeline;
  readonly #weights: BatchWeights;
  readonly #table: StepTable;
  readonly #pace: Pace;
  readonly #evaluation: readonly EvaluationPass[];
  readonly #evaluationTable: StepTable;
  /** Of the chunk that is being gathered: draws in their order, records in the table. */
  #draws: (() => void)[] = [];
  #records = 0;
  #orders = 0;

  constructor(
    device: Device,
    plan: ModelPlan,
    layout: Layout,
    surfaces: Surfaces,
    pipeline: Pipeline,
  ) {
    this.#device = device;
    this.#plan = plan;
    this.#layout = layout;
    this.#surfaces = surfaces;
    this.#pipeline = pipeline;
    this.#weights = new BatchWeights(plan);
    const { replicas } = layout;
    const { resources, data } = surfaces;
    this.#table = new StepTable(resources, replicas, tableRecords, tables);
    const operations = 3 * plan.network.parameterCount * replicas * rowsOfSteps(plan, 0);
    const { activations, deltas } = layout.columns;
    const draws = activations.draws.length + deltas.draws.length + 1;
    const passes = evaluationPasses(plan, layout);
    this.#evaluation = [
      ...this.#passesOver(plan.rows, data.train, passes.train),
      ...this.#passesOver(plan.heldOutRows, data.heldOut, passes.heldOut),
    ];
    const steps = draws / 20 + operations / operationsPerMillisecond;
    // A forward pass is a third of a step's arithmetic.
    const rows = Math.max(1, ...this.#evaluation.map((pass) => pass.rows));
    const guesses = { steps, passes: (steps * rows) / (3 * rowsOfSteps(plan, 0)) };
    this.#pace = new Pace(() => device.fences.passed(), guesses, chunkTime);
    const count = Math.max(1, this.#evaluation.length);
    this.#evaluationTable = new StepTable(resources, replicas, count, 1);
    this.#evaluation.forEach((pass, i) => {
      const blocks = this.#blocks(pass.rows);
      this.#evaluationTable.setInference(i, { ...pass, blocks, firstReplica: 0 });
    });
    this.#evaluationTable.upload(count);
  }

  /** Draws all steps of the segments; what is read of them goes to `readings`. Resolves when everything is handed to the GPU. */
  async submit(segments: readonly Segment[], readings: Collection): Promise<void> {
    const { readingSegments } = this.#surfaces;
    for (const [i, segment] of segments.entries()) {
      await this.#bringData(segment);
      if (this.#orders === this.#surfaces.orders.capacity) await this.#flush();
      const order = this.#surfaces.orders.place(segment.replicas.map((replica) => replica.order));
      this.#orders++;
      for (let s = 0; s < segment.steps; s++) await this.#addStep(segment, s, order);
      const slot = i % readingSegments;
      await this.#addReadings(segment, slot);
      if (slot + 1 === readingSegments || i + 1 === segments.length) {
        this.#draws.push(() => this.#collect(readings, slot + 1));
      }
    }
    await this.#flush();
  }

  /** New rows take the places of the old ones, which the steps before must have read. */
  async #bringData({ replicas }: Segment): Promise<void> {
    if (replicas.every(({ data }) => data === null)) return;
    await this.#flush();
    replicas.forEach(({ data }, r) => {
      if (data === null) return;
      this.#surfaces.data.replaceTrain(r, data);
      this.#weights.replaceTrain(r, data);
    });
  }

  async #addStep(segment: Segment, s: number, order: OrderPlace): Promise<void> {
    const { passRows } = this.#layout;
    const { batchSize, optimizer, replicas } = this.#plan;
    const { train } = this.#surfaces.data;
    const firstOfBatch = (segment.firstStep + s) * batchSize;
    const batchRows = rowsOfSteps(this.#plan, segment.firstStep + s);
    const passes = Math.ceil(batchRows / passRows);
    if (this.#pace.room('steps') < 1 || this.#records + passes > this.#table.capacity) {
      await this.#flush();
    }
    const t = segment.stepsBefore + s + 1;
    const rates = (r: number): RateValues => {
      const { learningRates, order } = segment.replicas[r] as ReplicaSegment;
      const learningRate = learningRates[s] as number;
      const { weightDecay = 0, clipAt = 0 } = replicas[r] ?? {};
      const unitShare = this.#weights.unitShare(r, order, firstOfBatch, batchRows);
      return { learningRate, shrinkage: 1 - learningRate * weightDecay, clipAt, unitShare };
    };
    const firstRecord = this.#records;
    for (let firstRow = 0; firstRow < batchRows; firstRow += passRows) {
      const rows = Math.min(passRows, batchRows - firstRow);
      const blocks = this.#blocks(rows);
      const pass = {
        rows,
        blocks,
        firstRow,
        inference: 0,
        inputsAt: train.inputsAt,
        inputsStride: train.inputsStride,
        targetsAt: train.targetsAt,
        targetsStride: train.targetsStride,
        orderAt: order.orderAt + firstOfBatch + firstRow,
        orderStride: order.orderStride,
        stepsBefore: t - 1,
        firstReplica: 0,
        stepInSegment: s,
        batchRows,
        accumulates: firstRow > 0 ? 1 : 0,
        inverseBlocks: 1 / blocks,
        inverseBatchRows: 1 / batchRows,
        meanCorrection: 1 / (1 - optimizer.beta1 ** t),
        squareCorrection: 1 / (1 - optimizer.beta2 ** t),
      };
      this.#table.set(this.#records++, pass, rates);
    }
    const wantsNorm = segment.gradientNorm && s === segment.steps - 1;
    this.#draws.push(() => this.#drawStep(firstRecord, batchRows, wantsNorm));
    this.#pace.add('steps', 1);
  }

  #drawStep(firstRecord: number, batchRows: number, wantsNorm: boolean): void {
    const { passRows, split, replicas } = this.#layout;
    for (let firstRow = 0, i = firstRecord; firstRow < batchRows; firstRow += passRows, i++) {
      const height = replicas * this.#blocks(Math.min(passRows, batchRows - firstRow));
      this.#table.use(i);
      this.#pipeline.forward(height);
      this.#pipeline.backward(height);
      if (split || wantsNorm) this.#pipeline.gradient();
    }
    if (wantsNorm || this.#plan.clipping === 'norm') this.#pipeline.norm();
    this.#pipeline.update();
  }

  async #addReadings(segment: Segment, slot: number): Promise<void> {
    this.#draws.push(() => this.#pipeline.readState(slot));
    if (!segment.evaluate) return;
    for (const [column, { rows }] of this.#evaluation.entries()) {
      if (this.#pace.room('passes') < 1) await this.#flush();
      this.#draws.push(() => {
        this.#evaluationTable.use(column);
        this.#pipeline.score(this.#layout.replicas * this.#blocks(rows), slot, column);
      });
      this.#pace.add('passes', 1);
    }
  }

  #collect(collection: Collection, segments: number): void {
    const { framebuffer, width } = this.#surfaces.readings;
    const height = segments * this.#layout.replicas;
    collection.add({ framebuffer, attachment: 0, x: 0, y: 0, width, height });
  }

  /** Hands the chunk to the GPU. */
  async #flush(): Promise<void> {
    const { context } = this.#device;
    if (this.#surfaces.resources.isDisposed) throw new Error('the trainer was disposed of');
    if (context.isLost()) throw context.loss();
    const draws = this.#draws;
    this.#draws = [];
    if (draws.length === 0) return;
    if (this.#records > 0) this.#table.upload(this.#records);
    this.#records = this.#orders = 0;
    this.#pipeline.begin();
    for (const draw of draws) draw();
    await this.#pace.submitted();
  }

  /** Blocks of a replica in a pass. */
  #blocks(rows: number): number {
    return Math.ceil(rows / this.#layout.rowsPerBlock);
  }

  #passesOver(rows: number, place: DataPlace, count: number): EvaluationPass[] {
    const { evaluationRows } = this.#layout;
    const { network } = this.#plan;
    return Array.from({ length: count }, (_, i) => {
      const first = i * evaluationRows;
      return {
        ...place,
        rows: Math.min(evaluationRows, rows - first),
        inputsAt: place.inputsAt + first * groupsOf(network.inputs + 1),
        targetsAt: place.targetsAt + first * targetGroups(this.#plan),
      };
    });
  }
}
