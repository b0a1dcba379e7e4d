import type { EngineClient } from '#src/engine/page/client.ts';
import { newestOnly } from '#src/lib/newest.ts';
import type { Moment } from '#src/records/moment.ts';
import type { Snapshot } from '#src/records/run-header.ts';
import type { AppStore } from '#src/store/app/store.ts';
import type { LiveRun } from '#src/store/training/live-run.ts';

/** Moments a second. */
export const playSpeeds = { slow: 4, normal: 12, fast: 40 } as const;
export type PlaySpeed = keyof typeof playSpeeds;

/**
 * Which time of the run on show its charts show: a moment that was kept while it trained, or the latest, which it is
 * again when training goes on. Answers of the network at a moment are recalled by a worker that trains nothing, one at a
 * time.
 */
export class MomentPlayer {
  readonly #live: LiveRun;
  readonly #client: Pick<EngineClient, 'request'>;
  readonly #listeners = new Set<() => void>();
  #chosen: Moment | null = null;
  /** What was shown with other parameters, and the latest snapshot then: another one, and it is void. */
  #edited: { readonly moment: Moment; readonly at: Snapshot | null } | null = null;
  #recalled: Snapshot | null = null;
  #asking = false;
  #speed: PlaySpeed | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(app: AppStore, live: LiveRun, client: Pick<EngineClient, 'request'>) {
    this.#live = live;
    this.#client = client;
    app.subscribe(({ run }, before) => {
      if (run.phase === 'running' && before.run.phase !== 'running') this.showLatest();
    });
    live.subscribe(() => {
      if (this.#chosen === null) this.#changed();
      else if (!this.#isKnown(this.#chosen)) this.showLatest();
    });
  }

  /** Null: the latest is shown. */
  get chosen(): Moment | null {
    return this.#chosen;
  }

  /** What is chosen has parameters that were edited by hand. */
  get isEdited(): boolean {
    return this.#chosen !== null && this.#chosen === this.#edited?.moment;
  }

  /** Steps taken by the moment that was chosen; null: the latest. */
  get step(): number | null {
    return this.#chosen?.step ?? null;
  }

  /** The state to show; of a moment just chosen it comes a little later. */
  get snapshot(): Snapshot | null {
    return this.#chosen === null ? this.#live.snapshot : (this.#recalled ?? this.#live.snapshot);
  }

  /** Null: it stands still. */
  get speed(): PlaySpeed | null {
    return this.#speed;
  }

  /** Calls `listener` when what is shown changes. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** @param index among the moments of the run; beyond them: the latest */
  show(index: number): void {
    this.showMoment(this.#live.moments[index] ?? null);
  }

  /** @param moment of the run; null: the latest */
  showMoment(moment: Moment | null): void {
    this.stop();
    this.#choose(moment);
  }

  showLatest(): void {
    this.showMoment(null);
  }

  /** Shows the network of this time with other parameters, [parameterCount], until training goes on. */
  showEdited(parameters: Float32Array): void {
    this.stop();
    const at = this.#live.snapshot;
    const { epoch, step } = this.#chosen ?? at ?? { epoch: 0, step: 0 };
    this.#edited = { moment: { epoch, step, parameters }, at };
    this.#choose(this.#edited.moment);
  }

  /** Shows one moment after another up to the latest, from the first where that is shown. */
  play(speed: PlaySpeed): void {
    clearTimeout(this.#timer);
    this.#speed = speed;
    if (this.#chosen === null || this.isEdited) this.#choose(this.#live.moments[0] ?? null);
    else this.#changed();
    this.#schedule();
  }

  /** What is shown stays. */
  stop(): void {
    clearTimeout(this.#timer);
    if (this.#speed === null) return;
    this.#speed = null;
    this.#changed();
  }

  #schedule(): void {
    if (this.#speed === null) return;
    this.#timer = setTimeout(() => {
      // Each moment is seen: playing goes no faster than answers come.
      if (!this.#asking) this.#advance();
      this.#schedule();
    }, 1000 / playSpeeds[this.#speed]);
  }

  #advance(): void {
    const { moments } = this.#live;
    const next = this.#chosen === null ? undefined : moments[moments.indexOf(this.#chosen) + 1];
    if (next === undefined) this.showLatest();
    else this.#choose(next);
  }

  #choose(moment: Moment | null): void {
    if (moment === this.#chosen) return;
    this.#chosen = moment;
    if (moment === null) this.#recalled = null;
    else this.#recall(moment);
    this.#changed();
  }

  readonly #recall = newestOnly(async (moment: Moment) => {
    this.#asking = true;
    const snapshot = await this.#answersAt(moment).catch(() => null);
    this.#asking = false;
    if (this.#chosen === null || !this.#isKnown(moment)) return;
    if (snapshot === null) return this.showLatest();
    this.#recalled = snapshot;
    this.#changed();
  });

  #isKnown(moment: Moment): boolean {
    if (moment === this.#edited?.moment) return this.#live.snapshot === this.#edited.at;
    return this.#live.moments.includes(moment);
  }

  async #answersAt({ epoch, step, parameters }: Moment): Promise<Snapshot | null> {
    const { header } = this.#live;
    if (header === null) return null;
    const { runId, experiment } = header;
    const answer = await this.#client.request('recall', {
      runId,
      experiment,
      parameters: parameters.slice(), // the request takes them away
      epoch,
      step,
    });
    return answer && answer.snapshot;
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}
