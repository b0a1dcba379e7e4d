import type { Experiment } from '#src/experiment/fields.ts';
import type { EngineId } from '#src/experiment/ids.ts';
import { type RecordColumn, recordColumns } from '#src/records/epoch-record.ts';
import { lastValue } from '#src/records/last-value.ts';
import type { StopReason } from '#src/records/run-header.ts';

/** A run that is kept: everything a list or a table shows of it. Its arrays are stored apart, as `RunCurve`. */
export interface StoredRun {
  readonly id: string;
  /** Milliseconds since 1970, when the run came to its end or was interrupted. */
  readonly createdAt: number;
  readonly experiment: Experiment;
  readonly engine: EngineId;
  readonly device: string;
  readonly parameterCount: number;
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

export interface RunCurve {
  readonly id: string;
  /** Packed epoch records, `recordColumns.length` values each. */
  readonly records: Float64Array;
  /** Final parameters, [parameterCount]. */
  readonly parameters: Float32Array;
}

/** Last and best values of a run; NaN where nothing was measured. */
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

/** Reads the figures off packed epoch records. */
export function runFigures(records: Float64Array): RunFigures {
  const rows = records.length / recordColumns.length;
  const value = (row: number, column: RecordColumn) =>
    records[row * recordColumns.length + recordColumns.indexOf(column)] as number;
  const last = (column: RecordColumn) => lastValue(records, column);
  let best = NaN;
  for (let row = 0; row < rows; row++) {
    const loss = value(row, 'heldOutLoss');
    if (!(loss >= best)) best = Number.isNaN(loss) ? best : loss;
  }
  return {
    epochs: rows,
    steps: rows === 0 ? 0 : value(rows - 1, 'step'),
    seconds: rows === 0 ? 0 : value(rows - 1, 'seconds'),
    runningLoss: last('runningLoss'),
    trainLoss: last('trainLoss'),
    heldOutLoss: last('heldOutLoss'),
    bestHeldOutLoss: best,
    trainAccuracy: last('trainAccuracy'),
    heldOutAccuracy: last('heldOutAccuracy'),
  };
}
