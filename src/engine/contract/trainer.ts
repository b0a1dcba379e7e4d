import type { Dataset } from '#src/data/dataset.ts';

/** Consecutive optimiser steps of one epoch, in the words all engines share. */
export interface Segment {
  /** 1-based. */
  readonly epoch: number;
  /** First step of this segment within its epoch, 0-based. */
  readonly firstStep: number;
  readonly steps: number;
  /** Steps taken before this segment since the start: Adam's t − 1 and the dropout counter of its first step. */
  readonly stepsBefore: number;
  /** One for each replica of the model. */
  readonly replicas: readonly ReplicaSegment[];
  /** Report the gradient norm of the segment's last step. */
  readonly gradientNorm: boolean;
  /** Evaluate on both sets at the weights after the segment. */
  readonly evaluate: boolean;
}

export interface ReplicaSegment {
  /** Row order of the whole epoch, [rows]; the same array object for all segments of one epoch. */
  readonly order: Uint32Array;
  /** [steps] learning rate of each step. */
  readonly learningRates: Float32Array;
  /** Training rows that replace the present ones from this segment on (`fresh`), or null. */
  readonly data: Dataset | null;
  /** Its training has ended: what it does from here on counts for nothing, and an engine may leave it out. */
  readonly rests: boolean;
}

/** Loss (the mean that docs/MATH.md defines) and accuracy 0…1 (NaN without classes) over a whole set, in inference mode. */
export interface Evaluation {
  readonly loss: number;
  readonly accuracy: number;
}

/** On both sets; null where there is none, or was not evaluated. */
export interface Evaluations {
  readonly train: Evaluation | null;
  /** Null also where no points are held out. */
  readonly heldOut: Evaluation | null;
}

export interface ReplicaResult extends Evaluations {
  /** Σ over the segment's steps of (batch loss × batch rows), and Σ of batch rows. */
  readonly lossSum: number;
  readonly lossRows: number;
  /** The last step's batch loss. */
  readonly lastLoss: number;
  readonly gradientNorm: number | null;
  /**
   * Step within the segment (0-based) whose loss was first not finite, or null. From that step on the replica is
   * frozen: it takes no further update in this or any later segment.
   */
  readonly nonFiniteStep: number | null;
}

export interface SegmentResult {
  readonly replicas: readonly ReplicaResult[];
}

/** Whole epochs in a row, in which nothing is decided but after the last. */
export interface Span {
  /** The first, 1-based. */
  readonly epoch: number;
  readonly epochs: number;
  readonly stepsPerEpoch: number;
  /** As of a segment. */
  readonly stepsBefore: number;
  /** One for each replica of the model. */
  readonly replicas: readonly ReplicaSpan[];
  /** Report gradient norms from this epoch on, 0-based within the span. */
  readonly gradientNormsFrom: number;
  /** Epochs, 0-based within the span and growing, at the weights after which both sets are evaluated. */
  readonly evaluated: readonly number[];
}

export interface ReplicaSpan extends Pick<ReplicaSegment, 'rests'> {
  /** Row orders of the epochs, one after another, [epochs × rows]; or each a shuffle. */
  readonly orders: Uint32Array | Shuffles;
  /** [epochs × stepsPerEpoch] */
  readonly learningRates: Float32Array;
}

/** Orders that `permute` draws. */
export interface Shuffles {
  /** [epochs] where the stream of each starts. */
  readonly starts: Uint32Array;
}

export interface ReplicaSpanResult extends Pick<ReplicaResult, 'lossRows'> {
  /** One for each epoch that is evaluated, until a loss is not finite. */
  readonly evaluations: readonly Evaluations[];
  /**
   * [epochs] as of segments, each an epoch, good until the next call: what comes after a loss that is not finite counts
   * for nothing.
   */
  readonly lossSums: Float64Array;
  readonly gradientNorms: Float64Array;
  /** Epoch within the span and step within the epoch, both 0-based, whose loss was first not finite, or null. */
  readonly nonFinite: { readonly epoch: number; readonly step: number } | null;
}

export interface SpanResult {
  readonly replicas: readonly ReplicaSpanResult[];
}

/** Everything needed to go on as if nothing had happened, bit for bit on the same engine and machine. */
export interface Checkpoint {
  readonly stepsTaken: number;
  /** [replicas × parameterCount] */
  readonly parameters: Float32Array;
  /** [replicas × slots × parameterCount], the optimiser's moments in the engine's own order. */
  readonly slots: Float32Array;
}

/**
 * Trains the replicas of one model. Calls are made one after another by the session, except that `run` may be called
 * again before earlier calls have settled, up to `depth` of them at a time.
 *
 * Every method may reject with `DeviceLostError`; the trainer is then of no further use and is disposed of.
 */
export interface Trainer {
  /** The device in words, e.g. "SwiftShader (software)", "2 cores, relaxed SIMD". */
  readonly device: string;
  /** How many `run` calls may be under way at once. */
  readonly depth: number;
  /** Takes the segments' steps in order; resolves to one result per segment. */
  run(segments: readonly Segment[]): Promise<readonly SegmentResult[]>;
  /** Takes whole epochs in a call, up to `most` of them; absent: the engine has no faster way than their segments. */
  readonly spans?: { readonly most: number; run(span: Span): Promise<SpanResult> };
  /**
   * The network's outputs (after the output activation) at the present weights, in inference mode.
   * @param inputs [rows × network.inputs]
   * @returns [rows × network.outputs]
   */
  predict(inputs: Float32Array, rows: number, replica: number): Promise<Float32Array>;
  /** [replicas × parameterCount] */
  parameters(): Promise<Float32Array>;
  checkpoint(): Promise<Checkpoint>;
  /** Puts a checkpoint of this engine back; `frozen` replicas stay as their parameters say. */
  restore(checkpoint: Checkpoint): Promise<void>;
  /** Takes no more threads than these, nor than it was made with; absent: it never has several. */
  employ?(threads: number): void;
  /** Frees everything; safe to call twice. */
  dispose(): void;
}

/** The device went away under a trainer, as a graphics context does when the driver resets. */
export class DeviceLostError extends Error {
  override readonly name = 'DeviceLostError';
}
