import { epochsOf, isSameModel, modelAt, type Plan } from '#src/engine/contract/course.ts';
import type { EngineEntry } from '#src/engine/contract/engine.ts';
import type { EngineInUse } from '#src/engine/contract/engine-in-use.ts';
import { detailOf, EngineError, type EngineMessage } from '#src/engine/contract/messages.ts';
import type { ModelPlan } from '#src/engine/contract/model-plan.ts';
import { DeviceLostError } from '#src/engine/contract/trainer.ts';
import { chooseEngine, type EngineWish } from '#src/engine/worker/choose.ts';
import { Driver, type Saved } from '#src/engine/worker/driver.ts';
import { Occasion, Stopwatch } from '#src/engine/worker/pacer.ts';
import { isOver, type RecordListener } from '#src/engine/worker/progress.ts';
import type { EngineId } from '#src/experiment/ids.ts';
import { nextTask } from '#src/lib/next-task.ts';

/** Milliseconds between two checkpoints at least, and the share of the time that they may take. */
const checkpointEvery = 2000;
const checkpointShare = 0.02;
/** Milliseconds after which other work of the thread is let through. */
const breatheEvery = 8;
/** Devices lost without a checkpoint between them, until another engine takes over. */
const mostLosses = 3;

export interface TrainingSpec {
  readonly plan: Plan;
  /** Of this place, the preferred first. */
  readonly engines: readonly EngineEntry[];
  readonly wish: Omit<EngineWish, 'excluded'>;
  /** Milliseconds that only grow. */
  now(): number;
  /** Aborted when the training is given up. */
  readonly closing: AbortSignal;
}

/** Hears what happens. */
export interface TrainingListener extends RecordListener {
  started(engine: EngineInUse): void;
  /** Training goes on after so many steps: later records are void and come again. */
  rewound(steps: number): void;
  notice(message: EngineMessage): void;
  /** A call has settled. */
  settled(): void;
  /** Whether no new piece is to be taken until `look` was called. @param steps taken */
  wantsToLook(steps: number): boolean;
  /** Steps since the start, a multiple of an epoch's, beyond which no call reaches: a look is wanted there. */
  looksAt(steps: number): number;
  /** No piece is under way: the trainer can be asked. */
  look(): Promise<void>;
}

/**
 * Trains the replicas of one plan, from one rest to the next: on an engine that takes it, with checkpoints, over the loss
 * of its device. A run by itself is a team of one.
 */
export class Training {
  /** Counts the seconds of training. */
  readonly watch: Stopwatch;
  readonly #spec: TrainingSpec;
  readonly #listener: TrainingListener;
  readonly #excluded = new Map<EngineId, EngineMessage>();
  readonly #checkpoints = new Occasion(checkpointEvery, checkpointShare);
  #plan: Plan;
  #driver: Driver | null = null;
  /** What the driver's trainer computes. */
  #model: ModelPlan;
  #initial: Saved | null = null;
  #saved: Saved | null = null;
  #losses = 0;
  #threads: number;
  #breathed: number;

  constructor(spec: TrainingSpec, listener: TrainingListener) {
    this.#spec = spec;
    this.#plan = spec.plan;
    this.#threads = spec.wish.threads;
    this.#model = spec.plan.model;
    this.#listener = listener;
    this.watch = new Stopwatch(spec.now);
    this.#breathed = spec.now();
  }

  /** The trainer may be asked while no piece is under way. @throws Error before `start` and after `dispose` */
  get driver(): Pick<
    Driver,
    'engine' | 'trainer' | 'progress' | 'steps' | 'runningLoss' | 'parameters'
  > {
    return this.#running;
  }

  get #running(): Driver {
    if (this.#driver === null) throw new Error('the training has no engine');
    return this.#driver;
  }

  /** Starts the best engine that is not excluded, at epoch 0. */
  async start(): Promise<void> {
    const { engines, wish, closing } = this.#spec;
    const plan = this.#plan;
    const wished = { ...wish, excluded: this.#excluded, threads: this.#threads };
    const { engine, trainer, reasons } = await chooseEngine(plan.model, wished, engines, closing);
    this.#driver = new Driver(plan, engine, trainer, this.watch);
    this.#model = plan.model;
    closing.throwIfAborted();
    this.#listener.started({ id: engine.id, device: trainer.device, reasons });
    await this.#begin();
  }

  /** Trains until so many steps are taken since the start, every replica has stopped, or rest is wanted. */
  async advance(until: number, isResting: () => boolean): Promise<void> {
    const { now } = this.#spec;
    if (isOver(this.#running.progress) || this.#running.steps >= until) return;
    this.#checkpoints.done(now(), now());
    this.watch.start();
    try {
      await this.survive(async () => {
        do await this.#advanceStage(until, isResting);
        while (!isOver(this.#running.progress) && !isResting() && this.#running.steps < until);
        await this.#save();
      });
    } finally {
      this.watch.stop();
    }
  }

  /** Goes on by another plan, which differs in stages that have not begun. */
  follow(plan: Plan): void {
    this.#plan = plan;
    this.#running.follow(plan);
  }

  /** Finds the running loss of a run that broke down before its first record. */
  async retrace(isResting: () => boolean): Promise<void> {
    const initial = this.#initial;
    if (initial !== null) await this.survive(() => this.#running.retrace(initial, isResting));
  }

  /** Takes no more threads from now on. */
  setThreads(most: number): void {
    this.#threads = most;
    this.#driver?.trainer.employ?.(most);
  }

  /** Back to epoch 0 on the same engine. */
  async restart(): Promise<void> {
    if (this.#initial !== null) await this.#goOnFrom(this.#initial);
    this.#rewind();
    await this.#save();
  }

  /** Does the work and, whenever the device is lost under it, does it again on a new one. */
  async survive(work: () => Promise<void>): Promise<void> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof DeviceLostError)) throw error;
    }
    await this.survive(() => this.#recover());
    await this.survive(work);
  }

  dispose(): void {
    this.#driver?.trainer.dispose();
    this.#driver = null;
  }

  /** Trains to the end of the stage that it is in, or until so many steps are taken. */
  async #advanceStage(until: number, isResting: () => boolean): Promise<void> {
    const { course } = this.#plan;
    const { steps } = this.#running.progress;
    if (!isSameModel(this.#model, modelAt(this.#plan, steps))) {
      this.#saved = await this.#running.checkpoint();
      await this.#goOnFrom(this.#saved);
    }
    const end = Math.min(until, course.stages.find(({ from }) => from > steps)?.from ?? until);
    const driver = this.#running;
    if (await driver.returnFromExcursion(end)) await this.#takePieces(end, isResting);
    if (isOver(driver.progress) || isResting() || driver.steps >= end) return;
    await driver.explore(end);
    await this.#settled();
  }

  /** On the same engine; a stage with another model needs another trainer. */
  async #goOnFrom(saved: Saved): Promise<void> {
    const model = modelAt(this.#plan, saved.progress.steps);
    if (!isSameModel(this.#model, model)) await this.#create(this.#running.engine, model);
    await this.#running.restore(saved);
  }

  /** Takes another trainer in place of the one there is. */
  async #create(engine: EngineEntry, model: ModelPlan): Promise<void> {
    this.#driver?.trainer.dispose();
    const support = (await engine.load()).supports(model);
    if (!support.ok) throw new EngineError(support.reason);
    const trainer = await support.create(this.#spec.closing, this.#threads);
    this.#driver = new Driver(this.#plan, engine, trainer, this.watch);
    this.#model = model;
  }

  async #takePieces(until: number, isResting: () => boolean): Promise<void> {
    const driver = this.#running;
    let looked = false; // since the last call: a call always comes between two looks
    let settledAt = this.watch.seconds;
    for (;;) {
      const rests = isResting() || isOver(driver.progress);
      const looks = !rests && !looked && this.#wantsToLook();
      if (!rests && !looks) driver.fill(Math.min(until, this.#listener.looksAt(driver.steps)));
      if (await driver.settle(settledAt, this.#listener)) {
        await this.#settled();
        looked = false;
      } else if (looks) {
        if (this.#checkpoints.isDue(this.#spec.now())) await this.#save();
        await this.#listener.look();
        looked = true;
      } else {
        return;
      }
      settledAt = this.watch.seconds;
    }
  }

  #wantsToLook(): boolean {
    if (this.#checkpoints.isDue(this.#spec.now())) return true;
    return this.#listener.wantsToLook(this.#running.steps);
  }

  /** Lets other work of the thread through when it is time; what is over need not wait for that. */
  async #settled(): Promise<void> {
    const { now } = this.#spec;
    this.#listener.settled();
    if (isOver(this.#running.progress) || now() - this.#breathed < breatheEvery) return;
    await nextTask();
    this.#breathed = now();
  }

  /** A new trainer is at epoch 0. */
  async #begin(): Promise<void> {
    this.#initial = null;
    this.#saved = null;
    await this.survive(async () => {
      await this.#save();
      this.#initial = this.#saved;
    });
  }

  /** Takes the checkpoint to go back to when the device is lost. */
  async #save(): Promise<void> {
    const { now } = this.#spec;
    const start = now();
    this.#saved = await this.#running.checkpoint();
    this.#losses = 0;
    this.#checkpoints.done(start, now());
  }

  /** Puts the last checkpoint on a new device; after several losses in a row another engine starts from epoch 0. */
  async #recover(): Promise<void> {
    const { engine, trainer } = this.#running;
    trainer.dispose();
    this.#losses++;
    if (this.#losses >= mostLosses) {
      const values = { times: mostLosses };
      await this.#handOver(engine.id, { id: 'lost_often', values });
      this.#listener.notice({ id: 'again_after_losses', values });
      return;
    }
    try {
      await this.#resume(engine, trainer.device);
    } catch (error) {
      this.#spec.closing.throwIfAborted();
      if (error instanceof DeviceLostError) throw error;
      const values = { detail: detailOf(error) };
      await this.#handOver(engine.id, { id: 'lost_for_good', values });
      this.#listener.notice({ id: 'again_after_loss', values });
    }
  }

  /** @param lost the device that training was on: another one rounds differently and starts from epoch 0 */
  async #resume(engine: EngineEntry, lost: string): Promise<void> {
    await this.#create(engine, modelAt(this.#plan, this.#saved?.progress.steps ?? 0));
    const driver = this.#running;
    const { device } = driver.trainer;
    if (device !== lost) {
      if (!isSameModel(this.#model, this.#plan.model)) await this.#create(engine, this.#plan.model);
      this.#listener.started({ id: engine.id, device, reasons: [] });
      await this.#begin();
      this.#rewind();
      this.#listener.notice({ id: 'again_on_other_device', values: { device } });
      return;
    }
    if (this.#saved !== null) await driver.restore(this.#saved);
    this.#rewind();
    const epoch = epochsOf(this.#plan.course, driver.progress.steps);
    this.#listener.notice({ id: 'goes_on', values: { epoch } });
  }

  async #handOver(engine: EngineId, reason: EngineMessage): Promise<void> {
    this.#excluded.set(engine, reason);
    this.#losses = 0;
    await this.start();
    this.#rewind();
  }

  #rewind(): void {
    const { seconds, steps } = this.#running.progress;
    this.watch.set(seconds);
    this.#listener.rewound(steps);
  }
}
