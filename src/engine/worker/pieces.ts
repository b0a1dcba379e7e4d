import type { Dataset } from '#src/data/dataset.ts';
import type { Plan, ReplicaCourse } from '#src/engine/contract/course.ts';
import type { EngineTraits } from '#src/engine/contract/engine.ts';
import type { ModelPlan } from '#src/engine/contract/model-plan.ts';
import type { ReplicaSegment, Segment } from '#src/engine/contract/trainer.ts';

/**
 * Loss sums are floating-point numbers: cut an epoch elsewhere and its sum may differ in the last bit. So an epoch is
 * only ever cut at places that depend on the plan and the engine, never on time: it falls into pieces of even length,
 * short enough that training can rest or measure between two of them.
 */
export interface Pieces {
  /** Steps of every piece of an epoch but the last one, which may be shorter. */
  readonly steps: number;
  readonly stepsPerEpoch: number;
}

export function piecesOf({ model, course }: Plan, traits: EngineTraits): Pieces {
  const { stepsPerEpoch } = course;
  const affordable = traits.operationsPerPiece / stepCost(model);
  const longest = Math.max(1, Math.min(traits.longestPiece, affordable));
  const count = Math.ceil(stepsPerEpoch / longest);
  return { steps: Math.ceil(stepsPerEpoch / count), stepsPerEpoch };
}

/** Floating-point operations of one step, all replicas: two for each weight and row, forward, and twice that backward. */
export function stepCost({ network, batchSize, rows, replicas }: ModelPlan): number {
  return 6 * network.parameterCount * Math.min(batchSize, rows) * replicas.length;
}

/** The piece that starts `done` steps into the run. @param done a place where a piece starts */
export function pieceAt({ steps, stepsPerEpoch }: Pieces, done: number): number {
  return Math.min(steps, stepsPerEpoch - (done % stepsPerEpoch));
}

/** Makes segments: what the plan leaves as functions of the epoch is worked out once an epoch. */
export class SegmentMaker {
  readonly #plan: Plan;
  #epoch: { readonly number: number; readonly replicas: readonly EpochData[] } | null = null;
  /** The fresh rows that the trainer holds are those of this epoch, 0: the plan's own; null: nobody knows. */
  #held: number | null = 0;

  constructor(plan: Plan) {
    this.#plan = plan;
  }

  /** Call when a trainer was put back to a checkpoint: its next segment brings the epoch's rows along. */
  forgetHeldRows(): void {
    if (this.#plan.model.changesRows) this.#held = null;
  }

  /**
   * @param done steps taken since the start @param steps within one epoch
   * @param rates [steps] of each replica @param whole whether results count: a segment that ends its epoch is measured
   */
  segment(done: number, steps: number, rates: readonly Float32Array[], whole: boolean): Segment {
    const { stepsPerEpoch, epochs, evaluateEvery } = this.#plan.course;
    const firstStep = done % stepsPerEpoch;
    const epoch = (done - firstStep) / stepsPerEpoch + 1;
    const last = whole && firstStep + steps === stepsPerEpoch;
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
        }),
      ),
      gradientNorm: last,
      evaluate: last && (epoch === 1 || epoch % evaluateEvery === 0 || epoch === epochs),
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

interface EpochData {
  readonly order: Uint32Array;
  /** Rows drawn for this epoch alone, or null. */
  readonly fresh: Dataset | null;
  readonly own: Dataset;
}
