import type { Experiment } from '#src/experiment/fields.ts';
import type { EngineId } from '#src/experiment/ids.ts';
import { columnOf, type RecordTable } from '#src/records/record-table.ts';
import type { RunHeader, StopReason } from '#src/records/run-header.ts';

/** A finished run, from wherever it was trained. */
export interface FinishedRun extends Pick<RunHeader, 'lossFactor' | 'answerVariance' | 'guessing'> {
  readonly experiment: Experiment;
  readonly engine: EngineId;
  readonly parameterCount: number;
  readonly records: RecordTable;
  readonly stopped: StopReason | null;
}

/** Columns of which a run's JSON gives the totals alone. */
const summedColumns = ['step', 'seconds'];

/** What was measured after one epoch, by column. */
type EpochJson = Readonly<Record<string, number | null>>;

/**
 * A run as it is written to JSON; null stands for "not measured" and for numbers that are not finite. Losses are those
 * that the network is trained on; `lossFactor` turns them into the reader's units.
 */
export interface RunJson extends Pick<RunHeader, 'lossFactor' | 'answerVariance' | 'guessing'> {
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
  /** `epoch`: in which that happened; of a run that diverged, one that it did not finish. */
  readonly stopped: { readonly reason: StopReason['kind'] | 'interrupted'; readonly epoch: number };
}

export function runJson({
  experiment,
  engine,
  parameterCount,
  records,
  stopped,
  lossFactor,
  answerVariance = null,
  guessing,
}: FinishedRun): RunJson {
  const columns = Object.entries(records.columns).filter(([name]) => !summedColumns.includes(name));
  const epochJson = (value: (column: Float64Array) => number | undefined): EpochJson =>
    Object.fromEntries(columns.map(([name, column]) => [name, finite(value(column))]));
  const epochs = Array.from({ length: records.length }, (_, row) =>
    epochJson((column) => column[row]),
  );
  const steps = columnOf(records, 'step').at(-1) ?? 0;
  const trainSeconds = columnOf(records, 'seconds').at(-1) ?? 0;
  return {
    experiment,
    seed: experiment.seed,
    engine,
    parameters: parameterCount,
    lossFactor,
    answerVariance,
    guessing,
    steps,
    trainSeconds,
    microsecondsPerStep: steps === 0 ? null : (1e6 * trainSeconds) / steps,
    epochs,
    final: epochs.length === 0 ? null : epochJson((column) => column.findLast(Number.isFinite)),
    stopped: {
      reason: stopped?.kind ?? 'interrupted',
      epoch: stopped !== null && 'epoch' in stopped ? stopped.epoch : (epochs.at(-1)?.epoch ?? 0),
    },
  };
}

function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
