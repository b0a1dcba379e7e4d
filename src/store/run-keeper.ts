import { differences } from '#src/experiment/differences.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import type { EngineInUse, RunHeader, StopReason } from '#src/runs/run-header.ts';
import { runFigures, type StoredRun } from '#src/runs/stored-run.ts';
import { newId } from '#src/store/new-id.ts';
import type { RunLibrary } from '#src/store/run-library.ts';

/** A run that has come to its end, or was left for another. */
export interface EndedRun {
  readonly experiment: Experiment;
  readonly header: Pick<RunHeader, 'parameterCount'>;
  readonly engine: EngineInUse;
  /** Packed epoch records, as far as the parameters have come. */
  readonly records: Float64Array;
  /** [parameterCount], the run's own. */
  readonly parameters: Float32Array;
  /** Null: it could have gone on. */
  readonly stopped: StopReason | null;
}

/**
 * Keeps runs in the library. The same experiment on the same engine and device is the same run: trained again, it
 * replaces what is kept of it, unless that has come further.
 *
 * @param now milliseconds since 1970
 */
export function createRunKeeper(
  library: RunLibrary,
  now: () => number = () => Date.now(),
): (run: EndedRun) => void {
  return (run) => {
    const { experiment, header, engine, records, parameters, stopped } = run;
    const figures = runFigures(records);
    const known = library.store
      .getState()
      .runs.find((other) => other.groupId === null && isSameRun(other, run));
    if (known !== undefined && (known.stopped !== null || known.figures.epochs > figures.epochs)) {
      return;
    }
    const id = known?.id ?? newId();
    const labels: Pick<StoredRun, 'name' | 'colour' | 'visible' | 'pinned' | 'notes'> = known ?? {
      name: null,
      colour: library.nextColour(),
      visible: true,
      pinned: false,
      notes: '',
    };
    void library.add(
      {
        id,
        createdAt: now(),
        experiment,
        engine: engine.id,
        device: engine.device,
        parameterCount: header.parameterCount,
        figures,
        stopped,
        groupId: null,
        name: labels.name,
        colour: labels.colour,
        visible: labels.visible,
        pinned: labels.pinned,
        notes: labels.notes,
      },
      { id, records, parameters: parameters.slice() },
    );
  };
}

function isSameRun(stored: StoredRun, { experiment, engine }: EndedRun): boolean {
  return (
    stored.experiment.seed === experiment.seed &&
    stored.engine === engine.id &&
    stored.device === engine.device &&
    differences([stored.experiment, experiment]).length === 0
  );
}
