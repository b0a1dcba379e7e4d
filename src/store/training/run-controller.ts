import { failureOf } from '#src/engine/contract/messages.ts';
import type { Limit, TrainOutput } from '#src/engine/contract/protocol.ts';
import type { EngineClient } from '#src/engine/page/client.ts';
import type { Change, ChangeableId } from '#src/experiment/fields/changes.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { isSameUntil } from '#src/experiment/steps.ts';
import type { Commands } from '#src/store/app/commands.ts';
import { fieldProblems } from '#src/store/app/selectors.ts';
import { openingRun, type RunStatus } from '#src/store/app/state.ts';
import type { AppStore } from '#src/store/app/store.ts';
import type { LiveRun } from '#src/store/training/live-run.ts';
import { RunEvents } from '#src/store/training/run-events.ts';
import { RunHandover } from '#src/store/training/run-handover.ts';
import type { RunKeeper } from '#src/store/training/run-keeper.ts';
import { speeds } from '#src/store/training/speeds.ts';
import { words } from '#words/store.ts';

/** One run on the worker, from its opening until another takes its place. */
interface CurrentRun {
  readonly id: string;
  readonly abort: AbortController;
  /** Parameters that the reader has it begin with; null: those that the experiment draws. */
  readonly start: Float32Array | null;
  /** What to do once the run is open, or has come to rest: train so far (null: to the end); undefined: wait for the reader. */
  pending: Limit | null | undefined;
  /** Settings to change as soon as the run has come to rest. */
  readonly wanted: Map<ChangeableId, Change['value']>;
  /** Counts its beginnings: training that was under way before a reset says nothing about the run after it. */
  beginning: number;
  /** It is to come to rest. */
  rests: boolean;
  /** Ends the wait for the next tick of slow training. */
  wake: () => void;
}

/** A slider's drag opens one run, not one for each position it passes. */
const settleMilliseconds = 150;

/**
 * Keeps one run on the worker in step with the experiment: every change retires the run at once, so that nothing of it is
 * drawn any more, and opens another as soon as the reader's hand rests. Training that was under way goes on with the new run.
 */
export class RunController {
  readonly #store: AppStore;
  readonly #client: Pick<EngineClient, 'request' | 'listen'>;
  readonly #live: LiveRun;
  readonly #commands: Pick<Commands, 'notify' | 'setField'>;
  readonly #events: RunEvents;
  readonly #handover: RunHandover;
  #opened = 0;
  #current: CurrentRun;
  #openTimer: ReturnType<typeof setTimeout> | undefined;
  /** Training goes to the end, and across a change of the experiment. */
  #toEnd = false;
  #ignoreStore = (): void => undefined;

  /** @param keeper is given every run that has ended, or is left after at least one epoch; on `save`, the one that goes on */
  constructor(
    store: AppStore,
    client: Pick<EngineClient, 'request' | 'listen'>,
    live: LiveRun,
    commands: Pick<Commands, 'notify' | 'setField'>,
    keeper: RunKeeper,
  ) {
    this.#store = store;
    this.#commands = commands;
    this.#client = client;
    this.#live = live;
    this.#events = new RunEvents(store, client, live, commands.notify);
    this.#handover = new RunHandover(live, () => this.#events.status.engine, keeper);
    this.#current = this.#nextRun(undefined, null);
  }

  /** Opens the present experiment and follows its changes from now on. */
  start(): void {
    this.#ignoreStore = this.#store.subscribe((state, before) => {
      const isOther =
        state.experiment !== before.experiment ||
        state.page.enginePreference !== before.page.enginePreference;
      if (isOther) {
        const isAmended =
          state.page.enginePreference === before.page.enginePreference &&
          this.#amend(before.experiment, state.experiment);
        if (!isAmended) this.#replace(settleMilliseconds);
      } else if (state.page.speed !== before.page.speed) this.#changeSpeed();
    });
    void this.#open(this.#current);
  }

  /** Trains to the end; from the start again where training has ended. */
  readonly run = (): void => this.#trainUntil(null);

  readonly pause = (): void => {
    const { phase } = this.#events.status;
    if (phase === 'opening') this.#intend(undefined);
    if (phase !== 'running') return;
    const run = this.#current;
    run.pending = undefined;
    run.rests = true;
    run.wake();
    this.#interrupt(run);
  };

  readonly toggle = (): void => {
    const { phase, starting } = this.#events.status;
    if (phase === 'running' || starting) this.pause();
    else this.run();
  };

  readonly stepEpoch = (): void => this.#trainUntil({ unit: 'epochs', count: 1 });

  readonly stepBatch = (): void => this.#trainUntil({ unit: 'steps', count: 1 });

  /** Sets a field from the next epoch on: the run under way goes on with it, and its experiment says so. */
  readonly change = (field: ChangeableId, value: Change['value']): void => {
    const run = this.#current;
    const { phase } = this.#events.status;
    if (phase !== 'running' && phase !== 'paused') return;
    run.wanted.set(field, value);
    if (phase === 'paused') this.#makeChanges(run);
    else this.#pauseBriefly(run);
  };

  /** Back to epoch 0 with the same seeds. */
  readonly reset = (): void => {
    const { phase } = this.#events.status;
    if (phase === 'opening') this.#intend(undefined);
    else if (phase === 'failed') this.#replace(0, undefined, this.#current.start);
    else if (phase !== 'blocked') void this.#startAgain(undefined);
  };

  /** Makes the run anew after a failure, and goes on with what it was at. */
  readonly retry = (): void =>
    this.#replace(0, this.#toEnd ? null : this.#current.pending, this.#current.start);

  /** Trains the present experiment from other parameters than those that it draws, [parameterCount]. */
  readonly trainFrom = (start: Float32Array): void => this.#replace(0, null, start);

  /** Makes what has been trained safe: the page may be closed. */
  readonly save = (): void => this.#handover.save();

  /** A second has passed: makes what has been trained safe where that is due. */
  readonly tick = (): void => this.#handover.tick();

  dispose(): void {
    this.#ignoreStore();
    this.#events.dispose();
    clearTimeout(this.#openTimer);
    this.#current.abort.abort();
  }

  #nextRun(pending: CurrentRun['pending'], start: CurrentRun['start']): CurrentRun {
    const id = `run-${++this.#opened}`;
    const { engine } = this.#events.status;
    this.#events.begin(id, { engine, starting: pending !== undefined });
    return {
      id,
      abort: new AbortController(),
      start,
      pending,
      wanted: new Map(),
      beginning: 0,
      rests: false,
      wake: () => undefined,
    };
  }

  /** The epoch that begins next. */
  get #nextEpoch(): number {
    const { header, position } = this.#live;
    return Math.ceil(position.step / (header?.stepsPerEpoch ?? 1));
  }

  /** Lets the run at rest go on where experiments differ in what is still to come alone. @returns whether they do */
  #amend(before: Experiment, after: Experiment): boolean {
    if (this.#events.status.phase !== 'paused') return false;
    if (!isSameUntil(this.#nextEpoch, before, after)) return false;
    const run = this.#current;
    this.#handover.follow(after);
    this.#live.follow(after);
    this.#client
      .request('amend', { runId: run.id, experiment: after })
      .catch((error: unknown) => this.#fail(run, error));
    return true;
  }

  /** Lets the training under way come to rest. */
  #interrupt(run: CurrentRun): void {
    this.#client
      .request('pause', { runId: run.id })
      .catch((error: unknown) => this.#fail(run, error));
  }

  /** Training under way goes on at the speed that is now asked for. */
  #changeSpeed(): void {
    const run = this.#current;
    if (this.#events.status.phase === 'running' && this.#toEnd) this.#pauseBriefly(run);
  }

  /** Lets the training under way come to rest; one that is to go to the end goes on, unless the reader pauses it. */
  #pauseBriefly(run: CurrentRun): void {
    if (this.#toEnd && !run.rests) run.pending = null;
    run.rests = true;
    run.wake();
    this.#interrupt(run);
  }

  /** Adds what the reader wants changed to the experiment of the run at rest, from the epoch that begins next. */
  #makeChanges({ wanted }: CurrentRun): void {
    if (wanted.size > 0 && this.#events.status.phase === 'paused') {
      const { changes } = this.#store.getState().experiment;
      const epoch = Math.max(1, this.#nextEpoch);
      const others = changes.filter((other) => other.epoch !== epoch || !wanted.has(other.field));
      const index = others.findLastIndex((other) => other.epoch <= epoch) + 1;
      const made = Array.from(wanted, ([field, value]) => ({ epoch, field, value }));
      const set = this.#commands.setField('changes', others.toSpliced(index, 0, ...made));
      if (!set.ok) this.#commands.notify('error', words.notChanged, [set.error]);
    }
    wanted.clear();
  }

  /** Trains to the end: at once, or tick by tick at the speed that the reader chose. */
  async #trainOn(run: CurrentRun): Promise<TrainOutput> {
    const { beginning } = run;
    const tick = speeds[this.#store.getState().page.speed];
    for (;;) {
      const limit = tick && { unit: tick.unit, count: 1 };
      const input = { runId: run.id, limit };
      const output = await this.#client.request('train', input, run.abort.signal);
      if (tick === null || output.state === 'finished') return output;
      if (run !== this.#current || run.beginning !== beginning || run.rests) return output;
      this.#events.refresh();
      await new Promise<void>((wake) => {
        run.wake = wake;
        setTimeout(wake, tick.milliseconds);
      });
      if (run !== this.#current || run.beginning !== beginning || run.rests) return output;
    }
  }

  /** Retires the run under way and prepares another for the present experiment. */
  #replace(delay: number, pending = this.#continuation(), start: CurrentRun['start'] = null): void {
    this.#handover.end(null);
    this.#current.abort.abort();
    clearTimeout(this.#openTimer);
    this.#current = this.#nextRun(pending, start);
    this.#toEnd = false;
    this.#openTimer = setTimeout(() => void this.#open(this.#current), delay);
  }

  /** What to do once the run is open. */
  #intend(pending: CurrentRun['pending']): void {
    this.#current.pending = pending;
    this.#events.update({ starting: pending !== undefined });
  }

  /** Training to the end goes on across a change of the experiment; single steps do not. */
  #continuation(): CurrentRun['pending'] {
    const { phase } = this.#events.status;
    if (phase === 'opening') return this.#current.pending;
    return phase === 'running' && this.#toEnd ? null : undefined;
  }

  async #open(run: CurrentRun): Promise<void> {
    const state = this.#store.getState();
    const { experiment, page } = state;
    this.#handover.begin(run.id, experiment, run.start !== null);
    const problems = fieldProblems(state);
    if (problems.length > 0) return this.#block(run, problems);
    try {
      const output = await this.#client.request(
        'open',
        {
          runId: run.id,
          experiment,
          preference: page.enginePreference,
          ...(run.start && { start: run.start.slice() }), // the request takes it away
        },
        run.abort.signal,
      );
      if (run !== this.#current) return;
      if (!output.ok) return this.#block(run, output.problems);
      this.#events.update({ phase: 'ready', starting: false });
      await this.#trainPending(run);
    } catch (error) {
      this.#fail(run, error);
    }
  }

  #block(run: CurrentRun, problems: RunStatus['problems']): void {
    if (run !== this.#current) return;
    this.#live.clear();
    this.#events.update({ phase: 'blocked', problems, starting: false });
  }

  #fail(run: CurrentRun, error: unknown): void {
    if (run === this.#current) this.#events.fail(failureOf(error));
  }

  #trainUntil(limit: Limit | null): void {
    const { phase } = this.#events.status;
    if (phase === 'opening') this.#intend(limit);
    else if (isAtRest(phase)) void this.#train(this.#current, limit);
    // A step asked for during a step: the keys are faster than an epoch.
    else if (phase === 'running' && !this.#toEnd) this.#current.pending = limit;
    else if (phase === 'finished' && limit === null) void this.#startAgain(null);
    else if (phase === 'failed') this.#replace(0, limit, this.#current.start);
  }

  async #train(run: CurrentRun, limit: Limit | null): Promise<void> {
    this.#toEnd = limit === null;
    run.rests = false;
    const { beginning } = run;
    this.#events.update({ phase: 'running', stopReason: null });
    try {
      const output =
        limit === null
          ? await this.#trainOn(run)
          : await this.#client.request('train', { runId: run.id, limit }, run.abort.signal);
      if (run !== this.#current || run.beginning !== beginning) return;
      this.#rest(output);
      await this.#trainPending(run);
    } catch (error) {
      this.#fail(run, error);
    }
  }

  /** Does what was asked for while the run could not. */
  async #trainPending(run: CurrentRun): Promise<void> {
    const { pending } = run;
    run.pending = undefined;
    this.#makeChanges(run);
    if (run !== this.#current) return;
    if (pending !== undefined && isAtRest(this.#events.status.phase)) {
      await this.#train(run, pending);
    }
  }

  #rest(output: TrainOutput): void {
    this.#events.refresh();
    if (output.state === 'paused') this.#events.update({ phase: 'paused' });
    else {
      this.#events.update({ phase: 'finished', stopReason: output.reason });
      this.#handover.end(output.reason);
    }
  }

  /** Back to epoch 0 and, where asked, off again. */
  async #startAgain(pending: CurrentRun['pending']): Promise<void> {
    const run = this.#current;
    const runId = run.id;
    run.wanted.clear();
    try {
      if (this.#events.status.phase === 'running') await this.#client.request('pause', { runId });
      if (run !== this.#current) return;
      this.#handover.end(null);
      this.#handover.beginAgain();
      run.beginning++;
      run.pending = pending;
      const { engine, timings } = this.#events.status;
      this.#events.update({ ...openingRun, engine, timings, starting: pending !== undefined });
      this.#live.restart();
      await this.#client.request('reset', { runId }, run.abort.signal);
      if (run !== this.#current) return;
      this.#events.update({ phase: 'ready', starting: false });
      this.#events.refresh();
      await this.#trainPending(run);
    } catch (error) {
      this.#fail(run, error);
    }
  }
}

function isAtRest(phase: RunStatus['phase']): boolean {
  return phase === 'ready' || phase === 'paused';
}
