import type { EngineClient } from '#src/engine/page/client.ts';
import { Trainings } from '#src/engine/page/trainings.ts';
import type { Priority } from '#src/engine/page/workers.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import type { EngineChoiceId } from '#src/experiment/ids.ts';
import type { RunDatabase } from '#src/library/database.ts';
import type { Commands } from '#src/store/app/commands.ts';
import { BatchController } from '#src/store/library/batch-controller.ts';
import {
  type CompareCommands,
  createCompareCommands,
} from '#src/store/library/compare-commands.ts';
import {
  type CompareStore,
  createCompareStore,
  type ShownPlace,
} from '#src/store/library/compare-state.ts';
import { RunLibrary } from '#src/store/library/run-library.ts';
import { RunViews } from '#src/store/library/run-views.ts';
import { paceOf, probeEpochs } from '#src/studies/time-estimate.ts';

/** The comparing half of the page. */
export interface Compare {
  readonly library: RunLibrary;
  readonly batches: BatchController;
  readonly trainings: Trainings;
  readonly views: RunViews;
  readonly store: CompareStore;
  readonly commands: CompareCommands;
  /** How many runs like this one a batch trains at once, as far as is known. */
  width(experiment: Experiment): number;
  /** Trains a few epochs to see how fast it is; the pace is added to those that are known. Rejects when aborted. */
  probe(experiment: Experiment, signal: AbortSignal): Promise<void>;
}

export interface ComparePlace {
  readonly database: Promise<RunDatabase>;
  /** Where archive files are read. */
  readonly readArchive?: ConstructorParameters<typeof RunLibrary>[1];
  readonly makeClient: () => EngineClient;
  /** Processor cores of this machine. */
  readonly cores: number;
  /** Told how many of them trainings need. */
  readonly onBusy?: (cores: number) => void;
  /** What an experiment that names no engine runs on. */
  readonly preference: () => EngineChoiceId;
  /** Of the other half of the page. */
  readonly commands: Pick<Commands, 'openExperiment' | 'openDialog'>;
  /** The table of the experiment on show, as its text. */
  readonly shownTable?: () => string;
  /** What is looked at first. */
  readonly shown: ShownPlace;
}

/** Workers start when they are first needed. */
export function createCompare(place: ComparePlace): Compare {
  const { makeClient, preference, onBusy } = place;
  const library = new RunLibrary(place.database, place.readArchive, place.shownTable);
  // The page and the run on show need a core; what ends as soon as that run trains has all of them.
  const processors = (priority: Priority): number =>
    priority === 'idle' ? place.cores : Math.max(1, place.cores - 1);
  const trainings = new Trainings({
    makeClient,
    processors,
    preference,
    ...(onBusy && { onBusy }),
  });
  const batches = new BatchController(library, trainings);
  const store = createCompareStore(place.shown);
  return {
    library,
    batches,
    trainings,
    views: new RunViews(library, makeClient()),
    store,
    commands: createCompareCommands(store, batches, place.commands),
    width: (experiment) => trainings.width(experiment),
    async probe(experiment, signal) {
      const until = { unit: 'epochs', count: probeEpochs(experiment) } as const;
      const options = { priority: 'now', signal, extent: { until } } as const;
      const [result] = await Promise.all(trainings.train([{ experiment }], options));
      if (result === undefined) return;
      const pace = paceOf(experiment, result.records);
      store.setState(({ paces }) => ({ paces: [...paces, pace] }));
    },
  };
}
