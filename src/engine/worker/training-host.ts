import type { Plan } from '#src/engine/contract/course.ts';
import { type Checkpoint, ContextLostError } from '#src/engine/contract/engine.ts';
import { chooseEngine, type EngineLoaders } from '#src/engine/worker/choose.ts';
import type { Stopwatch } from '#src/engine/worker/pacer.ts';
import { epochsOf, type Progress, startingProgress } from '#src/engine/worker/progress.ts';
import { Training } from '#src/engine/worker/training.ts';
import type { EngineChoiceId, EngineId } from '#src/experiment/ids.ts';
import type { EngineInUse } from '#src/records/run-header.ts';

/** Contexts lost without a checkpoint between them, until another engine takes over. */
const mostLosses = 3;

export interface HostSpec {
  readonly plan: Plan;
  readonly engines: EngineLoaders;
  /** The engine wanted. */
  readonly choice: EngineChoiceId;
  /** Measures the engines for `auto`, the fastest first. */
  fastestFirst(): Promise<readonly EngineId[]>;
  /** Counts the seconds of training; set back with the training. */
  readonly watch: Stopwatch;
  /** Aborted when the run is closed. */
  readonly closing: AbortSignal;
}

/** What the host tells of what happens to the training. */
export interface HostListener {
  engineStarted(engine: EngineInUse): void;
  /** Training goes on from an earlier place; what came after it will come again. */
  rewound(progress: Progress): void;
  notice(message: string): void;
}

/** Keeps one training alive: on an engine that takes the plan, with checkpoints, over the loss of its GPU's context. */
export class TrainingHost {
  readonly #spec: HostSpec;
  readonly #listener: HostListener;
  readonly #excluded = new Map<EngineId, string>();
  #training: Training | null = null;
  #initial: Checkpoint | null = null;
  #saved: { readonly checkpoint: Checkpoint; readonly progress: Progress } | null = null;
  #losses = 0;

  constructor(spec: HostSpec, listener: HostListener) {
    this.#spec = spec;
    this.#listener = listener;
  }

  /** @throws Error before `start` and after `dispose` */
  get training(): Training {
    if (this.#training === null) throw new Error('The run has no engine.');
    return this.#training;
  }

  /** Starts the best engine that is not excluded, at epoch 0. */
  async start(): Promise<void> {
    const { plan, engines, choice, fastestFirst, watch, closing } = this.#spec;
    const wish = { choice, fastestFirst, excluded: this.#excluded };
    const { trainer, reasons } = await chooseEngine(plan.model, wish, engines, closing);
    const { engine: id, device } = trainer;
    this.#training = new Training(plan, trainer, startingProgress, watch);
    closing.throwIfAborted();
    this.#listener.engineStarted({ id, device, reasons });
    this.#initial = null;
    this.#saved = null;
    await this.surviving(async () => {
      await this.save();
      this.#initial = this.#saved?.checkpoint ?? null;
    });
  }

  /** Takes the checkpoint that a lost context goes back to. */
  async save(): Promise<void> {
    const { progress } = this.training;
    this.#saved = { checkpoint: await this.training.checkpoint(), progress };
    this.#losses = 0;
  }

  /** Back to epoch 0 on the same engine. */
  async restart(): Promise<void> {
    if (this.#initial !== null) await this.training.restore(this.#initial, startingProgress);
    this.#rewindTo(startingProgress);
    await this.save();
  }

  /** Does the work and, whenever the GPU's context is lost under it, does it again on a new one. */
  async surviving(work: () => Promise<void>): Promise<void> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ContextLostError)) throw error;
    }
    await this.surviving(() => this.#recover());
    await this.surviving(work);
  }

  dispose(): void {
    this.#training?.trainer.dispose();
    this.#training = null;
  }

  /** Puts the last checkpoint on a new context; after several losses in a row another engine starts from epoch 0. */
  async #recover(): Promise<void> {
    const { engine } = this.training.trainer;
    this.training.trainer.dispose();
    this.#losses++;
    if (this.#losses >= mostLosses) {
      await this.#handOver(engine, `the graphics context was lost ${mostLosses} times in a row`);
      return;
    }
    try {
      await this.#resume(engine);
    } catch (error) {
      this.#spec.closing.throwIfAborted();
      if (error instanceof ContextLostError) throw error;
      const detail = error instanceof Error ? error.message : String(error);
      await this.#handOver(engine, `the graphics context was lost for good (${detail})`);
    }
  }

  async #resume(engine: EngineId): Promise<void> {
    const { plan, engines, watch, closing } = this.#spec;
    const progress = this.#saved?.progress ?? startingProgress;
    const loaded = await engines[engine]?.();
    if (loaded === undefined) throw new Error('the engine is gone');
    const trainer = await loaded.create(plan.model, closing);
    this.#training = new Training(plan, trainer, progress, watch);
    if (this.#saved !== null) await this.#training.restore(this.#saved.checkpoint, progress);
    this.#rewindTo(progress);
    const epochs = epochsOf(plan.course, progress.steps);
    this.#listener.notice(
      `The graphics context was lost. Training goes on from epoch ${epochs} on a new one.`,
    );
  }

  async #handOver(engine: EngineId, reason: string): Promise<void> {
    this.#excluded.set(engine, reason);
    this.#losses = 0;
    await this.start();
    this.#rewindTo(startingProgress);
    this.#listener.notice(`Training starts again from epoch 0 on another engine: ${reason}.`);
  }

  #rewindTo(progress: Progress): void {
    this.#spec.watch.set(progress.seconds);
    this.#listener.rewound(progress);
  }
}
