import { type RunCurve, runFigures, type StoredRun } from '#src/library/stored-run.ts';
import type { EpochRecord } from '#src/records/epoch-record.ts';
import { recordTable } from './record-tables.ts';
import { sumBin } from './sum-bin.ts';

/** A kept run with these epochs. */
export function storedRun(
  id: string,
  epochs: readonly Partial<EpochRecord>[],
  change: Partial<StoredRun> = {},
): { readonly run: StoredRun; readonly curve: RunCurve } {
  const records = recordTable(epochs);
  return {
    run: {
      id,
      createdAt: 0,
      experiment: sumBin,
      engine: 'wasm',
      device: 'test',
      parameterCount: 1,
      lossFactor: 1,
      figures: runFigures(records, 1),
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
