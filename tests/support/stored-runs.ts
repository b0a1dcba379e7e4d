import { defaultExperiment } from '#src/experiment/experiment.ts';
import { type RunCurve, runFigures, type StoredRun } from '#src/library/stored-run.ts';
import { type EpochRecord, recordColumns } from '#src/records/epoch-record.ts';

/** Packed records of epochs of which only some columns matter; the others were not measured. */
export function packedRecords(epochs: readonly Partial<EpochRecord>[]): Float64Array {
  return Float64Array.from(
    epochs.flatMap((given, i) => {
      const record: Partial<EpochRecord> = { epoch: i + 1, step: 10 * (i + 1), ...given };
      return recordColumns.map((column) => record[column] ?? Number.NaN);
    }),
  );
}

/** A kept run with these epochs. */
export function storedRun(
  id: string,
  epochs: readonly Partial<EpochRecord>[],
  change: Partial<StoredRun> = {},
): { readonly run: StoredRun; readonly curve: RunCurve } {
  const records = packedRecords(epochs);
  return {
    run: {
      id,
      createdAt: 0,
      experiment: defaultExperiment,
      engine: 'wasm',
      device: 'test',
      parameterCount: 1,
      figures: runFigures(records),
      stopped: { kind: 'epochs' },
      groupId: null,
      name: null,
      colour: 0,
      visible: true,
      pinned: false,
      notes: '',
      ...change,
    },
    curve: { id, records, parameters: Float32Array.of(1) },
  };
}
