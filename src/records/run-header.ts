import type { AnswerVariance } from '#src/data/answer-variance.ts';
import type { Axis, Points } from '#src/data/dataset.ts';
import type { Probe } from '#src/data/probe.ts';
import type { Guessing } from '#src/doctor/floors/guessing.ts';
import type { Change } from '#src/experiment/fields/changes.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import type { OrderId } from '#src/experiment/ids.ts';
import type { Task } from '#src/experiment/targets.ts';

/**
 * What is known of a run before its first step, in the reader's units: everything charts need beside the records and
 * snapshots. Made by the worker from the experiment alone.
 */
export interface RunHeader {
  readonly runId: string;
  readonly experiment: Experiment;
  readonly task: Task;
  readonly train: ShownPoints;
  readonly heldOut: ShownPoints;
  /** The reader's inputs. */
  readonly axes: readonly Axis[];
  /** Where the network is asked for its predictions. */
  readonly probe: Probe;
  /** The answer without noise there, [rows × values], NaN where it is not defined; null where only rows are known. */
  readonly probeTruth: Float64Array | null;
  readonly parameterCount: number;
  readonly networkInputs: number;
  /** Units of each layer, hidden and output, in order: the layout of a snapshot's parameters. */
  readonly layerUnits: readonly number[];
  readonly rows: number;
  readonly stepsPerEpoch: number;
  readonly epochs: number;
  /** Last epoch (inclusive) before the batch order changes, by the names on both sides, or a setting. */
  readonly phaseSwitches: readonly (
    | { readonly epoch: number; readonly from: OrderId; readonly to: OrderId }
    | Change
  )[];
  readonly guessing: Guessing | null;
  /** Multiplies a loss of network units into the reader's units; null where there is no such factor (Huber). */
  readonly lossFactor: number | null;
  /** Of the answers; null for classes, absent: not known. */
  readonly answerVariance?: AnswerVariance | null;
  /** Scalings in words with their fitted numbers, e.g. "x divided by 1000"; empty when nothing is scaled. */
  readonly scalingNotes: readonly string[];
  /** Network inputs by name, e.g. ["x0", "x1"] or ["sin(π·u0)", …]. */
  readonly inputNames: readonly string[];
}

/** The points that stand for a set in charts: all of them, or some at even distances. */
export interface ShownPoints extends Points {
  /** Rows of the whole set; absent: these are all. */
  readonly total?: number;
}

/** A run's state at one moment: parameters and what the network answers at the probe and at the points. */
export interface Snapshot {
  /** Epochs finished. */
  readonly epoch: number;
  /** Optimiser steps taken since the start. */
  readonly step: number;
  /** [parameterCount], layer by layer, W row-major [inputs][units], then b. */
  readonly parameters: Float32Array;
  /** At the probe: numbers in the reader's units, [rows × values], or probabilities, [rows × classes]. */
  readonly predictions: Float32Array;
  /** At the training points: numbers in the reader's units, [train.rows × values], or the predicted class, [train.rows]. */
  readonly atTrain: Float32Array;
  /** The same at the held-out points. */
  readonly atHeldOut: Float32Array;
}

export type RunPhase = 'ready' | 'running' | 'paused' | 'finished' | 'failed';

/** Why training ended for good. */
export type StopReason =
  | { readonly kind: 'epochs' }
  | { readonly kind: 'target_loss'; readonly epoch: number }
  | { readonly kind: 'patience'; readonly epoch: number }
  | { readonly kind: 'non_finite'; readonly epoch: number; readonly step: number };

/** Whether training ended by its own rules, and not because it went wrong. */
export function endsAsAsked({ kind }: StopReason): boolean {
  return kind !== 'non_finite';
}

/** Whether a run ended because its loss was no number any more. */
export function hasDiverged({ stopped }: { readonly stopped: StopReason | null }): boolean {
  return stopped !== null && !endsAsAsked(stopped);
}
