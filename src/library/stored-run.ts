import type { AnswerVariance } from '#src/data/answer-variance.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import type { EngineId } from '#src/experiment/ids.ts';
import type { RecordColumn } from '#src/records/epoch-record.ts';
import { shownRecords } from '#src/records/loss-unit.ts';
import { columnOf, lastEpoch, lastValue, type RecordTable } from '#src/records/record-table.ts';
import type { StopReason } from '#src/records/run-header.ts';

/** A run that is kept: everything a list or a table shows of it. Its arrays are stored apart, as `RunCurve`. */
export interface StoredRun {
  readonly id: string;
  /** Milliseconds since 1970, when the run came to its end or was interrupted. */
  readonly createdAt: number;
  readonly experiment: Experiment;
  /** It began with parameters that were edited by hand, which no experiment holds. */
  readonly editedStart?: true;
  readonly engine: EngineId;
  readonly device: string;
  readonly parameterCount: number;
  /** As in `RunHeader`: what its losses are multiplied by where they are shown. */
  readonly lossFactor: number | null;
  /** As in `RunHeader`; absent: not known. */
  readonly answerVariance?: AnswerVariance | null;
  readonly figures: RunFigures;
  /** Null where the run was interrupted: it was left, or the page was closed, before its end. */
  readonly stopped: StopReason | null;
  /** The set of runs it was made in (seeds of one experiment, a sweep), or null for a run by itself. */
  readonly groupId: string | null;
  // What the reader says of it:
  /** Null: named after what differs. */
  readonly name: string | null;
  /** Index into the run palette. */
  readonly colour: number;
  readonly visible: boolean;
  readonly pinned: boolean;
  readonly notes: string;
}

/** The part of a stored run that its reader edits. */
export type RunLabels = Pick<StoredRun, 'name' | 'colour' | 'visible' | 'pinned' | 'notes'>;

export function labelsOf({ name, colour, visible, pinned, notes }: StoredRun): RunLabels {
  return { name, colour, visible, pinned, notes };
}

export interface RunCurve {
  readonly id: string;
  readonly records: RecordTable;
  /** Final parameters, [parameterCount]. */
  readonly parameters: Float32Array;
}

/** Of a run of which its reader has said nothing. */
export function newLabels(colour: number): RunLabels {
  return { name: null, colour, visible: true, pinned: false, notes: '' };
}

/** What training came to. */
interface Outcome
  extends Pick<StoredRun, 'experiment' | 'lossFactor' | 'answerVariance' | 'stopped'>,
    Omit<RunCurve, 'id'> {
  readonly engine: { readonly id: EngineId; readonly device: string };
}

/** A run as it is kept, with its curve. */
export function keptRun(
  { experiment, engine, lossFactor, answerVariance = null, stopped, records, parameters }: Outcome,
  own: Pick<StoredRun, 'id' | 'createdAt' | 'groupId'> & RunLabels,
): readonly [StoredRun, RunCurve] {
  const run = {
    ...own,
    experiment,
    engine: engine.id,
    device: engine.device,
    parameterCount: parameters.length,
    lossFactor,
    answerVariance,
    figures: runFigures(records, lossFactor),
    stopped,
  };
  return [run, { id: own.id, records, parameters }];
}

/** Last and best values of a run as they are shown; NaN where nothing was measured. */
export interface RunFigures {
  readonly epochs: number;
  readonly steps: number;
  readonly seconds: number;
  readonly runningLoss: number;
  readonly trainLoss: number;
  readonly heldOutLoss: number;
  readonly bestHeldOutLoss: number;
  readonly trainAccuracy: number;
  readonly heldOutAccuracy: number;
}

/** Reads the figures off a run's records as they were measured. */
export function runFigures(measured: RecordTable, lossFactor: number | null): RunFigures {
  const records = shownRecords(measured, lossFactor);
  const last = (column: RecordColumn) => lastValue(records, column);
  const heldOut = columnOf(records, 'heldOutLoss').filter((loss) => !Number.isNaN(loss));
  return {
    epochs: lastEpoch(records),
    steps: columnOf(records, 'step').at(-1) ?? 0,
    seconds: columnOf(records, 'seconds').at(-1) ?? 0,
    runningLoss: last('runningLoss'),
    trainLoss: last('trainLoss'),
    heldOutLoss: last('heldOutLoss'),
    bestHeldOutLoss: heldOut.length === 0 ? NaN : heldOut.reduce((a, b) => Math.min(a, b)),
    trainAccuracy: last('trainAccuracy'),
    heldOutAccuracy: last('heldOutAccuracy'),
  };
}
