import type { Experiment } from '#src/experiment/fields.ts';
import type { EngineId } from '#src/experiment/ids.ts';
import { type RecordColumn, recordColumns } from '#src/records/epoch-record.ts';
import type { StopReason } from '#src/records/run-header.ts';

/** A finished run, from wherever it was trained. */
export interface FinishedRun {
  readonly experiment: Experiment;
  readonly engine: EngineId;
  readonly parameterCount: number;
  /** Packed epoch records. */
  readonly records: Float64Array;
  readonly stopped: StopReason | null;
}

const epochColumns = [
  'epoch',
  'runningLoss',
  'trainLoss',
  'heldOutLoss',
  'trainAccuracy',
  'heldOutAccuracy',
  'gradientNorm',
  'learningRate',
] as const satisfies readonly RecordColumn[];

type EpochJson = Record<(typeof epochColumns)[number], number | null>;

/** A run as it is written to JSON; null stands for "not measured" and for numbers that are not finite. */
export interface RunJson {
  readonly experiment: Experiment;
  readonly seed: number;
  readonly engine: EngineId;
  /** Number of parameters. */
  readonly parameters: number;
  readonly steps: number;
  readonly trainSeconds: number;
  readonly microsecondsPerStep: number | null;
  readonly epochs: readonly EpochJson[];
  /** The last measured value of each column. */
  readonly final: EpochJson | null;
  readonly stopped: { readonly reason: StopReason['kind'] | 'interrupted'; readonly epoch: number };
}

export function runJson({
  experiment,
  engine,
  parameterCount,
  records,
  stopped,
}: FinishedRun): RunJson {
  const rows = records.length / recordColumns.length;
  const cell = (row: number, column: RecordColumn) =>
    records[row * recordColumns.length + recordColumns.indexOf(column)] as number;
  const epochs = Array.from({ length: rows }, (_, row) =>
    epochJson((column) => finite(cell(row, column))),
  );
  const steps = rows === 0 ? 0 : cell(rows - 1, 'step');
  const trainSeconds = rows === 0 ? 0 : cell(rows - 1, 'seconds');
  return {
    experiment,
    seed: experiment.seed,
    engine,
    parameters: parameterCount,
    steps,
    trainSeconds,
    microsecondsPerStep: steps === 0 ? null : (1e6 * trainSeconds) / steps,
    epochs,
    final:
      rows === 0
        ? null
        : epochJson(
            (column) => epochs.findLast((epoch) => epoch[column] !== null)?.[column] ?? null,
          ),
    stopped: { reason: stopped?.kind ?? 'interrupted', epoch: rows },
  };
}

function epochJson(value: (column: (typeof epochColumns)[number]) => number | null): EpochJson {
  return Object.fromEntries(epochColumns.map((column) => [column, value(column)])) as EpochJson;
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
