import type { Course } from '#src/engine/contract/course.ts';
import type { ReplicaResult, Segment } from '#src/engine/contract/trainer.ts';
import { type PlateauState, plateauAfter, plateauStart } from '#src/network/schedules.ts';
import type { EpochRecord } from '#src/records/epoch-record.ts';
import type { StopReason } from '#src/records/run-header.ts';

/**
 * How far a run has come, beside its trainer's weights. Immutable: a checkpoint keeps one, and going back to it is
 * going on from it.
 */
export interface Progress {
  /** Steps taken since the start, whole pieces only. */
  readonly steps: number;
  /** Of the epoch begun. */
  readonly lossSum: number;
  readonly lossRows: number;
  readonly plateau: PlateauState;
  /** The lowest held-out loss and the epoch that reached it. */
  readonly best: { readonly loss: number; readonly epoch: number };
  /** Why training ended for good, or null. */
  readonly stopped: StopReason | null;
  readonly seconds: number;
}

/** Before the first step. */
export const startingProgress: Progress = {
  steps: 0,
  lossSum: 0,
  lossRows: 0,
  plateau: plateauStart,
  best: { loss: Number.POSITIVE_INFINITY, epoch: 0 },
  stopped: null,
  seconds: 0,
};

/** Epochs finished. */
export function epochsOf(course: Course, steps: number): number {
  return Math.floor(steps / course.stepsPerEpoch);
}

/**
 * Whether what comes after this segment depends on its result: a later rate (plateau) or a stop rule. Training must
 * know the result before it goes on. A loss that is not finite needs no waiting, since the replica freezes by itself.
 */
export function decides(course: Course, segment: Segment): boolean {
  if (segment.firstStep + segment.steps < course.stepsPerEpoch) return false;
  if (course.stop.targetLoss !== null) return true;
  return segment.evaluate && (course.stop.patience > 0 || course.schedule.id === 'plateau');
}

/**
 * What a finished piece adds, and the record of the epoch that it completes, if it does. A piece with a loss that is
 * not finite ends the run and completes nothing.
 *
 * @param seconds of training until now
 */
export function advance(
  course: Course,
  before: Progress,
  segment: Segment,
  result: ReplicaResult,
  seconds: number,
): { readonly progress: Progress; readonly record: EpochRecord | null } {
  const { epoch } = segment;
  if (result.nonFiniteStep !== null) {
    const step = segment.firstStep + result.nonFiniteStep + 1;
    const stopped = { kind: 'non_finite', epoch, step } as const;
    return { progress: { ...before, stopped, seconds }, record: null };
  }
  const steps = segment.stepsBefore + segment.steps;
  const lossSum = before.lossSum + result.lossSum;
  const lossRows = before.lossRows + result.lossRows;
  if (segment.firstStep + segment.steps < course.stepsPerEpoch) {
    return { progress: { ...before, steps, lossSum, lossRows, seconds }, record: null };
  }
  const record: EpochRecord = {
    epoch,
    step: steps,
    seconds,
    runningLoss: lossSum / lossRows,
    trainLoss: result.train?.loss ?? Number.NaN,
    heldOutLoss: result.heldOut?.loss ?? Number.NaN,
    trainAccuracy: result.train?.accuracy ?? Number.NaN,
    heldOutAccuracy: result.heldOut?.accuracy ?? Number.NaN,
    gradientNorm: result.gradientNorm ?? Number.NaN,
    learningRate: segment.replicas[0]?.learningRates.at(-1) ?? Number.NaN,
  };
  const measured = result.heldOut !== null;
  const improved = measured && record.heldOutLoss < before.best.loss;
  const best = improved ? { loss: record.heldOutLoss, epoch } : before.best;
  const progress: Progress = {
    steps,
    lossSum: 0,
    lossRows: 0,
    plateau: measured
      ? plateauAfter(before.plateau, course.schedule, epoch, record.heldOutLoss)
      : before.plateau,
    best,
    stopped: stopReason(course, record, measured, best.epoch),
    seconds,
  };
  return { progress, record };
}

function stopReason(
  { stop, epochs }: Course,
  { epoch, runningLoss }: EpochRecord,
  measured: boolean,
  bestEpoch: number,
): StopReason | null {
  if (stop.targetLoss !== null && runningLoss <= stop.targetLoss) {
    return { kind: 'target_loss', epoch };
  }
  if (measured && stop.patience > 0 && epoch - bestEpoch >= stop.patience) {
    return { kind: 'patience', epoch };
  }
  return epoch === epochs ? { kind: 'epochs' } : null;
}
