import { AbortedError, throwIfAborted } from '#src/engine/abort.ts';
import { chooseEngine, type EngineLoaders } from '#src/engine/choose.ts';
import { type Checkpoint, ContextLostError } from '#src/engine/engine.ts';
import { Occasion, Stopwatch } from '#src/engine/pacer.ts';
import type { Plan } from '#src/engine/plan.ts';
import { epochsOf, type Progress, startingProgress } from '#src/engine/progress.ts';
import type { TrainInput, TrainOutput } from '#src/engine/protocol.ts';
import type { Emit } from '#src/engine/serve.ts';
import type { Camera } from '#src/engine/snapshots.ts';
import { Telemetry } from '#src/engine/telemetry.ts';
import { type Bench, compareTimings, type TimingBook } from '#src/engine/timings.ts';
import { Training, type TrainingObserver } from '#src/engine/training.ts';
import type { EngineChoiceId, EngineId } from '#src/experiment/ids.ts';
import type { EngineTiming } from '#src/runs/run-header.ts';

/** What a run needs of the place where it runs. */
export interface RunEnvironment {
  readonly engines: EngineLoaders;
  /** Milliseconds that only grow. */
  now(): number;
  /** Lets other work of this thread through; resolves in a later task. */
  breathe(): Promise<void>;
}

export interface RunSpec {
  readonly runId: string;
  readonly plan: Plan;
  readonly camera: Camera;
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
/** Contexts lost without a checkpoint between them, until another engine takes over. */
const mostLosses = 3;

/**
 * One run from its start to its end: one engine at a time takes the plan's steps, records and snapshots go out.
 * Requests are served one after another; a request to rest stops those that came before it.
 */
export class Run {
  readonly #spec: RunSpec;
  readonly #environment: RunEnvironment;
  readonly #emit: Emit;
  readonly #telemetry: Telemetry;
  readonly #watch: Stopwatch;
  readonly #snapshots = new Occasion(snapshotEvery, snapshotShare);
  readonly #checkpoints = new Occasion(checkpointEvery, checkpointShare);
  readonly #excluded = new Map<EngineId, string>();
  readonly #closing = new AbortController();
  #turn: Promise<unknown> = Promise.resolve();
  /** Train requests so far, and up to which one of them all have to rest. */
  #requests = 0;
  #restUpTo = 0;
  #training: Training | null = null;
  #initial: Checkpoint | null = null;
  #saved: { readonly checkpoint: Checkpoint; readonly progress: Progress } | null = null;
  #losses = 0;
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
  }

  /** Chooses the engine, and shows the network before its first step. */
  start(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#startEngine();
      if (this.#spec.watched) await this.#surviving(() => this.#snapshot());
    });
  }

  train({ limit }: Pick<TrainInput, 'limit'>, signal: AbortSignal): Promise<TrainOutput> {
    const request = ++this.#requests;
    const isResting = (): boolean =>
      request <= this.#restUpTo || signal.aborted || this.#closing.signal.aborted;
    return this.#inTurn(async () => {
      if (!isResting()) await this.#trainUntil(this.#stepsAt(limit), isResting);
      throwIfAborted(signal);
      this.#throwIfClosed();
      const { stopped } = this.#current.progress;
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
      await this.#surviving(async () => {
        if (this.#initial !== null) await this.#current.restore(this.#initial, startingProgress);
        this.#watch.set(0);
        this.#telemetry.rewind(0);
        await this.#save();
        if (this.#spec.watched) await this.#snapshot();
      });
    });
  }

  /** Emits nothing more; everything pending settles as aborted. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#turn;
    this.#training?.trainer.dispose();
    this.#training = null;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work).catch((error: unknown) => {
      this.#throwIfClosed(); // whatever a run that is being closed stumbles over
      if (!(error instanceof AbortedError)) this.#fail(error);
      throw error;
    });
    this.#turn = result.catch(() => undefined);
    return result;
  }

  #fail(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    this.#emit({ event: 'failed', runId: this.#spec.runId, message });
  }

  #throwIfClosed(): void {
    throwIfAborted(this.#closing.signal);
  }

  get #current(): Training {
    if (this.#training === null) throw new Error('The run has no engine.');
    return this.#training;
  }

  /** The limit as steps since the start. */
  #stepsAt(limit: TrainInput['limit']): number {
    const { stepsPerEpoch, epochs } = this.#spec.plan;
    const { steps } = this.#current;
    const end = epochs * stepsPerEpoch;
    if (limit === null) return end;
    const finished = Math.floor(steps / stepsPerEpoch);
    const wanted =
      limit.unit === 'steps' ? steps + limit.count : (finished + limit.count) * stepsPerEpoch;
    return Math.min(wanted, end);
  }

  async #trainUntil(until: number, isResting: () => boolean): Promise<void> {
    const { now } = this.#environment;
    const { watched } = this.#spec;
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
      await this.#surviving(async () => {
        await this.#current.advance(until, observer);
        await this.#save();
        this.#telemetry.flush();
        if (watched || this.#current.progress.stopped !== null) await this.#snapshot();
      });
    } finally {
      this.#watch.stop();
    }
  }

  async #settled(): Promise<void> {
    const { now, breathe } = this.#environment;
    const { plan } = this.#spec;
    const { steps } = this.#current;
    this.#telemetry.tick(epochsOf(plan, steps), steps, this.#watch.seconds);
    if (now() - this.#breathed < breatheEvery) return;
    await breathe();
    this.#breathed = now();
  }

  async #snapshot(): Promise<void> {
    const { now } = this.#environment;
    const { plan, camera, runId } = this.#spec;
    const start = now();
    const { steps, trainer } = this.#current;
    const snapshot = await camera.snapshot(trainer, epochsOf(plan, steps), steps);
    this.#emit({ event: 'snapshot', runId, snapshot });
    this.#snapshots.done(start, now());
  }

  async #save(): Promise<void> {
    const { now } = this.#environment;
    const start = now();
    const { progress } = this.#current;
    this.#saved = { checkpoint: await this.#current.checkpoint(), progress };
    this.#losses = 0;
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
    const timings = compareTimings(fastest, this.#current.trainer.engine);
    if (timings.measured.length > 0) this.#emit({ event: 'timings', runId, timings });
  }

  /** Starts the best engine that is not excluded, at epoch 0. */
  async #startEngine(): Promise<void> {
    const { plan, preference, runId, timings } = this.#spec;
    const { signal } = this.#closing;
    const wish = {
      choice: plan.engine === 'any' ? preference : plan.engine,
      excluded: this.#excluded,
      fastestFirst: async () => (await timings.timings(plan, signal)).map(({ id }) => id),
    };
    const { trainer, reasons } = await chooseEngine(plan, wish, this.#environment.engines, signal);
    const { engine: id, device } = trainer;
    this.#training = new Training(plan, trainer, startingProgress, this.#watch);
    this.#throwIfClosed();
    this.#emit({ event: 'engine', runId, engine: { id, device, reasons } });
    this.#initial = null;
    this.#saved = null;
    await this.#surviving(async () => {
      await this.#save();
      this.#initial = this.#saved?.checkpoint ?? null;
    });
  }

  /** Does the work and, whenever the GPU's context is lost under it, does it again on a new one. */
  async #surviving(work: () => Promise<void>): Promise<void> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ContextLostError)) throw error;
    }
    await this.#surviving(() => this.#recover());
    await this.#surviving(work);
  }

  /** Puts the last checkpoint on a new context; after several losses in a row another engine starts from epoch 0. */
  async #recover(): Promise<void> {
    const { engine } = this.#current.trainer;
    this.#current.trainer.dispose();
    this.#losses++;
    if (this.#losses >= mostLosses) {
      await this.#handOver(engine, `the graphics context was lost ${mostLosses} times in a row`);
      return;
    }
    try {
      await this.#resume(engine);
    } catch (error) {
      this.#throwIfClosed();
      if (error instanceof ContextLostError) throw error;
      const detail = error instanceof Error ? error.message : String(error);
      await this.#handOver(engine, `the graphics context was lost for good (${detail})`);
    }
  }

  async #resume(engine: EngineId): Promise<void> {
    const { plan } = this.#spec;
    const progress = this.#saved?.progress ?? startingProgress;
    const loaded = await this.#environment.engines[engine]?.();
    if (loaded === undefined) throw new Error('the engine is gone');
    const trainer = await loaded.create(plan, this.#closing.signal);
    this.#training = new Training(plan, trainer, progress, this.#watch);
    if (this.#saved !== null) await this.#training.restore(this.#saved.checkpoint, progress);
    this.#rewindTo(progress);
    const epochs = epochsOf(plan, progress.steps);
    this.#notice(
      `The graphics context was lost. Training goes on from epoch ${epochs} on a new one.`,
    );
  }

  async #handOver(engine: EngineId, reason: string): Promise<void> {
    this.#excluded.set(engine, reason);
    this.#losses = 0;
    await this.#startEngine();
    this.#rewindTo(startingProgress);
    this.#notice(`Training starts again from epoch 0 on another engine: ${reason}.`);
  }

  #notice(message: string): void {
    this.#emit({ event: 'notice', runId: this.#spec.runId, message });
  }

  #rewindTo(progress: Progress): void {
    this.#watch.set(progress.seconds);
    this.#telemetry.rewind(epochsOf(this.#spec.plan, progress.steps));
  }
}
