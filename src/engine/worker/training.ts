import type { Plan } from '#src/engine/contract/course.ts';
import type { EngineTraits } from '#src/engine/contract/engine.ts';
import type { Checkpoint, Segment, SegmentResult, Trainer } from '#src/engine/contract/trainer.ts';
import { Pacer, type Stopwatch } from '#src/engine/worker/pacer.ts';
import { type Pieces, pieceAt, piecesOf, SegmentMaker } from '#src/engine/worker/pieces.ts';
import { advance, decides, type Progress } from '#src/engine/worker/progress.ts';
import { learningRates } from '#src/engine/worker/rates.ts';
import type { EpochRecord } from '#src/records/epoch-record.ts';

/** What the training asks for and tells while it is under way. */
export interface TrainingObserver {
  /** Whether to come to rest after the pieces under way. */
  isResting(): boolean;
  /** Whether to take no new piece until `measure` was called. */
  wantsToMeasure(): boolean;
  /** No piece is under way: snapshots, checkpoints. */
  measure(): Promise<void>;
  record(record: EpochRecord): void;
  /** A call has settled: lets other work of the thread through when it is time. */
  settled(): Promise<void>;
}

/** A call of `run` that has not settled. */
interface Call {
  readonly segments: readonly Segment[];
  readonly results: Promise<readonly SegmentResult[]>;
}

/**
 * Steps beyond the last whole piece, taken for somebody who looks at single batches. Their results count for nothing:
 * training goes back to `start` and takes the piece as a whole, which comes to the same weights and, summed in the
 * same order as always, to the same loss.
 */
interface Excursion {
  readonly start: Checkpoint;
  readonly steps: number;
}

/** Drives one trainer through its plan, from one rest to the next. */
export class Training {
  readonly trainer: Trainer;
  readonly #plan: Plan;
  readonly #pieces: Pieces;
  readonly #segments: SegmentMaker;
  readonly #pacer = new Pacer();
  readonly #watch: Stopwatch;
  #progress: Progress;
  #excursion: Excursion | null = null;

  /** @param progress what the trainer's weights stand for */
  constructor(
    plan: Plan,
    traits: EngineTraits,
    trainer: Trainer,
    progress: Progress,
    watch: Stopwatch,
  ) {
    this.trainer = trainer;
    this.#plan = plan;
    this.#pieces = piecesOf(plan, traits);
    this.#segments = new SegmentMaker(plan);
    this.#segments.forgetHeldRows();
    this.#progress = progress;
    this.#watch = watch;
  }

  /** Whole pieces only. */
  get progress(): Progress {
    return this.#progress;
  }

  /** Steps behind the trainer's present weights. */
  get steps(): number {
    return this.#progress.steps + (this.#excursion?.steps ?? 0);
  }

  /** A checkpoint at `progress`, which an excursion does not move. */
  async checkpoint(): Promise<Checkpoint> {
    return this.#excursion?.start ?? this.trainer.checkpoint();
  }

  /** Goes back to where a run was. */
  async restore(checkpoint: Checkpoint, progress: Progress): Promise<void> {
    await this.trainer.restore(checkpoint);
    this.#segments.forgetHeldRows();
    this.#excursion = null;
    this.#progress = progress;
  }

  /** Trains until so many steps are taken since the start, a stop rule, or until the observer wants rest. */
  async advance(until: number, observer: TrainingObserver): Promise<void> {
    await this.#returnFromExcursion(until);
    if (this.#excursion === null) await this.#takePieces(until, observer);
    if (this.#progress.stopped === null && !observer.isResting() && this.steps < until) {
      await this.#explore(until);
      await observer.settled();
    }
  }

  async #takePieces(until: number, observer: TrainingObserver): Promise<void> {
    const calls: Call[] = [];
    let measured = false; // since the last call: a call always comes between two measurements
    let settledAt = this.#watch.seconds;
    for (;;) {
      const rests = observer.isResting() || this.#progress.stopped !== null;
      const measures = !rests && !measured && observer.wantsToMeasure();
      if (!rests && !measures) this.#fill(calls, until);
      const call = calls.shift();
      if (call !== undefined) {
        const results = await call.results;
        const now = this.#watch.seconds;
        this.#pacer.observe(call.segments.length, 1000 * (now - settledAt));
        this.#settle(call.segments, results, settledAt, now, observer);
        await observer.settled();
        measured = false;
      } else if (measures) {
        await observer.measure();
        measured = true;
      } else {
        return;
      }
      settledAt = this.#watch.seconds;
    }
  }

  /** Keeps as many calls under way as the trainer takes, none beyond a result that decides. */
  #fill(calls: Call[], until: number): void {
    while (calls.length < this.trainer.depth) {
      const last = calls.at(-1)?.segments.at(-1);
      if (last !== undefined && decides(this.#plan.course, last)) return;
      const from = last === undefined ? this.#progress.steps : last.stepsBefore + last.steps;
      const segments = this.#nextSegments(from, until);
      if (segments.length === 0) return;
      const results = this.trainer.run(segments);
      results.catch(() => undefined); // reported by the call that is awaited first
      calls.push({ segments, results });
    }
  }

  /** The pieces of the next call: no more than the pace allows, none beyond one whose result decides. */
  #nextSegments(from: number, until: number): Segment[] {
    const end = this.#plan.course.epochs * this.#plan.course.stepsPerEpoch;
    const segments: Segment[] = [];
    for (let done = from; done < end && segments.length < this.#pacer.pieces; ) {
      const steps = pieceAt(this.#pieces, done);
      if (done + steps > until) break;
      const segment = this.#segment(done, steps, true);
      segments.push(segment);
      if (decides(this.#plan.course, segment)) break;
      done += steps;
    }
    return segments;
  }

  /** The call's time is spread over its epochs by their steps, so that every record has a moment of its own. */
  #settle(
    segments: readonly Segment[],
    results: readonly SegmentResult[],
    start: number,
    end: number,
    observer: TrainingObserver,
  ): void {
    const first = segments[0]?.stepsBefore ?? 0;
    const total = segments.reduce((sum, { steps }) => sum + steps, 0);
    segments.forEach((segment, i) => {
      const result = results[i]?.replicas[0];
      if (result === undefined) throw new Error('the engine left out a result');
      if (this.#progress.stopped !== null) return;
      const share = (segment.stepsBefore + segment.steps - first) / total;
      const seconds = start + share * (end - start);
      const { progress, record } = advance(
        this.#plan.course,
        this.#progress,
        segment,
        result,
        seconds,
      );
      this.#progress = progress;
      if (record !== null) observer.record(record);
    });
  }

  /** Takes single steps into a piece. */
  async #explore(until: number): Promise<void> {
    const done = this.steps;
    const start = await this.checkpoint();
    const segment = this.#segment(done, until - done, false);
    const [result] = await this.trainer.run([segment]);
    const replica = result?.replicas[0];
    if (replica === undefined) throw new Error('the engine left out a result');
    this.#excursion = { start, steps: until - this.#progress.steps };
    if (replica.nonFiniteStep !== null) {
      const { seconds } = this.#watch;
      this.#progress = advance(
        this.#plan.course,
        this.#progress,
        segment,
        replica,
        seconds,
      ).progress;
    }
  }

  async #returnFromExcursion(until: number): Promise<void> {
    if (this.#excursion === null) return;
    const piece = pieceAt(this.#pieces, this.#progress.steps);
    if (until < this.#progress.steps + piece) return;
    await this.restore(this.#excursion.start, this.#progress);
  }

  #segment(done: number, steps: number, whole: boolean): Segment {
    const { course } = this.#plan;
    const rates = course.replicas.map(({ learningRate }) =>
      learningRates(course, learningRate, this.#progress.plateau, done, steps),
    );
    return this.#segments.segment(done, steps, rates, whole);
  }
}
