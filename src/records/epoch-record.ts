/**
 * What this version measures after each epoch. Losses are in the units of the targets as the network sees them
 * (scaled); `RunHeader.lossFactor` turns them into the reader's units.
 *
 * NaN means "not measured in this epoch" for the evaluated columns (an epoch without evaluation, a task without
 * classes); a loss that really became non-finite ends the run and is named in its `stopped` reason.
 */
export type EpochRecord = {
  /** 1-based. */
  readonly epoch: number;
  /** Optimiser steps taken since the start. */
  readonly step: number;
  /** Time spent training and measuring since the start. */
  readonly seconds: number;
  /** Mean over the epoch's samples of the mini-batch losses as trained. */
  readonly runningLoss: number;
  /** At the weights after the epoch, as are the three that follow; accuracies in 0…1. */
  readonly trainLoss: number;
  readonly heldOutLoss: number;
  readonly trainAccuracy: number;
  readonly heldOutAccuracy: number;
  /** ‖g‖₂ over all parameters of the epoch's last step, before clipping and penalties. */
  readonly gradientNorm: number;
  /** Of the epoch's last step. */
  readonly learningRate: number;
};

/** A column of a `RecordTable` that this version measures. */
export type RecordColumn = keyof EpochRecord;
