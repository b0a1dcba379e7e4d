import type { Failure } from '#src/engine/contract/messages.ts';
import type { EngineClient, RunListener } from '#src/engine/page/client.ts';
import type { Commands } from '#src/store/app/commands.ts';
import { openingRun, type RunStatus } from '#src/store/app/state.ts';
import type { AppStore } from '#src/store/app/store.ts';
import type { LiveRun } from '#src/store/training/live-run.ts';
import { Pace } from '#src/store/training/pace.ts';
import { speeds } from '#src/store/training/speeds.ts';
import { engineText } from '#words/engine.ts';
import { words } from '#words/store.ts';

/** How often progress reaches React. */
const refreshMilliseconds = 100;

/**
 * Brings the events of the run on show to the page: to `live` at once and, as figures, to the store every now and then.
 * The run's part of the state is written here alone.
 */
export class RunEvents {
  readonly #store: AppStore;
  readonly #client: Pick<EngineClient, 'listen'>;
  readonly #live: LiveRun;
  readonly #listener: RunListener;
  #ignore = (): void => undefined;
  #pace = new Pace();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    store: AppStore,
    client: Pick<EngineClient, 'listen'>,
    live: LiveRun,
    notify: Commands['notify'],
  ) {
    this.#store = store;
    this.#client = client;
    this.#live = live;
    this.#listener = {
      header: ({ header }) => {
        live.begin(header);
        this.refresh();
      },
      engine: ({ engine }) => this.update({ engine }),
      timings: ({ timings }) => this.update({ timings }),
      snapshot: ({ snapshot }) => live.show(snapshot),
      moment: ({ moment }) => live.keep(moment),
      records: ({ from, records }) => {
        live.record(from, records);
        this.#scheduleRefresh();
      },
      progress: ({ epoch, step, seconds, runningLoss }) => {
        live.move({ epoch, step, seconds }, runningLoss);
        this.#scheduleRefresh();
      },
      notice: ({ message }) => notify('warning', words.fromTheEngine, [engineText(message)]),
      failed: ({ failure }) => this.fail(failure),
    };
  }

  get status(): RunStatus {
    return this.#store.getState().run;
  }

  /** Changes what the page shows of the run, at once. */
  update(change: Partial<RunStatus>): void {
    this.#store.setState({ run: { ...this.status, ...change } });
  }

  /** Brings the figures up to the latest that was heard. */
  refresh(): void {
    this.#forgetTimer();
    const { header, position, latest } = this.#live;
    if (header === null) return;
    const { epoch, step, seconds } = position;
    const totalSteps = header.stepsPerEpoch * header.epochs;
    this.#pace.measure(step, seconds);
    const left = { epochs: header.epochs - epoch, steps: totalSteps - step };
    const training = this.#pace.secondsFor(left.steps);
    const tick = speeds[this.#store.getState().page.speed];
    const resting = tick === null ? 0 : (left[tick.unit] * tick.milliseconds) / 1000;
    const secondsLeft = training === null ? null : training + resting;
    this.update({
      latest,
      progress: { epoch, step, totalEpochs: header.epochs, totalSteps, seconds, secondsLeft },
    });
  }

  /** Another run takes the place of the one before: nothing is known of it but what is said here. */
  begin(runId: string, known: Partial<RunStatus>): void {
    this.#ignore();
    this.#ignore = this.#client.listen(runId, this.#listener);
    this.#pace = new Pace();
    this.#forgetTimer();
    this.update({ ...openingRun, ...known });
  }

  fail(failure: Failure): void {
    this.refresh();
    this.update({ phase: 'failed', starting: false, failure });
  }

  dispose(): void {
    this.#ignore();
    this.#forgetTimer();
  }

  #scheduleRefresh(): void {
    this.#timer ??= setTimeout(() => this.refresh(), refreshMilliseconds);
  }

  #forgetTimer(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
