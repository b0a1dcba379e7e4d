import type { Dataset } from '#src/data/dataset.ts';
import {
  type Course,
  endsRecord,
  type Plan,
  type ReplicaCourse,
} from '#src/engine/contract/course.ts';
import type { EngineTraits } from '#src/engine/contract/engine.ts';
import type { ModelPlan } from '#src/engine/contract/model-plan.ts';
import type { ReplicaSegment, ReplicaSpan, Segment, Span } from '#src/engine/contract/trainer.ts';

/**
 * Loss sums are floating-point numbers: cut an epoch elsewhere and its sum may differ in the last bit. So an epoch is
 * only ever cut at places that depend on the plan and the engine, never on time or on how many replicas there are: it
 * falls into pieces of even length, short enough that training can rest or measure between two of them.
 *
 * @returns steps of every piece of an epoch but the last one, which may be shorter
 */
export function pieceSteps({ model, course }: Plan, traits: EngineTraits): number {
  const { stepsPerEpoch } = course;
  const affordable = traits.operationsPerPiece / stepCost(model);
  const longest = Math.max(1, Math.min(traits.longestPiece, affordable));
  return Math.ceil(stepsPerEpoch / Math.ceil(stepsPerEpoch / longest));
}

/**
 * Floating-point operations of one step of one replica: two for each weight and row, forward, and twice that backward.
 */
export function stepCost({ network, batchSize, rows }: ModelPlan): number {
  return 6 * network.parameterCount * Math.min(batchSize, rows);
}

/** Steps of the piece that starts `done` steps into the run, where a piece starts. @param longest `pieceSteps` */
export function pieceAt(
  { stepsPerEpoch, recordEvery, steps }: Course,
  longest: number,
  done: number,
): number {
  const epochEnd = stepsPerEpoch - (done % stepsPerEpoch);
  return Math.min(longest, epochEnd, recordEvery - (done % recordEvery), steps - done);
}

/**
 * Whole epochs from the start of one on, in which nothing is decided but after the last, and that have a record each or
 * one together.
 *
 * @param done steps into the run
 */
export function epochsAt(course: Course, done: number): number {
  const { stepsPerEpoch, recordEvery, evaluateEvery, steps, stop, schedule } = course;
  const left = Math.floor((steps - done) / stepsPerEpoch);
  if (recordEvery !== stepsPerEpoch)
    return Math.min(left, Math.floor((recordEvery - (done % recordEvery)) / stepsPerEpoch));
  const epoch = done / stepsPerEpoch;
  if (stop.targetLoss !== null || epoch === 0) return Math.min(left, 1);
  const isWatched = stop.patience > 0 || schedule.id === 'plateau';
  return isWatched ? Math.min(left, evaluateEvery - (epoch % evaluateEvery)) : left;
}

/** What the segments of all replicas of a plan have in common. */
export interface Slice {
  /** Steps taken since the start. */
  readonly done: number;
  /** Within one epoch, or whole epochs. */
  readonly steps: number;
  /** [steps] of each replica. */
  readonly rates: readonly Float32Array[];
  /** Replicas that have stopped. */
  readonly resting: readonly boolean[];
  /** Whether results count: a segment that ends with a record is measured. */
  readonly counts: boolean;
}

/** Makes segments: what the plan leaves as functions of the epoch is worked out once per epoch. */
export class SegmentMaker {
  readonly #plan: Plan;
  #epoch: { readonly number: number; readonly replicas: readonly EpochData[] } | null = null;
  /** The fresh rows that the trainer holds are those of this epoch; 0: the plan's own rows; null: unknown. */
  #held: number | null = 0;

  constructor(plan: Plan) {
    this.#plan = plan;
  }

  /** Call when a trainer was put back to a checkpoint: its next segment brings the epoch's rows along. */
  forgetHeldRows(): void {
    if (this.#plan.model.changesRows) this.#held = null;
  }

  segment({ done, steps, rates, resting, counts }: Slice): Segment {
    const { course } = this.#plan;
    const firstStep = done % course.stepsPerEpoch;
    const epoch = (done - firstStep) / course.stepsPerEpoch + 1;
    const end = done + steps;
    const recorded = counts && endsRecord(course, end);
    const replicas = this.#epochData(epoch);
    const rows = replicas[0]?.fresh == null ? 0 : epoch;
    const bring = rows !== this.#held;
    this.#held = rows;
    return {
      epoch,
      firstStep,
      steps,
      stepsBefore: done,
      replicas: replicas.map(
        ({ order, fresh, own }, r): ReplicaSegment => ({
          order,
          learningRates: rates[r] as Float32Array,
          data: bring ? (fresh ?? own) : null,
          rests: resting[r] ?? false,
        }),
      ),
      gradientNorm: recorded,
      evaluate: recorded && isEvaluated(course, end),
    };
  }

  /** Whole epochs of rows that stay the same. @param slice of so many steps */
  span({ done, steps, rates, resting }: Slice): Span {
    const { model, course } = this.#plan;
    const { stepsPerEpoch, recordEvery } = course;
    const [before, epochs] = [done / stepsPerEpoch, steps / stepsPerEpoch];
    const recorded = endsRecord(course, done + steps);
    return {
      epoch: before + 1,
      epochs,
      stepsPerEpoch,
      stepsBefore: done,
      replicas: course.replicas.map(
        (own, r): ReplicaSpan => ({
          orders: ordersOf(own, before, epochs, model.rows),
          learningRates: rates[r] as Float32Array,
          rests: resting[r] ?? false,
        }),
      ),
      gradientNormsFrom: recordEvery === stepsPerEpoch ? 0 : recorded ? epochs - 1 : epochs,
      evaluated: evaluatedEpochs(course, done, epochs),
    };
  }

  #epochData(number: number): readonly EpochData[] {
    if (this.#epoch?.number === number) return this.#epoch.replicas;
    const { model, course } = this.#plan;
    const replicas = model.replicas.map(({ train }, r) => {
      const own = course.replicas[r] as ReplicaCourse;
      return { order: own.order(number), fresh: own.fresh(number), own: train };
    });
    this.#epoch = { number, replicas };
    return replicas;
  }
}

/** @param before epochs before the first of these */
function ordersOf(
  own: ReplicaCourse,
  before: number,
  epochs: number,
  rows: number,
): ReplicaSpan['orders'] {
  const starts = own.shuffles(before + 1, epochs);
  return starts === null ? listedOrders(own, before, epochs, rows) : { starts };
}

/** @returns [epochs × rows] */
function listedOrders(
  own: ReplicaCourse,
  before: number,
  epochs: number,
  rows: number,
): Uint32Array {
  const orders = new Uint32Array(epochs * rows);
  const order = new Uint32Array(rows); // views take longer than short orders
  for (let i = 0; i < epochs; i++) orders.set(own.order(before + 1 + i, order), i * rows);
  return orders;
}

/** Every n-th record, the first and the last. @param done steps at the record */
function isEvaluated({ recordEvery, evaluateEvery, steps }: Course, done: number): boolean {
  const record = Math.ceil(done / recordEvery);
  return record === 1 || record % evaluateEvery === 0 || done === steps;
}

/** Those of some epochs from a step on that are evaluated, 0-based: the last alone, where not each has a record. */
function evaluatedEpochs(course: Course, done: number, epochs: number): readonly number[] {
  const { stepsPerEpoch, recordEvery, evaluateEvery } = course;
  const found: number[] = [];
  if (recordEvery === stepsPerEpoch) {
    const before = (done / stepsPerEpoch) % evaluateEvery;
    for (let epoch = evaluateEvery - before - 1; epoch < epochs - 1; epoch += evaluateEvery)
      found.push(epoch);
  }
  const end = done + epochs * stepsPerEpoch;
  if (endsRecord(course, end) && isEvaluated(course, end)) found.push(epochs - 1);
  return found;
}

interface EpochData {
  readonly order: Uint32Array;
  /** Rows drawn for this epoch alone, or null. */
  readonly fresh: Dataset | null;
  readonly own: Dataset;
}
