import type { Plan } from '#src/engine/contract/course.ts';
import type { EngineEntry } from '#src/engine/contract/engine.ts';
import type { EngineTiming } from '#src/engine/contract/engine-in-use.ts';
import { failureOf } from '#src/engine/contract/messages.ts';
import type { TrainInput, TrainOutput } from '#src/engine/contract/protocol.ts';
import { Occasion, Stopwatch } from '#src/engine/worker/pacer.ts';
import { epochsOf } from '#src/engine/worker/progress.ts';
import type { Emit } from '#src/engine/worker/serve.ts';
import type { SnapshotTaker } from '#src/engine/worker/snapshots.ts';
import { Telemetry } from '#src/engine/worker/telemetry.ts';
import { type Bench, compareTimings, type TimingBook } from '#src/engine/worker/timings.ts';
import type { TrainingObserver } from '#src/engine/worker/training.ts';
import { type HostSpec, TrainingHost } from '#src/engine/worker/training-host.ts';
import type { EngineChoiceId } from '#src/experiment/ids.ts';
import { isAbortError } from '#src/lib/abort.ts';
import { nextTask } from '#src/lib/next-task.ts';

/** What a run needs of the place where it runs. */
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
  /** Otherwise the only snapshot is the final one, and engines are timed for `auto` alone. */
  readonly watched: boolean;
  readonly timings: TimingBook;
}

/** Milliseconds between two snapshots, two checkpoints and two breaths, at least. */
const snapshotEvery = 100;
const checkpointEvery = 2000;
const breatheEvery = 8;
/** Shares of the time that snapshots and checkpoints may take. */
const snapshotShare = 0.09;
const checkpointShare = 0.02;

/**
 * One run from its start to its end: steps are taken, records and snapshots go out.
 * Requests are served one after another; a request to rest stops those that came before it.
 */
export class Run {
  readonly #spec: RunSpec;
  readonly #environment: RunEnvironment;
  readonly #emit: Emit;
  readonly #telemetry: Telemetry;
  readonly #watch: Stopwatch;
  readonly #host: TrainingHost;
  readonly #snapshots = new Occasion(snapshotEvery, snapshotShare);
  readonly #checkpoints = new Occasion(checkpointEvery, checkpointShare);
  readonly #closing = new AbortController();
  #turn: Promise<unknown> = Promise.resolve();
  /** Train requests so far, and up to which one of them all have to rest. */
  #requests = 0;
  #restUpTo = 0;
  #breathed = 0;
  #timed = false;
  /** Engines that wait to be timed. */
  #bench: Bench | null = null;

  constructor(spec: RunSpec, environment: RunEnvironment, emit: Emit) {
    this.#spec = spec;
    this.#environment = environment;
    this.#emit = (message) => {
      if (!this.#closing.signal.aborted) emit(message);
    };
    this.#telemetry = new Telemetry(this.#emit, spec.runId, environment.now);
    this.#watch = new Stopwatch(environment.now);
    this.#host = this.#makeHost();
  }

  #makeHost(): TrainingHost {
    const { plan, preference, runId, timings } = this.#spec;
    const { signal: closing } = this.#closing;
    const spec: HostSpec = {
      plan,
      engines: this.#environment.engines,
      choice: plan.course.engine === 'any' ? preference : plan.course.engine,
      fastestFirst: async () => (await timings.timings(plan, closing)).map(({ id }) => id),
      watch: this.#watch,
      closing,
    };
    return new TrainingHost(spec, {
      engineStarted: (engine) => this.#emit({ event: 'engine', runId, engine }),
      rewound: ({ steps }) => this.#telemetry.rewind(epochsOf(plan.course, steps)),
      notice: (message) => this.#emit({ event: 'notice', runId, message }),
    });
  }

  /** Chooses the engine, and shows the network before its first step. */
  start(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#host.start();
      if (this.#spec.watched) await this.#host.surviving(() => this.#snapshot());
    });
  }

  train({ limit }: Pick<TrainInput, 'limit'>, signal: AbortSignal): Promise<TrainOutput> {
    const request = ++this.#requests;
    const isResting = (): boolean =>
      request <= this.#restUpTo || signal.aborted || this.#closing.signal.aborted;
    return this.#inTurn(async () => {
      if (!isResting()) await this.#trainUntil(this.#stepsAt(limit), isResting);
      signal.throwIfAborted();
      this.#throwIfClosed();
      const { stopped } = this.#host.training.progress;
      return stopped === null ? { state: 'paused' } : { state: 'finished', reason: stopped };
    });
  }

  async pause(): Promise<void> {
    this.#restUpTo = this.#requests;
    await this.#turn;
  }

  reset(): Promise<void> {
    this.#restUpTo = this.#requests;
    return this.#inTurn(async () => {
      this.#throwIfClosed();
      await this.#host.surviving(async () => {
        await this.#host.restart();
        if (this.#spec.watched) await this.#snapshot();
      });
    });
  }

  /** Emits nothing more; everything pending settles as aborted. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#turn;
    this.#host.dispose();
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work).catch((error: unknown) => {
      this.#throwIfClosed(); // whatever a run that is being closed stumbles over
      if (!isAbortError(error)) this.#fail(error);
      throw error;
    });
    this.#turn = result.catch(() => undefined);
    return result;
  }

  #fail(error: unknown): void {
    this.#emit({ event: 'failed', runId: this.#spec.runId, failure: failureOf(error) });
  }

  #throwIfClosed(): void {
    this.#closing.signal.throwIfAborted();
  }

  /** The limit as steps since the start. */
  #stepsAt(limit: TrainInput['limit']): number {
    const { stepsPerEpoch, epochs } = this.#spec.plan.course;
    const { steps } = this.#host.training;
    const end = epochs * stepsPerEpoch;
    if (limit === null) return end;
    const finished = Math.floor(steps / stepsPerEpoch);
    const wanted =
      limit.unit === 'steps' ? steps + limit.count : (finished + limit.count) * stepsPerEpoch;
    return Math.min(wanted, end);
  }

  async #trainUntil(until: number, isResting: () => boolean): Promise<void> {
    const { now } = this.#environment;
    const { plan, watched } = this.#spec;
    const observer: TrainingObserver = {
      isResting,
      wantsToMeasure: () =>
        this.#checkpoints.isDue(now()) ||
        this.#bench !== null ||
        (watched && this.#snapshots.isDue(now())),
      measure: async () => {
        if (this.#checkpoints.isDue(now())) await this.#save();
        if (watched && this.#snapshots.isDue(now())) await this.#snapshot();
        await this.#measureEngines();
      },
      record: (record) => this.#telemetry.record(record),
      settled: () => this.#settled(),
    };
    const start = now();
    this.#snapshots.done(start, start);
    this.#checkpoints.done(start, start);
    this.#watch.start();
    this.#timeEngines().catch(() => undefined); // a run goes well without
    try {
      await this.#host.surviving(async () => {
        await this.#host.training.advance(until, observer);
        await this.#save();
        const { steps } = this.#host.training;
        this.#telemetry.rest(epochsOf(plan.course, steps), steps, this.#watch.seconds);
        if (watched || this.#host.training.progress.stopped !== null) await this.#snapshot();
      });
    } finally {
      this.#watch.stop();
    }
  }

  async #settled(): Promise<void> {
    const { now } = this.#environment;
    const { plan } = this.#spec;
    const { steps } = this.#host.training;
    this.#telemetry.tick(epochsOf(plan.course, steps), steps, this.#watch.seconds);
    if (now() - this.#breathed < breatheEvery) return;
    await nextTask();
    this.#breathed = now();
  }

  async #snapshot(): Promise<void> {
    const { now } = this.#environment;
    const { plan, snapshots, runId } = this.#spec;
    const start = now();
    const { steps, trainer } = this.#host.training;
    const snapshot = await snapshots.take(trainer, epochsOf(plan.course, steps), steps);
    this.#emit({ event: 'snapshot', runId, snapshot });
    this.#snapshots.done(start, now());
  }

  async #save(): Promise<void> {
    const { now } = this.#environment;
    const start = now();
    await this.#host.save();
    this.#checkpoints.done(start, now());
  }

  /**
   * Once a run: makes the engines ready to be timed while training goes on, then times them at the next moment in
   * which nothing trains. No part of the run's time.
   */
  async #timeEngines(): Promise<void> {
    if (this.#timed || !this.#spec.watched) return;
    this.#timed = true;
    const { plan, timings } = this.#spec;
    const known = timings.known(plan);
    if (known !== null) return this.#tellTimings(known);
    this.#bench = await timings.prepare(plan, this.#closing.signal);
    await this.#inTurn(() => this.#measureEngines());
  }

  async #measureEngines(): Promise<void> {
    const bench = this.#bench;
    this.#bench = null;
    const { signal } = this.#closing;
    if (bench === null) return;
    if (signal.aborted) return bench.dispose();
    await this.#watch.excluding(async () => this.#tellTimings(await bench.measure(signal)));
  }

  #tellTimings(fastest: readonly EngineTiming[]): void {
    const { runId } = this.#spec;
    const timings = compareTimings(fastest, this.#host.engine.id);
    if (timings.measured.length > 0) this.#emit({ event: 'timings', runId, timings });
  }
}
