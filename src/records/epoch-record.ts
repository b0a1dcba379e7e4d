/**
 * What a run reports after each epoch, one column a quantity. Losses are in the units of the targets as the network
 * sees them (scaled); `RunHeader.lossFactor` turns them into the reader's units.
 *
 * - `epoch`: 1-based; `step`: optimiser steps taken since the start; `seconds`: time spent training and measuring.
 * - `runningLoss`: mean over the epoch's samples of the mini-batch losses as trained.
 * - `trainLoss`, `heldOutLoss`, `trainAccuracy`, `heldOutAccuracy`: at the weights after the epoch; accuracies in 0…1.
 * - `gradientNorm`: ‖g‖₂ over all parameters of the epoch's last step, before clipping and penalties.
 * - `learningRate`: the rate of the epoch's last step.
 *
 * NaN means "not measured in this epoch" for the evaluated columns (an epoch without evaluation, a task without
 * classes); a loss that really became non-finite ends the run and is named in its `stopped` reason.
 */
export const recordColumns = [
  'epoch',
  'step',
  'seconds',
  'runningLoss',
  'trainLoss',
  'heldOutLoss',
  'trainAccuracy',
  'heldOutAccuracy',
  'gradientNorm',
  'learningRate',
] as const;
export type RecordColumn = (typeof recordColumns)[number];

/** One epoch's record; packed as `recordColumns.length` consecutive float64 values when it crosses threads. */
export type EpochRecord = { readonly [C in RecordColumn]: number };

/** Records as they cross threads and are kept. */
export function packRecords(records: readonly EpochRecord[]): Float64Array<ArrayBuffer> {
  return Float64Array.from(
    records.flatMap((record) => recordColumns.map((column) => record[column])),
  );
}
