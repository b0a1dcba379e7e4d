import { PreparedSets } from '#src/data/prepared.ts';
import type { AmendInput, OpenInput, OpenOutput } from '#src/engine/contract/protocol.ts';
import { Diagnoses } from '#src/engine/worker/diagnoses.ts';
import { makeHeader } from '#src/engine/worker/header.ts';
import { makePlan, type PlanInput } from '#src/engine/worker/make-plan.ts';
import { place } from '#src/engine/worker/place.ts';
import { recall } from '#src/engine/worker/recall.ts';
import { Run, type RunEnvironment } from '#src/engine/worker/run.ts';
import type { Emit, Handlers } from '#src/engine/worker/serve.ts';
import { SnapshotTaker } from '#src/engine/worker/snapshots.ts';
import { trainTeam } from '#src/engine/worker/team.ts';
import { TimingBook } from '#src/engine/worker/timings.ts';
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

/**
 * Serves the requests of one page. One run is open at a time: opening another closes the one before, and a closed run
 * sends no further events. Teams train beside it. What it remembers (the open run, timings, prepared data) is the worker's,
 * none of the page's.
 *
 * Runs in a worker as in Node: clock and engines come from outside.
 */
export function createSession(environment: RunEnvironment, emit: Emit): Handlers {
  const timings = new TimingBook(environment.engines, environment.now);
  const diagnoses = new Diagnoses(environment.now, emit);
  const prepared = new PreparedSets();
  let current: Slot | null = null;
  let threads = 1;

  async function close(slot: Slot): Promise<void> {
    slot.closing.abort();
    await slot.run?.close(); // its opening ends the sooner
    await slot.opened;
    await slot.run?.close(); // one that this opening has made meanwhile
  }

  async function open(input: OpenInput, signal: AbortSignal): Promise<OpenOutput> {
    const previous = current;
    const slot: Slot = {
      runId: input.runId,
      closing: new AbortController(),
      run: null,
      planned: null,
      opened: Promise.resolve(),
    };
    current = slot;
    const onAbort = (): void => void close(slot);
    if (signal.aborted) slot.closing.abort();
    signal.addEventListener('abort', onAbort, { once: true });
    const opening = openRun(previous, slot, input);
    slot.opened = opening.catch(() => undefined);
    try {
      return await opening;
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  async function openRun(previous: Slot | null, slot: Slot, input: OpenInput): Promise<OpenOutput> {
    if (previous !== null) await close(previous);
    const { runId, experiment, preference, start } = input;
    const { signal } = slot.closing;
    signal.throwIfAborted();
    const data = await prepared.get(experiment);
    signal.throwIfAborted();
    if (!data.ok) return { ok: false, problems: data.error };
    const planned = { experiment, data: data.value, ...(start && { start }) };
    const plan = makePlan([planned]);
    const { network } = plan.model;
    const header = makeHeader(runId, planned, network);
    const snapshots = new SnapshotTaker(planned, network, header.probe);
    emit({ event: 'header', runId, header });
    const spec = { runId, plan, snapshots, preference, timings, threads };
    slot.run = new Run(spec, environment, emit);
    slot.planned = planned;
    await slot.run.start();
    return { ok: true };
  }

  /** The run by its id; a request that comes too late for its run is aborted. */
  async function runOf(runId: string): Promise<Run> {
    const slot = current;
    if (slot?.runId !== runId) throw abortError('this run is no longer open');
    await slot.opened;
    if (slot.run === null || slot !== current) {
      throw abortError('this run is no longer open');
    }
    return slot.run;
  }

  async function amend({ runId, experiment }: AmendInput): Promise<void> {
    const run = await runOf(runId);
    const planned = current?.planned;
    if (planned != null) await run.amend(makePlan([{ ...planned, experiment }]));
  }

  return {
    open,
    amend,
    train: async (input, signal) => (await runOf(input.runId)).train(input, signal),
    pause: async ({ runId }) => (await runOf(runId)).pause(),
    reset: async ({ runId }) => (await runOf(runId)).reset(),
    close: async ({ runId }) => {
      const slot = current;
      if (slot?.runId !== runId) return;
      current = null;
      await close(slot);
    },
    threads: async ({ most }) => {
      threads = most;
      current?.run?.setThreads(most);
    },
    recall: (input) => recall(input, prepared),
    inspect: async (input) =>
      (await import('#src/engine/worker/inspect.ts')).inspect(input, prepared),
    unitMaps: async (input) =>
      (await import('#src/engine/worker/unit-maps.ts')).unitMaps(input, prepared),
    firstBatch: async (input) =>
      (await import('#src/engine/worker/first-batch.ts')).firstBatch(input, prepared),
    importance: async (input) =>
      (await import('#src/engine/worker/explain.ts')).importance(input, prepared),
    dependence: async (input) =>
      (await import('#src/engine/worker/explain.ts')).dependence(input, prepared),
    weights: async ({ format, ...run }) =>
      (await import('#src/export/weights/write-weights.ts')).writeWeights(run, format, prepared),
    floors: async (input) => (await import('#src/engine/worker/floors.ts')).floors(input, prepared),
    diagnose: (input, signal) => diagnoses.diagnose(input, signal),
    partings: async (input) =>
      (await import('#src/engine/worker/partings.ts')).partings(input, prepared),
    prove: (input, signal) => diagnoses.prove(input, signal),
    trained: async (input) => diagnoses.trained(input),
    place: (input, signal) => place(input, { ...environment, timings, prepared, signal, threads }),
    team: (input, signal) =>
      trainTeam(input, { ...environment, timings, prepared, emit, signal, threads }),
  };
}
