import type { EngineClient } from '#src/engine/client.ts';
import type { EventName, Events, TrainInput, TrainOutput } from '#src/engine/protocol.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { recordColumns } from '#src/runs/epoch-record.ts';
import type { StopReason } from '#src/runs/run-header.ts';
import type { Commands } from '#src/store/commands.ts';
import type { LiveRun } from '#src/store/live-run.ts';
import { createPace, type Pace } from '#src/store/pace.ts';
import type { EndedRun } from '#src/store/run-keeper.ts';
import { fieldProblems } from '#src/store/selectors.ts';
import { openingRun, type RunStatus } from '#src/store/state.ts';
import type { AppStore } from '#src/store/store.ts';

export interface RunController {
  /** Opens the present experiment and follows its changes from now on. */
  start(): void;
  /** Trains to the end; from the start again where training has ended. */
  run(): void;
  pause(): void;
  toggle(): void;
  stepEpoch(): void;
  stepBatch(): void;
  /** Back to epoch 0 with the same seeds. */
  reset(): void;
  /** Makes the run anew after a failure. */
  retry(): void;
  dispose(): void;
}

type Limit = TrainInput['limit'];

/** One run on the worker, from its opening until another takes its place. */
interface CurrentRun {
  readonly id: string;
  readonly abort: AbortController;
  readonly pace: Pace;
  /** What to do once the run is open, or has come to rest; undefined: wait for the reader. */
  pending: Limit | undefined;
  /** Null until it is opened. */
  experiment: Experiment | null;
  /** Counts its beginnings: training that was under way before a reset says nothing about the run after it. */
  beginning: number;
  /** It has been handed over to be kept since it began. */
  kept: boolean;
}

/** A slider's drag opens one run, not one for each position it passes. */
const settleMilliseconds = 150;
/** How often progress reaches React. */
const refreshMilliseconds = 100;

/**
 * Keeps one run on the worker in step with the experiment: every change retires the run at once, so that nothing of it is
 * drawn any more, and opens another as soon as the reader's hand rests. Training that was under way goes on with the new run.
 *
 * @param keep is given every run that has ended, or is left after at least one epoch
 */
export function createRunController(
  store: AppStore,
  client: Pick<EngineClient, 'request' | 'on'>,
  live: LiveRun,
  notify: Commands['notify'],
  keep: (run: EndedRun) => void = () => {},
): RunController {
  let opened = 0;
  let current: CurrentRun = nextRun(undefined);
  let openTimer: ReturnType<typeof setTimeout> | undefined;
  let refreshTimer: ReturnType<typeof setTimeout> | undefined;
  let toEnd = false;

  function nextRun(pending: Limit | undefined): CurrentRun {
    return {
      id: `run-${++opened}`,
      abort: new AbortController(),
      pace: createPace(),
      pending,
      experiment: null,
      beginning: 0,
      kept: false,
    };
  }

  const status = () => store.getState().run;
  const update = (change: Partial<RunStatus>) => {
    store.setState({ run: { ...status(), ...change } });
  };

  /** Retires the run under way and prepares another for the present experiment. */
  function replace(delay: number, pending: Limit | undefined = continuation()) {
    handOver(null);
    current.abort.abort();
    clearTimeout(openTimer);
    clearTimeout(refreshTimer);
    refreshTimer = undefined;
    current = nextRun(pending);
    toEnd = false;
    update({ ...openingRun, engine: status().engine, starting: pending !== undefined });
    openTimer = setTimeout(() => void open(current), delay);
  }

  /** What to do once the run is open. */
  function intend(pending: Limit | undefined) {
    current.pending = pending;
    update({ starting: pending !== undefined });
  }

  /** Training to the end goes on across a change of the experiment; single steps do not. */
  function continuation(): Limit | undefined {
    const { phase } = status();
    if (phase === 'opening') return current.pending;
    return phase === 'running' && toEnd ? null : undefined;
  }

  /** Hands the run on show over to be kept: the epochs up to the latest picture of its parameters. */
  function handOver(stopped: StopReason | null) {
    const { header, snapshot, log } = live;
    const { engine } = status();
    const { id, experiment } = current;
    if (current.kept || experiment === null || engine === null) return;
    if (header?.runId !== id || snapshot === null) return;
    const epochs = Math.min(log.length, snapshot.epoch);
    if (stopped === null && epochs === 0) return;
    current.kept = true;
    keep({
      experiment,
      header,
      engine,
      records: log.packed().slice(0, epochs * recordColumns.length),
      parameters: snapshot.parameters,
      stopped,
    });
  }

  async function open(run: CurrentRun) {
    const state = store.getState();
    run.experiment = state.experiment;
    const problems = fieldProblems(state);
    if (problems.length > 0) return block(run, problems);
    try {
      const output = await client.request(
        'open',
        {
          runId: run.id,
          experiment: state.experiment,
          preference: state.page.enginePreference,
        },
        run.abort.signal,
      );
      if (run !== current) return;
      if (!output.ok) return block(run, output.problems);
      update({ phase: 'ready', starting: false });
      await trainPending(run);
    } catch (error) {
      fail(run, error);
    }
  }

  function block(run: CurrentRun, problems: RunStatus['problems']) {
    if (run !== current) return;
    live.clear();
    update({ phase: 'blocked', problems, starting: false });
  }

  function fail(run: CurrentRun, error: unknown) {
    if (run !== current) return;
    refresh();
    update({
      phase: 'failed',
      starting: false,
      failure: error instanceof Error ? error.message : String(error),
    });
  }

  async function train(run: CurrentRun, limit: Limit) {
    toEnd = limit === null;
    const { beginning } = run;
    update({ phase: 'running', stopReason: null });
    try {
      const output = await client.request('train', { runId: run.id, limit }, run.abort.signal);
      if (run !== current || run.beginning !== beginning) return;
      rest(output);
      await trainPending(run);
    } catch (error) {
      fail(run, error);
    }
  }

  /** Does what was asked for while the run could not. */
  async function trainPending(run: CurrentRun) {
    const { pending } = run;
    run.pending = undefined;
    if (pending !== undefined && isAtRest(status().phase)) await train(run, pending);
  }

  function rest(output: TrainOutput) {
    refresh();
    if (output.state === 'paused') update({ phase: 'paused' });
    else {
      update({ phase: 'finished', stopReason: output.reason });
      handOver(output.reason);
    }
  }

  function trainUntil(limit: Limit) {
    const { phase } = status();
    if (phase === 'opening') intend(limit);
    else if (isAtRest(phase)) void train(current, limit);
    // A step asked for during a step: the keys are faster than an epoch.
    else if (phase === 'running' && !toEnd) current.pending = limit;
    else if (phase === 'finished' && limit === null) void startAgain(null);
    else if (phase === 'failed') replace(0, limit);
  }

  /** Back to epoch 0 and, where asked, off again. */
  async function startAgain(pending: Limit | undefined) {
    const run = current;
    try {
      if (status().phase === 'running') await client.request('pause', { runId: run.id });
      if (run !== current) return;
      handOver(null);
      run.kept = false;
      run.beginning++;
      live.restart();
      await client.request('reset', { runId: run.id }, run.abort.signal);
      if (run !== current) return;
      const { engine, timings } = status();
      update({ ...openingRun, engine, timings, phase: 'ready' });
      refresh();
      if (pending !== undefined) await train(run, pending);
    } catch (error) {
      fail(run, error);
    }
  }

  function scheduleRefresh() {
    refreshTimer ??= setTimeout(refresh, refreshMilliseconds);
  }

  function refresh() {
    clearTimeout(refreshTimer);
    refreshTimer = undefined;
    const { header, position } = live;
    if (header === null) return;
    const totalSteps = header.stepsPerEpoch * header.epochs;
    current.pace.measure(position.step, position.seconds);
    update({
      latest: live.latest,
      progress: {
        epoch: position.epoch,
        step: position.step,
        totalEpochs: header.epochs,
        totalSteps,
        seconds: position.seconds,
        secondsLeft: current.pace.secondsFor(totalSteps - position.step),
      },
    });
  }

  /** Hears events of the run of the moment only. */
  function on<N extends EventName>(name: N, hear: (event: Events[N]) => void): () => void {
    return client.on(name, (event) => {
      if (event.runId === current.id) hear(event);
    });
  }

  const stop: (() => void)[] = [];

  const controller: RunController = {
    start() {
      stop.push(
        on('header', ({ header }) => {
          live.begin(header);
          refresh();
        }),
        on('engine', ({ engine }) => update({ engine })),
        on('timings', ({ timings }) => update({ timings })),
        on('snapshot', ({ snapshot }) => live.show(snapshot)),
        on('epochs', ({ from, records }) => {
          live.record(from, records);
          scheduleRefresh();
        }),
        on('progress', (position) => {
          live.move(position);
          scheduleRefresh();
        }),
        on('notice', ({ message }) => notify('warning', 'From the engine', [message])),
        on('failed', ({ message }) => fail(current, message)),
        store.subscribe((state, before) => {
          if (
            state.experiment !== before.experiment ||
            state.page.enginePreference !== before.page.enginePreference
          )
            replace(settleMilliseconds);
        }),
      );
      void open(current);
    },
    run: () => trainUntil(null),
    pause() {
      const { phase } = status();
      if (phase === 'opening') intend(undefined);
      if (phase !== 'running') return;
      current.pending = undefined;
      const run = current;
      client.request('pause', { runId: run.id }).catch((error: unknown) => fail(run, error));
    },
    toggle() {
      const { phase, starting } = status();
      if (phase === 'running' || starting) controller.pause();
      else controller.run();
    },
    stepEpoch: () => trainUntil({ unit: 'epochs', count: 1 }),
    stepBatch: () => trainUntil({ unit: 'steps', count: 1 }),
    reset() {
      const { phase } = status();
      if (phase === 'opening') intend(undefined);
      else if (phase === 'failed') replace(0, undefined);
      else if (phase !== 'blocked') void startAgain(undefined);
    },
    retry: () => replace(0, undefined),
    dispose() {
      for (const end of stop) end();
      clearTimeout(openTimer);
      clearTimeout(refreshTimer);
      current.abort.abort();
    },
  };
  return controller;
}

function isAtRest(phase: RunStatus['phase']): boolean {
  return phase === 'ready' || phase === 'paused';
}
