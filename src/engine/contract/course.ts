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
  /** What changes on the way, in order. */
  readonly stages: readonly Stage[];
  /** One for each replica of the model. */
  readonly replicas: readonly ReplicaCourse[];
}

/** Settings that hold from a step on, the first of an epoch, until the next stage. */
export interface Stage extends Pick<ModelPlan, 'l1' | 'l2' | 'clipping'> {
  readonly from: number;
  /** Null: each replica's own. */
  readonly learningRate: number | null;
  readonly clipAt: number | null;
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
  /**
   * The rows' order in an epoch (1-based): [rows] indices into the training set, in an array that is given, if one is.
   * Pure: same epoch, same order.
   */
  order(epoch: number, into?: Uint32Array): Uint32Array;
  /** Where the streams start that shuffle the rows of so many epochs (`permute`), 32 bits each; null: not all are such shuffles. */
  shuffles(first: number, epochs: number): Uint32Array | null;
  /** New training rows for an epoch whose order is `fresh`, else null. Pure. @throws EngineError where one is not finite */
  fresh(epoch: number): Dataset | null;
}

/** Whether a record is made after so many steps. */
export function endsRecord({ recordEvery, steps }: Course, done: number): boolean {
  return done % recordEvery === 0 || done === steps;
}

/** The stage that the step after so many others belongs to; null: the first, which is as the model says. */
export function stageAt({ stages }: Course, done: number): Stage | null {
  return stages.findLast(({ from }) => from <= done) ?? null;
}

/** The model as it is from so many steps on. */
export function modelAt({ model, course }: Plan, done: number): ModelPlan {
  const stage = stageAt(course, done);
  if (stage === null) return model;
  const { l1, l2, clipping, clipAt } = stage;
  const replicas = model.replicas.map((replica) => ({
    ...replica,
    clipAt: clipAt ?? replica.clipAt,
  }));
  return { ...model, l1, l2, clipping, replicas };
}

/** Whether two models of one network take the same steps. */
export function isSameModel(a: ModelPlan, b: ModelPlan): boolean {
  return (
    a.l1 === b.l1 &&
    a.l2 === b.l2 &&
    a.clipping === b.clipping &&
    a.replicas.every(({ clipAt }, r) => clipAt === b.replicas[r]?.clipAt)
  );
}

/** Epochs finished after so many steps. */
export function epochsOf({ stepsPerEpoch }: Course, done: number): number {
  return Math.floor(done / stepsPerEpoch);
}
