import { PreparedSets } from '#src/data/prepared.ts';
import { Diagnoses } from '#src/engine/worker/diagnoses.ts';
import { OpenRun } from '#src/engine/worker/open-run.ts';
import { place } from '#src/engine/worker/place.ts';
import { recall } from '#src/engine/worker/recall.ts';
import type { RunEnvironment } from '#src/engine/worker/run.ts';
import type { Emit, Handlers } from '#src/engine/worker/serve.ts';
import { trainTeam } from '#src/engine/worker/team.ts';
import { TimingBook } from '#src/engine/worker/timings.ts';

/**
 * Serves the requests of one page: one run that is open, teams that train beside it. What it remembers (the open run,
 * timings, prepared data) is the worker's, none of the page's.
 *
 * Runs in a worker as in Node: clock and engines come from outside.
 */
export function createSession(environment: RunEnvironment, emit: Emit): Handlers {
  const timings = new TimingBook(environment.engines, environment.now);
  const diagnoses = new Diagnoses(environment.now, emit);
  const prepared = new PreparedSets();
  const openRun = new OpenRun(environment, { timings, prepared }, emit);
  /** Teams train one after another. */
  let turn: Promise<unknown> = Promise.resolve();

  return {
    open: (input, signal) => openRun.open(input, signal),
    amend: (input) => openRun.amend(input),
    train: async (input, signal) => (await openRun.of(input.runId)).train(input, signal),
    pause: async ({ runId }) => (await openRun.of(runId)).pause(),
    reset: async ({ runId }) => (await openRun.of(runId)).reset(),
    close: ({ runId }) => openRun.close(runId),
    threads: async ({ most }) => {
      openRun.threads = most;
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
    weights: async ({ format, ...trained }) =>
      (await import('#src/export/weights/write-weights.ts')).writeWeights(
        trained,
        format,
        prepared,
      ),
    floors: async (input) => (await import('#src/engine/worker/floors.ts')).floors(input, prepared),
    diagnose: (input, signal) => diagnoses.diagnose(input, signal),
    partings: async (input) =>
      (await import('#src/engine/worker/partings.ts')).partings(input, prepared),
    prove: (input, signal) => diagnoses.prove(input, signal),
    trained: async (input) => diagnoses.trained(input),
    place: (input, signal) =>
      place(input, { ...environment, timings, prepared, signal, threads: openRun.threads }),
    team: (input, signal) => {
      const place = { ...environment, timings, prepared, emit, signal };
      const trained = turn.then(() => trainTeam(input, { ...place, threads: openRun.threads }));
      turn = trained.catch(() => undefined);
      return trained;
    },
  };
}
