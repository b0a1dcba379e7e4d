import type { EngineInUse } from '#src/engine/contract/engine-in-use.ts';
import { differingFields } from '#src/experiment/differences.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import {
  keptRun,
  labelsOf,
  newLabels,
  type RunCurve,
  type StoredRun,
} from '#src/library/stored-run.ts';
import type { RecordTable } from '#src/records/record-table.ts';
import type { RunHeader, StopReason } from '#src/records/run-header.ts';
import type { RunLibrary } from '#src/store/library/run-library.ts';
import { newId } from '#src/store/new-id.ts';

/** What there is of a run: all of it, or as far as it has come. */
export interface TrainedRun {
  readonly experiment: Experiment;
  /** It began with parameters that were edited by hand. */
  readonly editedStart: boolean;
  readonly header: Pick<RunHeader, 'lossFactor' | 'answerVariance'>;
  readonly engine: EngineInUse;
  /** How far the parameters have come. */
  readonly epochs: number;
  /** Copies the records of so many epochs: of a long run megabytes, and only some runs are kept. */
  records(): RecordTable;
  /** [parameterCount], the run's own. */
  readonly parameters: Float32Array;
  /** Null: it could have gone on. */
  readonly stopped: StopReason | null;
}

/**
 * Keeps runs in the library. The same experiment on the same engine and device is the same run: trained again, it
 * replaces what is kept of it, unless that has come further. A run from edited parameters is like no other.
 */
export class RunKeeper {
  readonly #library: RunLibrary;
  readonly #now: () => number;
  /** The run under way that was saved last: it has its id before it is listed. */
  #saved: StoredRun | null = null;

  /** @param now milliseconds since 1970 */
  constructor(library: RunLibrary, now: () => number = () => Date.now()) {
    this.#library = library;
    this.#now = now;
  }

  /** Lists a run that has ended or was left. */
  keep(run: TrainedRun): void {
    whenRead(this.#library, run, (read) => {
      const made = this.#archived(read);
      // From here on the list gives the id: what is deleted there shares it with no later run, and can come back.
      this.#saved = null;
      if (made !== null) void this.#library.add(...made);
    });
  }

  /** Stores a run that goes on: it is listed by the next visit, should this one end before the run does. */
  save(run: TrainedRun): void {
    whenRead(this.#library, run, (read) => {
      const made = this.#archived(read);
      if (made === null) return;
      [this.#saved] = made;
      void this.#library.save(...made);
    });
  }

  /** The run that was saved goes on by another experiment, which is the same so far. */
  follow(before: Experiment, after: Experiment): void {
    const saved = this.#saved;
    if (saved !== null && differingFields([saved.experiment, before]).length === 0)
      this.#saved = { ...saved, experiment: after } as StoredRun;
  }

  #archived(run: TrainedRun): readonly [StoredRun, RunCurve] | null {
    const { experiment, editedStart, header, engine, epochs, parameters, stopped } = run;
    const listed = this.#library.store
      .getState()
      .runs.find((other) => other.groupId === null && !editedStart && isSameRun(other, run));
    if (listed && (listed.stopped !== null || listed.figures.epochs > epochs)) return null;
    const records = run.records();
    const known =
      listed ?? (this.#saved !== null && isSameRun(this.#saved, run) ? this.#saved : null);
    const labels = known === null ? newLabels(this.#library.nextColour()) : labelsOf(known);
    const [stored, curve] = keptRun(
      { ...header, experiment, engine, stopped, records, parameters: parameters.slice() },
      { id: known?.id ?? newId(), createdAt: this.#now(), groupId: null, ...labels },
    );
    // The last epoch of a long run that was left midway need not have a row.
    const figures = { ...stored.figures, epochs };
    return [{ ...stored, ...(editedStart && { editedStart }), figures }, curve];
  }
}

/** At once where the list has been read: a page that is being closed waits for nothing. */
function whenRead(library: RunLibrary, run: TrainedRun, work: (run: TrainedRun) => void): void {
  if (library.store.getState().loaded) return work(run);
  const records = run.records(); // now: the log they are copied from changes
  void library.ready.then(() => work({ ...run, records: () => records }));
}

function isSameRun(stored: StoredRun, { experiment, editedStart, engine }: TrainedRun): boolean {
  return (
    (stored.editedStart ?? false) === editedStart &&
    stored.experiment.seed === experiment.seed &&
    stored.engine === engine.id &&
    stored.device === engine.device &&
    differingFields([stored.experiment, experiment]).length === 0
  );
}
