import type { EngineClient } from '#src/engine/page/client.ts';
import { createPool } from '#src/engine/page/pool.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import type { EngineChoiceId } from '#src/experiment/ids.ts';
import type { RunDatabase } from '#src/library/database.ts';
import { runFigures } from '#src/library/stored-run.ts';
import type { Commands } from '#src/store/app/commands.ts';
import {
  type BatchController,
  createBatchController,
} from '#src/store/library/batch-controller.ts';
import {
  type CompareCommands,
  type CompareStore,
  createCompareCommands,
  createCompareStore,
} from '#src/store/library/compare-commands.ts';
import type { ShownPlace } from '#src/store/library/compare-state.ts';
import { newId } from '#src/store/library/new-id.ts';
import { RunLibrary } from '#src/store/library/run-library.ts';
import { createRunViews, type RunViews } from '#src/store/library/run-views.ts';
import { type KnownPace, probeOf } from '#src/studies/time-estimate.ts';

/** The comparing half of the page. */
export interface Compare {
  readonly library: RunLibrary;
  readonly batches: BatchController;
  readonly views: RunViews;
  readonly store: CompareStore;
  readonly commands: CompareCommands;
  /** How many runs a batch trains at once. @param side groups that train side by side; 0: one after another */
  workers(side?: number): number;
  /** Trains a few epochs to see how fast it is; the pace is added to those that are known. Rejects when aborted. */
  probe(experiment: Experiment, signal: AbortSignal): Promise<void>;
}

export interface ComparePlace {
  readonly database: Promise<RunDatabase>;
  readonly makeClient: () => EngineClient;
  /** How many workers may train at once. */
  readonly workers: () => number;
  readonly cores: number;
  /** Whether the engine trains repetitions in the same draws. */
  readonly stacks: () => boolean;
  /** What an experiment that names no engine runs on. */
  readonly preference: () => EngineChoiceId;
  readonly openExperiment: Commands['openExperiment'];
  /** What is looked at first. */
  readonly shown: ShownPlace;
}

/** Workers start when they are first needed. */
export function createCompare(place: ComparePlace): Compare {
  const { makeClient, workers, preference } = place;
  const library = new RunLibrary(place.database);
  const pool = createPool(makeClient, workers);
  const batches = createBatchController(library, pool, preference, place.stacks);
  const store = createCompareStore(place.shown);
  return {
    library,
    batches,
    views: createRunViews(library, makeClient()),
    store,
    commands: createCompareCommands(store, batches, place.openExperiment),
    workers: (side = 0) => (side === 0 ? workers() : Math.min(side, place.cores)),
    async probe(experiment, signal) {
      const job = { runId: newId(), experiment: probeOf(experiment), preference: preference() };
      const { records } = await pool.run(job, { signal });
      const { seconds, steps } = runFigures(records);
      const pace: KnownPace = { experiment, secondsPerStep: seconds / Math.max(steps, 1) };
      store.setState(({ paces }) => ({ paces: [...paces, pace] }));
    },
  };
}

/** One worker where the GPU trains, else all cores but the one that the page needs. */
export function workersFor(engine: string | undefined, cores: number): number {
  return engine === 'webgl' ? 1 : Math.max(1, cores - 1);
}
