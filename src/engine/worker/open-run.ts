import type { PreparedSets } from '#src/data/prepared.ts';
import type { AmendInput, OpenInput, OpenOutput } from '#src/engine/contract/protocol.ts';
import { makeHeader } from '#src/engine/worker/header.ts';
import { makePlan, type PlanInput } from '#src/engine/worker/make-plan.ts';
import { Run, type RunEnvironment } from '#src/engine/worker/run.ts';
import type { Emit } from '#src/engine/worker/serve.ts';
import { SnapshotTaker } from '#src/engine/worker/snapshots.ts';
import type { TimingBook } from '#src/engine/worker/timings.ts';
import { abortError } from '#src/lib/abort.ts';

/** A run that is open, or still being opened. */
interface Slot {
  readonly runId: string;
  readonly closing: AbortController;
  /** Null until data and plan are made. */
  run: Run | null;
  planned: PlanInput | null;
  /** Settles, never rejects, when opening has come to its end, whichever. */
  opened: Promise<unknown>;
}

/** What the open run shares with all else that this worker computes. */
interface Shared {
  readonly timings: TimingBook;
  readonly prepared: PreparedSets;
}

/** The one run of a session: opening another closes the one before, and a closed run sends no further events. */
export class OpenRun {
  readonly #environment: RunEnvironment;
  readonly #shared: Shared;
  readonly #emit: Emit;
  #current: Slot | null = null;
  #threads = 1;

  constructor(environment: RunEnvironment, shared: Shared, emit: Emit) {
    this.#environment = environment;
    this.#shared = shared;
    this.#emit = emit;
  }

  /** Most threads that an engine may use. */
  get threads(): number {
    return this.#threads;
  }

  set threads(most: number) {
    this.#threads = most;
    this.#current?.run?.setThreads(most);
  }

  async open(input: OpenInput, signal: AbortSignal): Promise<OpenOutput> {
    const previous = this.#current;
    const slot: Slot = {
      runId: input.runId,
      closing: new AbortController(),
      run: null,
      planned: null,
      opened: Promise.resolve(),
    };
    this.#current = slot;
    const onAbort = (): void => void closeSlot(slot);
    if (signal.aborted) slot.closing.abort();
    signal.addEventListener('abort', onAbort, { once: true });
    const opening = this.#begin(previous, slot, input);
    slot.opened = opening.catch(() => undefined);
    try {
      return await opening;
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  /** The run by its id; a request that comes too late for its run is aborted. */
  async of(runId: string): Promise<Run> {
    const slot = this.#current;
    if (slot?.runId !== runId) throw abortError('this run is no longer open');
    await slot.opened;
    if (slot.run === null || slot !== this.#current) {
      throw abortError('this run is no longer open');
    }
    return slot.run;
  }

  async amend({ runId, experiment }: AmendInput): Promise<void> {
    const run = await this.of(runId);
    const planned = this.#current?.planned;
    if (planned != null) await run.amend(makePlan([{ ...planned, experiment }]));
  }

  async close(runId: string): Promise<void> {
    const slot = this.#current;
    if (slot?.runId !== runId) return;
    this.#current = null;
    await closeSlot(slot);
  }

  async #begin(previous: Slot | null, slot: Slot, input: OpenInput): Promise<OpenOutput> {
    if (previous !== null) await closeSlot(previous);
    const { runId, experiment, preference, start } = input;
    const { signal } = slot.closing;
    const { timings, prepared } = this.#shared;
    signal.throwIfAborted();
    const data = await prepared.get(experiment);
    signal.throwIfAborted();
    if (!data.ok) return { ok: false, problems: data.error };
    const planned = { experiment, data: data.value, ...(start && { start }) };
    const plan = makePlan([planned]);
    const { network } = plan.model;
    const header = makeHeader(runId, planned, network);
    const snapshots = new SnapshotTaker(planned, network, header.probe);
    this.#emit({ event: 'header', runId, header });
    const spec = { runId, plan, snapshots, preference, timings, threads: this.#threads };
    slot.run = new Run(spec, this.#environment, this.#emit);
    slot.planned = planned;
    await slot.run.start();
    return { ok: true };
  }
}

async function closeSlot(slot: Slot): Promise<void> {
  slot.closing.abort();
  await slot.run?.close(); // its opening ends the sooner
  await slot.opened;
  await slot.run?.close(); // one that this opening has made meanwhile
}
