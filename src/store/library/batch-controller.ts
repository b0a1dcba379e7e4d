import { createStore } from 'zustand/vanilla';
import { canShareDraws } from '#src/engine/contract/can-share-draws.ts';
import { type Failure, failureOf } from '#src/engine/contract/messages.ts';
import type { Pool, PoolResult } from '#src/engine/page/pool.ts';
import type { EngineChoiceId } from '#src/experiment/ids.ts';
import { isAbortError } from '#src/lib/abort.ts';
import { Barrier } from '#src/lib/barrier.ts';
import { type Batch, type BatchRun, batchRuns, type StoredBatch } from '#src/library/batch.ts';
import { runFigures } from '#src/library/stored-run.ts';
import { RunLog } from '#src/records/run-log.ts';
import type { RunLibrary } from '#src/store/library/run-library.ts';

export interface BatchState {
  /** Every batch that is known, oldest first. */
  readonly batches: readonly StoredBatch[];
  /** The batch that is being trained. */
  readonly active: ActiveBatch | null;
  /** Ids of batches that wait until it is done. */
  readonly queued: readonly string[];
  /** Runs that broke down, of the batch that was trained last. */
  readonly failures: readonly BatchFailure[];
}

export interface BatchFailure {
  readonly runId: string;
  readonly failure: Failure;
}

export interface ActiveBatch {
  readonly id: string;
  readonly total: number;
  /** Runs that are in the library. */
  readonly done: number;
  /** Ids of the runs under way. */
  readonly running: readonly string[];
  /** Estimate of what is left, in seconds; null until the first run has ended. */
  readonly secondsLeft: number | null;
}

export interface BatchController {
  readonly store: ReturnType<typeof createBatchStore>;
  /** The epochs of a run that is under way, for charts; undefined for any other. */
  log(runId: string): RunLog | undefined;
  /** Trains what a batch still lacks; resolves when it is settled or cancelled. One batch at a time: a second waits. */
  start(batch: Batch): Promise<void>;
  /** Stops the batch under way; finished runs stay. */
  cancel(): void;
  /** Leaves a batch as it is: it offers to go on no more. */
  leave(id: string): Promise<void>;
  /** Forgets a batch; its runs stay. */
  forget(id: string): Promise<void>;
}

/** Runs that are trained together on one worker. */
type Team = readonly [BatchRun, ...BatchRun[]];

function createBatchStore() {
  return createStore<BatchState>(() => ({ batches: [], active: null, queued: [], failures: [] }));
}

/**
 * Trains batches on a pool of workers and keeps every finished run at once, so that a page that is closed in mid-sweep
 * loses only the runs under way.
 *
 * @param stacks whether the engine of this place trains repetitions in the same draws @param now seconds of a clock that only goes forward
 */
export function createBatchController(
  library: RunLibrary,
  pool: Pool,
  preference: () => EngineChoiceId,
  stacks: () => boolean = () => false,
  now: () => number = () => performance.now() / 1000,
): BatchController {
  const store = createBatchStore();
  const logs = new Map<string, RunLog>();
  let abort = new AbortController();
  let turn: Promise<void> = Promise.resolve();

  void library.batches().then(
    (known) =>
      store.setState(({ batches: started }) => {
        const ids = new Set(started.map(({ id }) => id));
        const older = known
          .filter(({ id }) => !ids.has(id))
          .toSorted((a, b) => a.batch.createdAt - b.batch.createdAt);
        return { batches: [...older, ...started] };
      }),
    () => undefined, // the library reports the trouble
  );

  function put(stored: StoredBatch): Promise<void> {
    const others = store.getState().batches.filter(({ id }) => id !== stored.id);
    store.setState({ batches: [...others, stored] });
    return library.putBatch(stored);
  }

  function progress(change: (active: ActiveBatch) => Partial<ActiveBatch>): void {
    const { active } = store.getState();
    if (active !== null) store.setState({ active: { ...active, ...change(active) } });
  }

  async function train(
    run: BatchRun,
    batch: Batch,
    barrier: Barrier | null,
    signal: AbortSignal,
  ): Promise<void> {
    const log = new RunLog();
    logs.set(run.id, log);
    progress(({ running }) => ({ running: [...running, run.id] }));
    try {
      const result = await pool.run(
        { runId: run.id, experiment: run.experiment, preference: preference() },
        { signal, log, ...(barrier !== null && { turn: () => barrier.arrive() }) },
      );
      await keep(run, batch, result);
    } catch (error) {
      if (isAbortError(error)) return;
      const failure = failureOf(error);
      store.setState(({ failures }) => ({ failures: [...failures, { runId: run.id, failure }] }));
    } finally {
      barrier?.leave();
      logs.delete(run.id);
      progress(({ running }) => ({ running: running.filter((id) => id !== run.id) }));
    }
  }

  async function trainTogether(team: Team, batch: Batch, signal: AbortSignal): Promise<void> {
    const ids = team.map(({ id }) => id);
    const job = ({ id, experiment }: BatchRun) => ({
      runId: id,
      experiment,
      preference: preference(),
    });
    const [first, ...others] = team;
    progress(({ running }) => ({ running: [...running, ...ids] }));
    try {
      const results = await pool.runTogether([job(first), ...others.map(job)], signal);
      for (const [i, result] of results.entries()) await keep(team[i] as BatchRun, batch, result);
    } catch (error) {
      if (isAbortError(error)) return;
      const failure = failureOf(error);
      const failed = ids.map((runId) => ({ runId, failure }));
      store.setState(({ failures }) => ({ failures: [...failures, ...failed] }));
    } finally {
      progress(({ running }) => ({ running: running.filter((id) => !ids.includes(id)) }));
    }
  }

  /** What is trained at once on one worker: where the GPU trains, all repetitions of a group in the same draws. */
  function teams(runs: readonly BatchRun[]): Team[] {
    if (!stacks()) return runs.map((run) => [run]);
    const byGroup = new Map<number, [BatchRun, ...BatchRun[]]>();
    const alone: Team[] = [];
    for (const run of runs) {
      const team = byGroup.get(run.group);
      if (!canShareDraws(run.experiment)) alone.push([run]);
      else if (team === undefined) byGroup.set(run.group, [run]);
      else team.push(run);
    }
    return [...byGroup.values(), ...alone];
  }

  function keep(run: BatchRun, batch: Batch, result: PoolResult): Promise<void> {
    const { parameterCount, engine, records, parameters, stopped } = result;
    return library.add(
      {
        id: run.id,
        createdAt: Date.now(),
        experiment: run.experiment,
        engine: engine.id,
        device: engine.device,
        parameterCount,
        figures: runFigures(records),
        stopped,
        groupId: batch.id,
        name: null,
        colour: run.group,
        visible: true,
        pinned: false,
        notes: '',
      },
      { id: run.id, records, parameters },
    );
  }

  /** The runs of a batch that the library lacks. */
  function missing(batch: Batch): readonly BatchRun[] {
    const kept = new Set(library.store.getState().runs.map(({ id }) => id));
    return batchRuns(batch).filter(({ id }) => !kept.has(id));
  }

  async function trainAll(batch: Batch, signal: AbortSignal): Promise<void> {
    const runs = missing(batch);
    const total = batchRuns(batch).length;
    const alreadyDone = total - runs.length;
    store.setState({
      active: { id: batch.id, total, done: alreadyDone, running: [], secondsLeft: null },
      failures: [],
    });
    const start = now();
    let count = 0;
    const ended = async (team: Team, training: Promise<void>) => {
      await training;
      if (signal.aborted) return;
      count += team.length;
      const { failures } = store.getState();
      const secondsLeft = ((now() - start) / count) * (runs.length - count);
      progress(() => ({ done: alreadyDone + count - failures.length, secondsLeft }));
    };
    if (batch.lockStep) {
      for (const seed of batch.seeds) {
        if (signal.aborted) return;
        const side = runs.filter((run) => run.seed === seed);
        const barrier = new Barrier(side.length);
        await Promise.all(side.map((run) => ended([run], train(run, batch, barrier, signal))));
      }
      return;
    }
    const queue = teams(runs);
    const worker = async () => {
      for (let team = queue.shift(); team !== undefined && !signal.aborted; team = queue.shift()) {
        const [first, ...others] = team;
        if (others.length === 0) await ended([first], train(first, batch, null, signal));
        else await ended(team, trainTogether([first, ...others], batch, signal));
      }
    };
    await Promise.all(Array.from({ length: pool.size }, worker));
  }

  async function settle(batch: Batch): Promise<void> {
    const { queued } = store.getState();
    if (!queued.includes(batch.id)) return; // left while it waited
    store.setState({ queued: queued.filter((id) => id !== batch.id) });
    await library.ready;
    abort = new AbortController();
    const { signal } = abort;
    await trainAll(batch, signal);
    await put({ id: batch.id, batch, settled: true });
    store.setState({ active: null });
  }

  return {
    store,
    log: (runId) => logs.get(runId),
    start(batch) {
      const { queued } = store.getState();
      store.setState({ queued: [...queued.filter((id) => id !== batch.id), batch.id] });
      const kept = put({ id: batch.id, batch, settled: false });
      const started = turn.then(() => kept).then(() => settle(batch));
      turn = started.catch(() => undefined);
      return started;
    },
    cancel() {
      abort.abort();
    },
    async leave(id) {
      store.setState(({ queued }) => ({ queued: queued.filter((other) => other !== id) }));
      const stored = store.getState().batches.find((batch) => batch.id === id);
      if (stored !== undefined) await put({ ...stored, settled: true });
    },
    async forget(id) {
      store.setState(({ queued }) => ({ queued: queued.filter((other) => other !== id) }));
      store.setState(({ batches }) => ({ batches: batches.filter((stored) => stored.id !== id) }));
      await library.removeBatch(id);
    },
  };
}
