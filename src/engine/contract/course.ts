import type { Dataset } from '#src/data/dataset.ts';
import type { ModelPlan } from '#src/engine/contract/model-plan.ts';
import type { EngineChoiceId } from '#src/experiment/ids.ts';
import type { Schedule } from '#src/network/schedules.ts';

/** An experiment with nothing left to decide: what is computed, and how training proceeds. */
export interface Plan {
  readonly model: ModelPlan;
  readonly course: Course;
}

/** How long training lasts, at which rates, in which order of rows, and when it is measured. Engines know nothing of it. */
export interface Course {
  /** What schedules count by; training may end earlier. */
  readonly epochs: number;
  /** Optimiser steps in one epoch, the short last batch included unless it is dropped. */
  readonly stepsPerEpoch: number;
  /** Steps after which training ends at the latest. */
  readonly steps: number;
  /** Steps from one record to the next, an epoch's as a rule; the last record is made at the end. */
  readonly recordEvery: number;
  /** Evaluate for every n-th record, and for the first and the last. */
  readonly evaluateEvery: number;
  readonly schedule: Schedule;
  readonly stop: StopRules;
  readonly engine: EngineChoiceId;
  /** One for each replica of the model. */
  readonly replicas: readonly ReplicaCourse[];
}

export interface StopRules {
  /** Stop when the running loss is at or under this; null: never. */
  readonly targetLoss: number | null;
  /** Stop after this many epochs in which the held-out loss did not improve; 0: never. */
  readonly patience: number;
}

/** What one replica has to itself. */
export interface ReplicaCourse {
  readonly learningRate: number;
  /** The rows' order in an epoch (1-based): [rows] indices into the training set. Pure: same epoch, same order. */
  order(epoch: number): Uint32Array;
  /** New training rows for an epoch whose order is `fresh`, else null. Pure. @throws EngineError where one is not finite */
  fresh(epoch: number): Dataset | null;
}

/** Whether a record is made after so many steps. */
export function endsRecord({ recordEvery, steps }: Course, done: number): boolean {
  return done % recordEvery === 0 || done === steps;
}

/** Epochs finished after so many steps. */
export function epochsOf({ stepsPerEpoch }: Course, done: number): number {
  return Math.floor(done / stepsPerEpoch);
}
