import { failureOf } from '#src/engine/contract/messages.ts';
import type { TrainInput, TrainOutput } from '#src/engine/contract/protocol.ts';
import type { EngineClient } from '#src/engine/page/client.ts';
import type { Commands } from '#src/store/app/commands.ts';
import { fieldProblems } from '#src/store/app/selectors.ts';
import { openingRun, type RunStatus } from '#src/store/app/state.ts';
import type { AppStore } from '#src/store/app/store.ts';
import type { LiveRun } from '#src/store/training/live-run.ts';
import { createRunHandover } from '#src/store/training/run-handover.ts';
import type { RunKeeper } from '#src/store/training/run-keeper.ts';
import { createRunReport } from '#src/store/training/run-report.ts';

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
  /** Makes what has been trained safe: the page may be closed. */
  save(): void;
  dispose(): void;
}

type Limit = TrainInput['limit'];

/** One run on the worker, from its opening until another takes its place. */
interface CurrentRun {
  readonly id: string;
  readonly abort: AbortController;
  /** What to do once the run is open, or has come to rest; undefined: wait for the reader. */
  pending: Limit | undefined;
  /** Counts its beginnings: training that was under way before a reset says nothing about the run after it. */
  beginning: number;
}

/** A slider's drag opens one run, not one for each position it passes. */
const settleMilliseconds = 150;

/**
 * Keeps one run on the worker in step with the experiment: every change retires the run at once, so that nothing of it is
 * drawn any more, and opens another as soon as the reader's hand rests. Training that was under way goes on with the new run.
 *
 * @param keeper is given every run that has ended, or is left after at least one epoch; on `save`, the one that goes on
 */
export function createRunController(
  store: AppStore,
  client: Pick<EngineClient, 'request' | 'listen'>,
  live: LiveRun,
  notify: Commands['notify'],
  keeper: RunKeeper,
): RunController {
  const report = createRunReport(store, client, live, notify);
  const { status, update } = report;
  const handover = createRunHandover(live, () => status().engine, keeper);
  let opened = 0;
  let current: CurrentRun = nextRun(undefined);
  let openTimer: ReturnType<typeof setTimeout> | undefined;
  let toEnd = false;

  function nextRun(pending: Limit | undefined): CurrentRun {
    const run = { id: `run-${++opened}`, abort: new AbortController(), pending, beginning: 0 };
    report.begin(run.id, { engine: status().engine, starting: pending !== undefined });
    return run;
  }

  /** Retires the run under way and prepares another for the present experiment. */
  function replace(delay: number, pending: Limit | undefined = continuation()) {
    handover.end(null);
    current.abort.abort();
    clearTimeout(openTimer);
    current = nextRun(pending);
    toEnd = false;
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

  async function open(run: CurrentRun) {
    const state = store.getState();
    const { experiment, page } = state;
    handover.begin(run.id, experiment);
    const problems = fieldProblems(state);
    if (problems.length > 0) return block(run, problems);
    try {
      const output = await client.request(
        'open',
        { runId: run.id, experiment, preference: page.enginePreference },
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
    if (run === current) report.fail(failureOf(error));
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
    report.refresh();
    if (output.state === 'paused') update({ phase: 'paused' });
    else {
      update({ phase: 'finished', stopReason: output.reason });
      handover.end(output.reason);
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
      handover.end(null);
      handover.beginAgain();
      run.beginning++;
      live.restart();
      await client.request('reset', { runId: run.id }, run.abort.signal);
      if (run !== current) return;
      const { engine, timings } = status();
      update({ ...openingRun, engine, timings, phase: 'ready' });
      report.refresh();
      if (pending !== undefined) await train(run, pending);
    } catch (error) {
      fail(run, error);
    }
  }

  let stop = () => {};

  const controller: RunController = {
    start() {
      stop = store.subscribe((state, before) => {
        if (
          state.experiment !== before.experiment ||
          state.page.enginePreference !== before.page.enginePreference
        )
          replace(settleMilliseconds);
      });
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
    save: handover.save,
    dispose() {
      stop();
      report.dispose();
      clearTimeout(openTimer);
      current.abort.abort();
    },
  };
  return controller;
}

function isAtRest(phase: RunStatus['phase']): boolean {
  return phase === 'ready' || phase === 'paused';
}
