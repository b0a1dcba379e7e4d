import { createStore } from 'zustand/vanilla';
import { type Failure, failureOf } from '#src/engine/contract/messages.ts';
import type { RunResult } from '#src/engine/contract/protocol.ts';
import type { Trainings } from '#src/engine/page/trainings.ts';
import { isAbortError } from '#src/lib/abort.ts';
import { type Batch, type BatchRun, batchRuns, type StoredBatch } from '#src/library/batch.ts';
import { keptRun, newLabels } from '#src/library/stored-run.ts';
import { RunLog } from '#src/records/run-log.ts';
import type { RunLibrary } from '#src/store/library/run-library.ts';
import { Paced } from '#src/store/paced.ts';
import { BatchPace } from '#src/studies/time-estimate.ts';

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

/**
 * Trains batches and keeps every finished run at once, so that a page that is closed in mid-sweep loses only the runs
 * under way.
 */
export class BatchController {
  readonly store = createStore<BatchState>(() => ({
    batches: [],
    active: null,
    queued: [],
    failures: [],
  }));
  readonly #library: RunLibrary;
  readonly #trainings: Pick<Trainings, 'train'>;
  readonly #now: () => number;
  readonly #logs = new Map<string, RunLog>();
  /** As far as it has come; `store` is told now and then. */
  #active: ActiveBatch | null = null;
  readonly #telling = new Paced(() => this.store.setState({ active: this.#active }));
  #pace = new BatchPace([], () => 0);
  #abort = new AbortController();
  #turn: Promise<void> = Promise.resolve();

  /** @param now seconds of a clock that only goes forward */
  constructor(
    library: RunLibrary,
    trainings: Pick<Trainings, 'train'>,
    now: () => number = () => performance.now() / 1000,
  ) {
    this.#library = library;
    this.#trainings = trainings;
    this.#now = now;
    void library.batches().then(
      (known) => this.#list(known),
      () => undefined, // the library reports the trouble
    );
  }

  /** The records of a run that is under way, for charts; undefined for any other. */
  log(runId: string): RunLog | undefined {
    return this.#logs.get(runId);
  }

  /** Trains what a batch still lacks; resolves when it is settled or cancelled. One batch at a time: a second waits. */
  start(batch: Batch): Promise<void> {
    const { queued } = this.store.getState();
    this.store.setState({ queued: [...queued.filter((id) => id !== batch.id), batch.id] });
    const kept = this.#put({ id: batch.id, batch, settled: false });
    const started = this.#turn.then(() => kept).then(() => this.#settle(batch));
    this.#turn = started.catch(() => undefined);
    return started;
  }

  /** Stops the batch under way; finished runs stay. */
  cancel(): void {
    this.#abort.abort();
  }

  /** Leaves a batch as it is: it offers to go on no more. */
  async leave(id: string): Promise<void> {
    this.#unqueue(id);
    const stored = this.store.getState().batches.find((batch) => batch.id === id);
    if (stored !== undefined) await this.#put({ ...stored, settled: true });
  }

  /** Forgets a batch; its runs stay. */
  async forget(id: string): Promise<void> {
    this.#unqueue(id);
    this.store.setState(({ batches }) => ({
      batches: batches.filter((stored) => stored.id !== id),
    }));
    await this.#library.removeBatch(id);
  }

  #unqueue(id: string): void {
    this.store.setState(({ queued }) => ({ queued: queued.filter((other) => other !== id) }));
  }

  /** Batches of earlier visits come before those that were started meanwhile. */
  #list(known: readonly StoredBatch[]): void {
    this.store.setState(({ batches: started }) => {
      const ids = new Set(started.map(({ id }) => id));
      const older = known
        .filter(({ id }) => !ids.has(id))
        .toSorted((a, b) => a.batch.createdAt - b.batch.createdAt);
      return { batches: [...older, ...started] };
    });
  }

  #put(stored: StoredBatch): Promise<void> {
    const others = this.store.getState().batches.filter(({ id }) => id !== stored.id);
    this.store.setState({ batches: [...others, stored] });
    return this.#library.putBatch(stored);
  }

  async #settle(batch: Batch): Promise<void> {
    if (!this.store.getState().queued.includes(batch.id)) return; // left while it waited
    this.#unqueue(batch.id);
    await this.#library.ready;
    this.#abort = new AbortController();
    await this.#trainAll(batch, this.#abort.signal);
    this.#library.listAll();
    await this.#put({ id: batch.id, batch, settled: true });
    this.#active = null;
    this.store.setState({ active: null });
  }

  async #trainAll(batch: Batch, signal: AbortSignal): Promise<void> {
    const all = batchRuns(batch);
    const kept = new Set(this.#library.store.getState().runs.map(({ id }) => id));
    const runs = all.filter(({ id }) => !kept.has(id));
    const before = all.length - runs.length;
    this.#active = {
      id: batch.id,
      total: all.length,
      done: before,
      running: [],
      secondsLeft: null,
    };
    this.store.setState({ active: this.#active, failures: [] });
    this.#pace = new BatchPace(
      runs.map(({ experiment }) => experiment),
      this.#now,
    );
    let count = 0;
    const sides = batch.lockStep
      ? batch.seeds.map((seed) => runs.filter((run) => run.seed === seed))
      : [runs];
    await Promise.all(
      sides.flatMap((side) =>
        this.#train(side, batch, signal).map(async (training, i) => {
          await training;
          const run = side[i];
          if (signal.aborted || run === undefined) return;
          count++;
          const done = before + count - this.store.getState().failures.length;
          this.#progress(() => ({ done, secondsLeft: this.#pace.end(run.experiment) }));
        }),
      ),
    );
  }

  /** @returns one for each run: resolves when it is kept, has failed or was cancelled */
  #train(runs: readonly BatchRun[], batch: Batch, signal: AbortSignal): readonly Promise<void>[] {
    const results = this.#trainings.train(runs, {
      priority: 'study',
      signal,
      sideBySide: batch.lockStep,
      onStart: (job) => this.#begin(runs[job]),
      onRecords: (job, from, records) => this.log(runs[job]?.id ?? '')?.append(records, from),
    });
    return runs.map(async (run, job) => {
      try {
        await this.#keep(run, batch, (await results[job]) as RunResult);
      } catch (error) {
        if (isAbortError(error)) return;
        const failed = { runId: run.id, failure: failureOf(error) };
        this.store.setState(({ failures }) => ({ failures: [...failures, failed] }));
      } finally {
        this.#logs.delete(run.id);
        this.#progress(({ running }) => ({ running: running.filter((id) => id !== run.id) }));
      }
    });
  }

  #begin(run: BatchRun | undefined): void {
    if (run === undefined) return;
    this.#pace.begin();
    this.#logs.set(run.id, new RunLog());
    this.#progress(({ running }) => ({ running: [...running, run.id] }));
  }

  #progress(change: (active: ActiveBatch) => Partial<ActiveBatch>): void {
    if (this.#active !== null) this.#active = { ...this.#active, ...change(this.#active) };
    this.#telling.ask();
  }

  #keep(run: BatchRun, batch: Batch, result: RunResult): Promise<void> {
    const { id, experiment, group } = run;
    const own = { id, createdAt: Date.now(), groupId: batch.id, ...newLabels(group) };
    return this.#library.gather(...keptRun({ ...result, experiment }, own));
  }
}
