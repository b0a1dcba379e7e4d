import { epochsOf, type Plan } from '#src/engine/contract/course.ts';
import type { EngineEntry } from '#src/engine/contract/engine.ts';
import type { EngineTiming } from '#src/engine/contract/engine-in-use.ts';
import { failureOf } from '#src/engine/contract/messages.ts';
import type { TrainInput, TrainOutput } from '#src/engine/contract/protocol.ts';
import { MomentTaker } from '#src/engine/worker/moments.ts';
import { Occasion } from '#src/engine/worker/pacer.ts';
import { RecordSender } from '#src/engine/worker/record-sender.ts';
import type { Emit } from '#src/engine/worker/serve.ts';
import type { SnapshotTaker } from '#src/engine/worker/snapshots.ts';
import { type Bench, compareTimings, type TimingBook } from '#src/engine/worker/timings.ts';
import { Training } from '#src/engine/worker/training.ts';
import { wishOf } from '#src/engine/worker/wish.ts';
import type { EngineChoiceId } from '#src/experiment/ids.ts';
import { isAbortError } from '#src/lib/abort.ts';

/** What training needs of the place where it runs. */
export interface RunEnvironment {
  /** The preferred first. */
  readonly engines: readonly EngineEntry[];
  /** Milliseconds that only grow. */
  now(): number;
}

export interface RunSpec {
  readonly runId: string;
  readonly plan: Plan;
  readonly snapshots: SnapshotTaker;
  /** The engine where the plan pins none. */
  readonly preference: EngineChoiceId;
  readonly timings: TimingBook;
  readonly threads: number;
}

/** Milliseconds between two snapshots at least, and the share of the time that they may take. */
const snapshotEvery = 100;
const snapshotShare = 0.09;
/** Milliseconds between two messages of progress. */
const progressEvery = 100;

/**
 * The run on show from its start to its end: steps are taken, records and snapshots go out.
 * Requests are served one after another; a request to rest stops those that came before it.
 */
export class Run {
  readonly #spec: RunSpec;
  readonly #now: () => number;
  readonly #emit: Emit;
  readonly #records: RecordSender;
  readonly #training: Training;
  readonly #snapshots = new Occasion(snapshotEvery, snapshotShare);
  /** Before the run has a snapshot of a finished epoch, from which it can be kept: taken soon, whatever its share. */
  readonly #firstSnapshot = new Occasion(snapshotEvery, 1);
  #shownEpoch = 0;
  readonly #progress = new Occasion(progressEvery, 1);
  readonly #moments: MomentTaker;
  readonly #closing = new AbortController();
  #turn: Promise<unknown> = Promise.resolve();
  /** Train requests so far, and up to which one of them all have to rest. */
  #requests = 0;
  #restUpTo = 0;
  #timed = false;
  /** Engines that wait to be timed. */
  #bench: Bench | null = null;

  constructor(spec: RunSpec, { engines, now }: RunEnvironment, emit: Emit) {
    const { runId, plan, preference, timings, threads } = spec;
    const { signal: closing } = this.#closing;
    this.#spec = spec;
    this.#now = now;
    this.#emit = (message) => {
      if (!closing.aborted) emit(message);
    };
    this.#records = new RecordSender(
      (from, records) => this.#emit({ event: 'records', runId, job: 0, from, records }),
      now,
    );
    const wish = wishOf(plan, preference, timings, closing, threads);
    this.#moments = new MomentTaker(plan.course, plan.model.network.parameterCount);
    this.#training = new Training(
      { plan, engines, wish, now, closing },
      {
        started: (engine) => this.#emit({ event: 'engine', runId, engine }),
        rewound: (steps) => {
          this.#records.rewind(epochsOf(plan.course, steps));
          this.#moments.rewind(steps);
        },
        notice: (message) => this.#emit({ event: 'notice', runId, message }),
        record: (_, record) => this.#records.add(record),
        records: (_, records) => this.#records.addAll(records),
        settled: () => this.#settled(),
        wantsToLook: (steps) =>
          this.#bench !== null || this.#isSnapshotDue(steps) || this.#moments.isDue(steps, now()),
        looksAt: (steps) =>
          this.#moments.next(steps, now(), this.#training.driver.trainer.depth > 1),
        look: async () => {
          if (this.#isSnapshotDue(this.#training.driver.steps)) await this.#snapshot();
          await this.#takeMoment();
          await this.#measureEngines();
        },
      },
    );
  }

  /** Chooses the engine, and shows the network before its first step. */
  start(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#training.start();
      await this.#training.survive(() => this.#snapshot());
    });
  }

  setThreads(most: number): void {
    this.#training.setThreads(most);
  }

  train({ limit }: Pick<TrainInput, 'limit'>, signal: AbortSignal): Promise<TrainOutput> {
    const request = ++this.#requests;
    const isResting = (): boolean =>
      request <= this.#restUpTo || signal.aborted || this.#closing.signal.aborted;
    return this.#inTurn(async () => {
      if (!isResting()) await this.#trainUntil(this.#stepsAt(limit), isResting);
      signal.throwIfAborted();
      this.#throwIfClosed();
      const [replica] = this.#training.driver.progress.replicas;
      const stopped = replica?.stopped ?? null;
      return stopped === null ? { state: 'paused' } : { state: 'finished', reason: stopped };
    });
  }

  async pause(): Promise<void> {
    this.#restUpTo = this.#requests;
    await this.#turn;
  }

  /** Goes on by another plan, which differs in stages that have not begun. */
  amend(plan: Plan): Promise<void> {
    this.#restUpTo = this.#requests;
    return this.#inTurn(async () => {
      this.#throwIfClosed();
      this.#training.follow(plan);
    });
  }

  reset(): Promise<void> {
    this.#restUpTo = this.#requests;
    return this.#inTurn(async () => {
      this.#throwIfClosed();
      await this.#training.survive(async () => {
        await this.#training.restart();
        await this.#snapshot();
      });
    });
  }

  /** Emits nothing more; everything pending settles as aborted. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#turn;
    this.#training.dispose();
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work).catch((error: unknown) => {
      this.#throwIfClosed(); // whatever a run that is being closed stumbles over
      if (!isAbortError(error)) {
        this.#emit({ event: 'failed', runId: this.#spec.runId, failure: failureOf(error) });
      }
      throw error;
    });
    this.#turn = result.catch(() => undefined);
    return result;
  }

  #throwIfClosed(): void {
    this.#closing.signal.throwIfAborted();
  }

  /** The limit as steps since the start. */
  #stepsAt(limit: TrainInput['limit']): number {
    const { course } = this.#spec.plan;
    const { steps } = this.#training.driver;
    if (limit === null) return course.steps;
    const wanted =
      limit.unit === 'steps'
        ? steps + limit.count
        : (epochsOf(course, steps) + limit.count) * course.stepsPerEpoch;
    return Math.min(wanted, course.steps);
  }

  async #trainUntil(until: number, isResting: () => boolean): Promise<void> {
    const training = this.#training;
    this.#snapshots.done(this.#now(), this.#now());
    this.#timeEngines().catch(() => undefined); // a run goes well without
    await training.survive(async () => {
      await training.advance(until, isResting);
      await training.retrace(isResting);
      this.#records.flush();
      this.#sendProgress();
      await this.#snapshot();
    });
  }

  #settled(): void {
    this.#records.tick();
    if (this.#progress.isDue(this.#now())) this.#sendProgress();
  }

  #sendProgress(): void {
    const { runId, plan } = this.#spec;
    const { watch, driver } = this.#training;
    const { steps, runningLoss } = driver;
    const epoch = epochsOf(plan.course, steps);
    this.#progress.done(this.#now(), this.#now());
    const { seconds } = watch;
    this.#emit({ event: 'progress', runId, epoch, step: steps, seconds, runningLoss });
  }

  #isSnapshotDue(steps: number): boolean {
    const now = this.#now();
    if (this.#snapshots.isDue(now)) return true;
    const isFirst = this.#shownEpoch === 0 && epochsOf(this.#spec.plan.course, steps) > 0;
    return isFirst && this.#firstSnapshot.isDue(now);
  }

  async #snapshot(): Promise<void> {
    const { plan, snapshots, runId } = this.#spec;
    const start = this.#now();
    const { steps, trainer } = this.#training.driver;
    const epoch = epochsOf(plan.course, steps);
    const snapshot = await snapshots.take(trainer, epoch, steps);
    this.#emit({ event: 'snapshot', runId, snapshot });
    this.#shownEpoch = epoch;
    for (const occasion of [this.#snapshots, this.#firstSnapshot])
      occasion.done(start, this.#now());
  }

  async #takeMoment(): Promise<void> {
    const { steps, trainer } = this.#training.driver;
    if (!this.#moments.isDue(steps, this.#now())) return;
    const moment = await this.#moments.take(trainer, steps, this.#now);
    this.#emit({ event: 'moment', runId: this.#spec.runId, moment });
  }

  /**
   * Once per run: makes the engines ready to be timed while training goes on, then times them at the next moment in
   * which nothing trains. No part of the run's time.
   */
  async #timeEngines(): Promise<void> {
    if (this.#timed) return;
    this.#timed = true;
    const { plan, timings, threads } = this.#spec;
    const inUse = this.#training.driver.engine.id;
    const known = timings.known(plan, inUse);
    if (known !== null) return this.#tellTimings(known);
    this.#bench = await timings.prepare(plan, inUse, this.#closing.signal, threads);
    await this.#inTurn(() => this.#measureEngines());
  }

  async #measureEngines(): Promise<void> {
    const bench = this.#bench;
    this.#bench = null;
    const { signal } = this.#closing;
    if (bench === null) return;
    if (signal.aborted) return bench.dispose();
    await this.#training.watch.excluding(async () => {
      this.#tellTimings(await bench.measure(signal));
    });
  }

  #tellTimings(fastest: readonly EngineTiming[]): void {
    const { runId } = this.#spec;
    const timings = compareTimings(fastest, this.#training.driver.engine.id);
    if (timings.measured.length > 0) this.#emit({ event: 'timings', runId, timings });
  }
}
