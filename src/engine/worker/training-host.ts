import type { Plan } from '#src/engine/contract/course.ts';
import type { EngineEntry } from '#src/engine/contract/engine.ts';
import type { EngineInUse } from '#src/engine/contract/engine-in-use.ts';
import { detailOf, EngineError, type EngineMessage } from '#src/engine/contract/messages.ts';
import { type Checkpoint, DeviceLostError } from '#src/engine/contract/trainer.ts';
import { chooseEngine } from '#src/engine/worker/choose.ts';
import type { Stopwatch } from '#src/engine/worker/pacer.ts';
import { epochsOf, type Progress, startingProgress } from '#src/engine/worker/progress.ts';
import { Training } from '#src/engine/worker/training.ts';
import type { EngineChoiceId, EngineId } from '#src/experiment/ids.ts';

/** Devices lost without a checkpoint between them, until another engine takes over. */
const mostLosses = 3;

export interface HostSpec {
  readonly plan: Plan;
  readonly engines: readonly EngineEntry[];
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
  notice(message: EngineMessage): void;
}

/** Keeps one training alive: on an engine that takes the plan, with checkpoints, over the loss of its device. */
export class TrainingHost {
  readonly #spec: HostSpec;
  readonly #listener: HostListener;
  readonly #excluded = new Map<EngineId, EngineMessage>();
  #training: Training | null = null;
  #engine: EngineEntry | null = null;
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

  /** @throws Error before `start` */
  get engine(): EngineEntry {
    if (this.#engine === null) throw new Error('The run has no engine.');
    return this.#engine;
  }

  /** Starts the best engine that is not excluded, at epoch 0. */
  async start(): Promise<void> {
    const { plan, engines, choice, fastestFirst, watch, closing } = this.#spec;
    const wish = { choice, fastestFirst, excluded: this.#excluded };
    const { engine, trainer, reasons } = await chooseEngine(plan.model, wish, engines, closing);
    this.#engine = engine;
    this.#training = new Training(plan, engine.traits, trainer, startingProgress, watch);
    closing.throwIfAborted();
    this.#listener.engineStarted({ id: engine.id, device: trainer.device, reasons });
    this.#initial = null;
    this.#saved = null;
    await this.surviving(async () => {
      await this.save();
      this.#initial = this.#saved?.checkpoint ?? null;
    });
  }

  /** Takes the checkpoint to go back to when the device is lost. */
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

  /** Does the work and, whenever the device is lost under it, does it again on a new one. */
  async surviving(work: () => Promise<void>): Promise<void> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof DeviceLostError)) throw error;
    }
    await this.surviving(() => this.#recover());
    await this.surviving(work);
  }

  dispose(): void {
    this.#training?.trainer.dispose();
    this.#training = null;
  }

  /** Puts the last checkpoint on a new device; after several losses in a row another engine starts from epoch 0. */
  async #recover(): Promise<void> {
    const engine = this.engine;
    const { device } = this.training.trainer;
    this.training.trainer.dispose();
    this.#losses++;
    if (this.#losses >= mostLosses) {
      const values = { times: mostLosses };
      await this.#handOver(engine.id, { id: 'lost_often', values });
      this.#listener.notice({ id: 'again_after_losses', values });
      return;
    }
    try {
      await this.#resume(engine, device);
    } catch (error) {
      this.#spec.closing.throwIfAborted();
      if (error instanceof DeviceLostError) throw error;
      const values = { detail: detailOf(error) };
      await this.#handOver(engine.id, { id: 'lost_for_good', values });
      this.#listener.notice({ id: 'again_after_loss', values });
    }
  }

  /** @param lost the device that training was on: another one rounds differently and starts from epoch 0 */
  async #resume({ id, traits, load }: EngineEntry, lost: string): Promise<void> {
    const { plan, watch, closing } = this.#spec;
    const support = (await load()).supports(plan.model);
    if (!support.ok) throw new EngineError(support.reason);
    const trainer = await support.create(closing);
    const { device } = trainer;
    const saved = device === lost ? this.#saved : null;
    const progress = saved?.progress ?? startingProgress;
    this.#training = new Training(plan, traits, trainer, progress, watch);
    if (saved !== null) await this.#training.restore(saved.checkpoint, progress);
    this.#rewindTo(progress);
    if (device === lost) {
      const epoch = epochsOf(plan.course, progress.steps);
      this.#listener.notice({ id: 'goes_on', values: { epoch } });
      return;
    }
    this.#listener.engineStarted({ id, device, reasons: [] });
    this.#listener.notice({ id: 'again_on_other_device', values: { device } });
    await this.save();
    this.#initial = this.#saved?.checkpoint ?? null;
  }

  async #handOver(engine: EngineId, reason: EngineMessage): Promise<void> {
    this.#excluded.set(engine, reason);
    this.#losses = 0;
    await this.start();
    this.#rewindTo(startingProgress);
  }

  #rewindTo(progress: Progress): void {
    this.#spec.watch.set(progress.seconds);
    this.#listener.rewound(progress);
  }
}
