import { type Plan, stageAt } from '#src/engine/contract/course.ts';
import type { EngineEntry } from '#src/engine/contract/engine.ts';
import type { Checkpoint, Segment, SegmentResult, Trainer } from '#src/engine/contract/trainer.ts';
import { Pacer, type Stopwatch } from '#src/engine/worker/pacer.ts';
import {
  epochsAt,
  pieceAt,
  pieceSteps,
  SegmentMaker,
  type Slice,
} from '#src/engine/worker/pieces.ts';
import {
  advance,
  decides,
  isOver,
  type Progress,
  type RecordListener,
  startingProgress,
} from '#src/engine/worker/progress.ts';
import { learningRates } from '#src/engine/worker/rates.ts';
import { SpanProgress } from '#src/engine/worker/span-progress.ts';
import { nextTask } from '#src/lib/next-task.ts';
import { plateauStart } from '#src/network/schedules.ts';

/** Where training can go back to. */
export interface Saved {
  readonly checkpoint: Checkpoint;
  readonly progress: Progress;
}

/** A call of the trainer that has not settled. */
interface Call {
  /** Where it ends. */
  readonly last: Pick<Segment, 'stepsBefore' | 'steps' | 'evaluate'>;
  /** @param start seconds of training when the call before it had settled */
  settle(start: number, hear: RecordListener): Promise<void>;
}

/**
 * Steps beyond the last whole piece, taken to look at single batches. Their results count for no record: training goes
 * back to `start` and takes the piece as a whole, which comes to the same weights and, summed in the same order as
 * always, to the same loss.
 */
interface Excursion {
  readonly start: Checkpoint;
  readonly steps: number;
  /** As in `ReplicaProgress`, of the first replica. */
  readonly lossSum: number;
  readonly lossRows: number;
}

/** Drives one trainer through its plan, call by call; several are under way at once where the trainer takes them. */
export class Driver {
  readonly engine: EngineEntry;
  readonly trainer: Trainer;
  #plan: Plan;
  readonly #watch: Stopwatch;
  readonly #longest: number;
  readonly #segments: SegmentMaker;
  readonly #pacer = new Pacer();
  readonly #spans = new SpanProgress();
  readonly #underWay: Call[] = [];
  #progress: Progress;
  #excursion: Excursion | null = null;

  /** @param trainer at the start, or about to be restored @param watch counts the seconds of training */
  constructor(plan: Plan, engine: EngineEntry, trainer: Trainer, watch: Stopwatch) {
    this.engine = engine;
    this.trainer = trainer;
    this.#plan = plan;
    this.#watch = watch;
    this.#longest = pieceSteps(plan, engine.traits);
    this.#segments = new SegmentMaker(plan);
    this.#progress = startingProgress(plan.course);
  }

  /** Goes on by another plan, which differs in its later stages only. */
  follow(plan: Plan): void {
    this.#plan = plan;
  }

  /** Whole pieces only. */
  get progress(): Progress {
    return this.#progress;
  }

  /** Steps behind the trainer's present weights. */
  get steps(): number {
    return this.#progress.steps + (this.#excursion?.steps ?? 0);
  }

  /** Mean loss of the first replica's steps since its last record; NaN where there is none. */
  get runningLoss(): number {
    const { lossSum = 0, lossRows = 0 } = this.#progress.replicas[0] ?? {};
    const beyond = this.#excursion ?? { lossSum: 0, lossRows: 0 };
    return (lossSum + beyond.lossSum) / (lossRows + beyond.lossRows);
  }

  /** At `progress`, which an excursion does not move. */
  async checkpoint(): Promise<Saved> {
    const progress = this.#progress;
    const checkpoint = this.#excursion?.start ?? (await this.trainer.checkpoint());
    return { checkpoint, progress };
  }

  async restore({ checkpoint, progress }: Saved): Promise<void> {
    await this.trainer.restore(checkpoint);
    this.#segments.forgetHeldRows();
    this.#excursion = null;
    this.#progress = progress;
  }

  /** Each replica's parameters, [parameterCount]: at its stop, or at present. */
  async parameters(): Promise<readonly Float32Array[]> {
    const { parameterCount } = this.#plan.model.network;
    const all = await this.trainer.parameters();
    return this.#progress.replicas.map(
      ({ parameters }, r) => parameters ?? all.slice(r * parameterCount, (r + 1) * parameterCount),
    );
  }

  /** Keeps as many calls under way as the trainer takes, none beyond a result that decides what comes after it. */
  fill(until: number): void {
    while (this.#underWay.length < this.trainer.depth) {
      const last = this.#underWay.at(-1)?.last;
      if (last !== undefined && decides(this.#plan.course, last)) return;
      const from = last === undefined ? this.#progress.steps : last.stepsBefore + last.steps;
      const call = this.#callForEpochs(from, until) ?? this.#callForPieces(from, until);
      if (call === null) return;
      this.#underWay.push(call);
    }
  }

  /**
   * Awaits the call that was made first. Its time is spread over its pieces by their steps, so that every record has a
   * moment of its own.
   *
   * @param start seconds of training when the call before it had settled
   * @returns false where none is under way
   */
  async settle(start: number, hear: RecordListener): Promise<boolean> {
    const call = this.#underWay.shift();
    if (call === undefined) return false;
    await call.settle(start, hear);
    await this.#keepStopped();
    return true;
  }

  /** Whole epochs as one piece each, no more than the pace allows; null: there are not several. */
  #callForEpochs(from: number, until: number): Call | null {
    const { course, model } = this.#plan;
    const { stepsPerEpoch } = course;
    const { spans } = this.trainer;
    const areWhole = from % stepsPerEpoch === 0 && this.#longest === stepsPerEpoch;
    if (spans === undefined || !areWhole || model.changesRows) return null;
    const asked = Math.floor((until - from) / stepsPerEpoch);
    const epochs = Math.min(spans.most, this.#pacer.pieces, asked, epochsAt(course, from));
    if (epochs < 2) return null;
    const steps = epochs * stepsPerEpoch;
    const span = this.#segments.span(this.#slice(from, steps, true));
    const result = spans.run(span);
    return {
      last: { stepsBefore: from, steps, evaluate: span.evaluated.at(-1) === epochs - 1 },
      settle: async (start, hear) => {
        const results = await result;
        const end = this.#watch.seconds;
        this.#pacer.observe(epochs, 1000 * (end - start));
        const time = { start, end };
        this.#progress = this.#spans.advance(course, this.#progress, span, results, time, hear);
      },
    };
  }

  /** The next pieces, no more than the pace allows; null: there is none. */
  #callForPieces(from: number, until: number): Call | null {
    const segments = this.#next(from, until);
    const last = segments.at(-1);
    if (last === undefined) return null;
    const results = this.trainer.run(segments);
    results.catch(() => undefined); // reported by the call that is awaited first
    return {
      last,
      settle: (start, hear) => this.#settlePieces(segments, results, start, hear),
    };
  }

  async #settlePieces(
    segments: readonly Segment[],
    underWay: Promise<readonly SegmentResult[]>,
    start: number,
    hear: RecordListener,
  ): Promise<void> {
    const results = await underWay;
    const end = this.#watch.seconds;
    this.#pacer.observe(segments.length, 1000 * (end - start));
    const first = segments[0]?.stepsBefore ?? 0;
    const total = segments.reduce((sum, { steps }) => sum + steps, 0);
    for (const [i, segment] of segments.entries()) {
      if (isOver(this.#progress)) break;
      const share = (segment.stepsBefore + segment.steps - first) / total;
      const records = this.#advance(segment, results[i], start + share * (end - start));
      for (const [r, made] of records.entries()) if (made !== null) hear.record(r, made);
    }
  }

  /** Takes single steps into a piece. */
  async explore(until: number): Promise<void> {
    const done = this.steps;
    const start = this.#excursion?.start ?? (await this.trainer.checkpoint());
    const segment = this.#segment(done, until - done, false);
    const [result] = await this.trainer.run([segment]);
    const { lossSum = 0, lossRows = 0 } = this.#excursion ?? {};
    const isBroken = result?.replicas.some(({ nonFiniteStep }) => nonFiniteStep !== null);
    const own = isBroken ? undefined : result?.replicas[0];
    this.#excursion = {
      start,
      steps: until - this.#progress.steps,
      lossSum: lossSum + (own?.lossSum ?? 0),
      lossRows: lossRows + (own?.lossRows ?? 0),
    };
    if (isBroken) this.#advance(segment, result, this.#watch.seconds);
  }

  /**
   * Where a single replica broke down in its first epoch, before any record, its steps until then are taken once more, for
   * the sake of their loss alone: the piece that breaks has none.
   *
   * @param initial at epoch 0
   */
  async retrace(initial: Saved, isResting: () => boolean): Promise<void> {
    const [replica, ...others] = this.#progress.replicas;
    if (replica?.stopped?.kind !== 'non_finite' || replica.stopped.epoch > 1) return;
    if (others.length > 0 || this.#excursion !== null) return;
    const { course } = this.#plan;
    const steps = replica.stopped.step - 1;
    const end = await this.checkpoint();
    await this.restore(initial);
    while (this.steps < steps && !isResting()) {
      await this.explore(Math.min(steps, this.steps + pieceAt(course, this.#longest, this.steps)));
      await nextTask();
    }
    const { lossSum = 0, lossRows = 0 } = (this.steps < steps ? null : this.#excursion) ?? {};
    const progress = { ...end.progress, replicas: [{ ...replica, lossSum, lossRows }] };
    await this.restore({ ...end, progress });
  }

  /** Goes back to whole pieces where training goes on to the end of the one begun. @returns whether it is at one */
  async returnFromExcursion(until: number): Promise<boolean> {
    if (this.#excursion === null) return true;
    const { steps } = this.#progress;
    if (until < steps + pieceAt(this.#plan.course, this.#longest, steps)) return false;
    await this.restore({ checkpoint: this.#excursion.start, progress: this.#progress });
    return true;
  }

  #advance(segment: Segment, result: SegmentResult | undefined, seconds: number) {
    if (result === undefined) throw new Error('the engine left out a result');
    const { progress, records } = advance(
      this.#plan.course,
      this.#progress,
      segment,
      result,
      seconds,
    );
    this.#progress = progress;
    return records;
  }

  /** Reads the parameters of replicas that have stopped before others. */
  async #keepStopped(): Promise<void> {
    const { replicas } = this.#progress;
    const isNew = replicas.some(({ stopped, parameters }) => stopped !== null && !parameters);
    if (!isNew || isOver(this.#progress)) return;
    const all = await this.parameters();
    const kept = replicas.map((replica, r) =>
      replica.stopped === null ? replica : { ...replica, parameters: all[r] ?? null },
    );
    this.#progress = { ...this.#progress, replicas: kept };
  }

  /** The pieces of the next call: no more than the pace allows. */
  #next(from: number, until: number): Segment[] {
    const { course } = this.#plan;
    const segments: Segment[] = [];
    for (let done = from; done < course.steps && segments.length < this.#pacer.pieces; ) {
      const steps = pieceAt(course, this.#longest, done);
      if (done + steps > until) break;
      const segment = this.#segment(done, steps, true);
      segments.push(segment);
      if (decides(course, segment)) break;
      done += steps;
    }
    return segments;
  }

  #segment(done: number, steps: number, counts: boolean): Segment {
    return this.#segments.segment(this.#slice(done, steps, counts));
  }

  #slice(done: number, steps: number, counts: boolean): Slice {
    const { course } = this.#plan;
    const { replicas } = this.#progress;
    const changed = stageAt(course, done)?.learningRate ?? null;
    const rates = course.replicas.map(({ learningRate }, r) => {
      const plateau = replicas[r]?.plateau ?? plateauStart;
      return learningRates(course, changed ?? learningRate, plateau, done, steps);
    });
    const resting = replicas.map(({ stopped }) => stopped !== null);
    return { done, steps, rates, resting, counts };
  }
}
