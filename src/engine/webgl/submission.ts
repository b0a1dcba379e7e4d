import type { ModelPlan } from '#src/engine/contract/model-plan.ts';
import type { Segment } from '#src/engine/contract/trainer.ts';
import type { DataPlace } from '#src/engine/webgl/data.ts';
import type { Device } from '#src/engine/webgl/device.ts';
import { groupsOf, type Layout } from '#src/engine/webgl/layout.ts';
import type { OrderPlace } from '#src/engine/webgl/orders.ts';
import { Pace } from '#src/engine/webgl/pace.ts';
import type { Pipeline } from '#src/engine/webgl/pipeline.ts';
import type { Collection } from '#src/engine/webgl/readback.ts';
import { evaluationPasses } from '#src/engine/webgl/report.ts';
import { StepTable } from '#src/engine/webgl/step-table.ts';
import type { Surfaces } from '#src/engine/webgl/surfaces.ts';
import { rowsOfSteps } from '#src/network/batches.ts';

/** Records that are sent to the GPU at once, at the most, and tables of them: one is filled while others are in use. */
const tableRecords = 512;
const tables = 4;

/** Multiplications that a slow device manages in a millisecond: the guess before anything was measured. */
const operationsPerMillisecond = 1e6;

/** A pass of an evaluation. */
interface EvaluationPass {
  readonly rows: number;
  readonly data: DataPlace;
}

/**
 * Turns segments into draws. Steps are gathered into chunks: what differs between them goes to the GPU in one upload a
 * chunk, then their draws follow without a break, then a fence that the chunk after the next waits for.
 */
export class Submission {
  readonly #plan: ModelPlan;
  readonly #layout: Layout;
  readonly #device: Device;
  readonly #surfaces: Surfaces;
  readonly #pipeline: Pipeline;
  readonly #table: StepTable;
  readonly #pace: Pace;
  readonly #evaluation: readonly EvaluationPass[];
  readonly #evaluationTable: StepTable;
  /** Of the chunk that is being gathered: draws in their order, records in the table, and its weight in steps. */
  #draws: (() => void)[] = [];
  #records = 0;
  #weight = 0;
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
    const { replicas } = layout;
    const { resources, data } = surfaces;
    this.#table = new StepTable(resources, replicas, tableRecords, tables);
    const operations = 3 * plan.network.parameterCount * replicas * rowsOfSteps(plan, 0);
    const { activations, deltas } = layout.columns;
    const draws = activations.draws.length + deltas.draws.length + 1;
    this.#pace = new Pace(device.fences, draws / 20 + operations / operationsPerMillisecond);

    const passes = evaluationPasses(plan, layout);
    this.#evaluation = [
      ...this.#passesOver(plan.rows, data.train, passes.train),
      ...this.#passesOver(plan.heldOutRows, data.heldOut, passes.heldOut),
    ];
    const { rowsPerBlock } = layout;
    const count = Math.max(1, this.#evaluation.length);
    this.#evaluationTable = new StepTable(resources, replicas, count, 1);
    this.#evaluation.forEach((pass, i) => {
      this.#evaluationTable.setInference(i, { ...pass, rowsPerBlock, replica: 0 });
    });
    this.#evaluationTable.upload(count);
  }

  /** Draws all steps of the segments; their reports go to `reports`. Resolves when everything is handed to the GPU. */
  async submit(segments: readonly Segment[], reports: Collection): Promise<void> {
    const { reportSegments } = this.#surfaces;
    for (const [i, segment] of segments.entries()) {
      await this.#bringData(segment);
      if (this.#orders === this.#surfaces.orders.capacity) await this.#flush();
      const order = this.#surfaces.orders.place(segment.replicas.map((replica) => replica.order));
      this.#orders++;
      for (let s = 0; s < segment.steps; s++) await this.#addStep(segment, s, order);
      const slot = i % reportSegments;
      await this.#addReport(segment, slot);
      if (slot + 1 === reportSegments || i + 1 === segments.length) {
        this.#draws.push(() => this.#collect(reports, slot + 1));
      }
    }
    await this.#flush();
  }

  /** New rows take the places of the old ones, which the steps before must have read. */
  async #bringData({ replicas }: Segment): Promise<void> {
    if (replicas.every(({ data }) => data === null)) return;
    await this.#flush();
    replicas.forEach(({ data }, r) => {
      if (data !== null) this.#surfaces.data.replaceTrain(r, data);
    });
  }

  async #addStep(segment: Segment, s: number, order: OrderPlace): Promise<void> {
    const { passRows, rowsPerBlock } = this.#layout;
    const { batchSize, optimizer, replicas } = this.#plan;
    const firstOfBatch = (segment.firstStep + s) * batchSize;
    const batchRows = rowsOfSteps(this.#plan, segment.firstStep + s);
    const passes = Math.ceil(batchRows / passRows);
    if (this.#weight >= this.#pace.steps || this.#records + passes > this.#table.capacity) {
      await this.#flush();
    }
    const t = segment.stepsBefore + s + 1;
    const firstRecord = this.#records;
    for (let firstRow = 0; firstRow < batchRows; firstRow += passRows) {
      this.#table.set(this.#records++, {
        rows: Math.min(passRows, batchRows - firstRow),
        rowsPerBlock,
        firstRow,
        inference: false,
        data: this.#surfaces.data.train,
        order: { at: order.at + firstOfBatch + firstRow, stride: order.stride },
        stepsBefore: t - 1,
        firstReplica: 0,
        stepInSegment: s,
        batchRows,
        adds: firstRow > 0,
        corrections: [1 / (1 - optimizer.beta1 ** t), 1 / (1 - optimizer.beta2 ** t)],
        rates: (r) => {
          const rate = segment.replicas[r]?.learningRates[s] as number;
          const { weightDecay = 0, clipAt = 0 } = replicas[r] ?? {};
          return [rate, 1 - rate * weightDecay, clipAt];
        },
      });
    }
    const wantsNorm = segment.gradientNorm && s === segment.steps - 1;
    this.#draws.push(() => this.#drawStep(firstRecord, batchRows, wantsNorm));
    this.#weight++;
  }

  #drawStep(firstRecord: number, batchRows: number, wantsNorm: boolean): void {
    const { passRows, split } = this.#layout;
    for (let firstRow = 0, i = firstRecord; firstRow < batchRows; firstRow += passRows, i++) {
      const height = this.#height(Math.min(passRows, batchRows - firstRow));
      this.#table.use(i);
      this.#pipeline.forward(height);
      this.#pipeline.backward(height);
      if (split || wantsNorm) this.#pipeline.gradient();
    }
    if (wantsNorm || this.#plan.clipping === 'norm') this.#pipeline.norm();
    this.#pipeline.update();
  }

  async #addReport(segment: Segment, slot: number): Promise<void> {
    this.#draws.push(() => this.#pipeline.report(slot));
    if (!segment.evaluate) return;
    for (const [column, { rows }] of this.#evaluation.entries()) {
      if (this.#weight >= this.#pace.steps) await this.#flush();
      this.#draws.push(() => {
        this.#evaluationTable.use(column);
        this.#pipeline.score(this.#height(rows), slot, column);
      });
      // A forward pass is a third of a step's arithmetic.
      this.#weight += rows / (3 * rowsOfSteps(this.#plan, 0));
    }
  }

  #collect(reports: Collection, segments: number): void {
    const { report, reportWidth } = this.#surfaces;
    reports.add({
      framebuffer: report.framebuffer,
      attachment: 0,
      x: 0,
      y: 0,
      width: reportWidth,
      height: segments * this.#layout.replicas,
    });
  }

  /** Hands the chunk to the GPU. */
  async #flush(): Promise<void> {
    const { context } = this.#device;
    if (this.#surfaces.resources.isDisposed) throw new Error('the trainer was disposed of');
    if (context.isLost()) throw context.loss();
    const [draws, weight] = [this.#draws, this.#weight];
    this.#draws = [];
    if (draws.length === 0) return;
    if (this.#records > 0) this.#table.upload(this.#records);
    this.#records = this.#weight = this.#orders = 0;
    this.#pipeline.begin();
    for (const draw of draws) draw();
    await this.#pace.submitted(weight);
  }

  /** Blocks of all replicas in a pass. */
  #height(rows: number): number {
    return this.#layout.replicas * Math.ceil(rows / this.#layout.rowsPerBlock);
  }

  #passesOver(
    rows: number,
    [inputs, inputsStride, targets, targetsStride]: DataPlace,
    count: number,
  ) {
    const { evaluationRows } = this.#layout;
    const { network } = this.#plan;
    return Array.from({ length: count }, (_, i): EvaluationPass => {
      const first = i * evaluationRows;
      const [x, y] = [groupsOf(network.inputs + 1), groupsOf(network.outputs)];
      return {
        rows: Math.min(evaluationRows, rows - first),
        data: [inputs + first * x, inputsStride, targets + first * y, targetsStride],
      };
    });
  }
}
