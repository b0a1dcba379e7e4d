import { type Course, endsRecord } from '#src/engine/contract/course.ts';
import type {
  Evaluations,
  ReplicaResult,
  Segment,
  SegmentResult,
} from '#src/engine/contract/trainer.ts';
import { type PlateauState, plateauAfter, plateauStart } from '#src/network/schedules.ts';
import type { EpochRecord } from '#src/records/epoch-record.ts';
import type { RecordTable } from '#src/records/record-table.ts';
import type { StopReason } from '#src/records/run-header.ts';

/**
 * How far a training has come, beside its trainer's weights. Immutable: a checkpoint keeps one, and going back to it is
 * going on from it.
 */
export interface Progress {
  /** Steps taken since the start, whole pieces only. */
  readonly steps: number;
  /** Of training. */
  readonly seconds: number;
  readonly replicas: readonly ReplicaProgress[];
}

export interface ReplicaProgress {
  /** Since the last record. */
  readonly lossSum: number;
  readonly lossRows: number;
  readonly plateau: PlateauState;
  /** The lowest held-out loss, or training loss where none are held out, and the epoch that reached it. */
  readonly best: { readonly loss: number; readonly epoch: number };
  /** Why its training ended for good, or null. */
  readonly stopped: StopReason | null;
  /** Its parameters where it stopped while others go on, [parameterCount]; null: the trainer has them. */
  readonly parameters: Float32Array | null;
}

/** Is told of each replica's records, in order: one by one, or several in a table that is good until it returns. */
export interface RecordListener {
  record(replica: number, record: EpochRecord): void;
  records(replica: number, records: RecordTable): void;
}

const start: ReplicaProgress = {
  lossSum: 0,
  lossRows: 0,
  plateau: plateauStart,
  best: { loss: Number.POSITIVE_INFINITY, epoch: 0 },
  stopped: null,
  parameters: null,
};

/** Before the first step. */
export function startingProgress({ replicas }: Course): Progress {
  return { steps: 0, seconds: 0, replicas: replicas.map(() => start) };
}

/** Whether every replica has stopped. */
export function isOver({ replicas }: Progress): boolean {
  return replicas.every(({ stopped }) => stopped !== null);
}

/**
 * Whether what comes after this segment depends on its result: a later rate (plateau) or a stop rule. Training must
 * know the result before it goes on. A loss that is not finite needs no waiting, since the replica freezes by itself.
 */
export function decides(
  course: Course,
  segment: Pick<Segment, 'stepsBefore' | 'steps' | 'evaluate'>,
): boolean {
  if (!endsRecord(course, segment.stepsBefore + segment.steps)) return false;
  if (course.stop.targetLoss !== null) return true;
  return segment.evaluate && (course.stop.patience > 0 || course.schedule.id === 'plateau');
}

/**
 * What a finished piece adds, and each replica's record where it completes one. A replica with a loss that is not
 * finite stops and completes nothing; one that has stopped stays as it is.
 *
 * @param seconds of training until now
 */
export function advance(
  course: Course,
  before: Progress,
  segment: Segment,
  result: SegmentResult,
  seconds: number,
): { readonly progress: Progress; readonly records: readonly (EpochRecord | null)[] } {
  const steps = segment.stepsBefore + segment.steps;
  const moved = before.replicas.map((replica, r) => {
    const own = result.replicas[r];
    if (own === undefined) throw new Error('the engine left out a result');
    if (replica.stopped !== null) return { replica, record: null };
    const learningRate = segment.replicas[r]?.learningRates.at(-1) ?? Number.NaN;
    return advanceReplica(course, replica, segment, own, { steps, seconds, learningRate });
  });
  const replicas = moved.map(({ replica }) => replica);
  const progress = { steps, seconds, replicas };
  // Where all have broken down, the steps of the piece count for none of them.
  const isBroken = replicas.every(({ stopped }) => stopped?.kind === 'non_finite');
  return {
    progress: isBroken ? { ...progress, steps: before.steps } : progress,
    records: moved.map(({ record }) => record),
  };
}

interface Moment {
  readonly steps: number;
  readonly seconds: number;
  /** Of the segment's last step. */
  readonly learningRate: number;
}

/** One replica's share of `advance`. */
export function advanceReplica(
  course: Course,
  before: ReplicaProgress,
  segment: Pick<Segment, 'epoch' | 'firstStep'>,
  result: ReplicaResult,
  { steps, seconds, learningRate }: Moment,
): { readonly replica: ReplicaProgress; readonly record: EpochRecord | null } {
  if (result.nonFiniteStep !== null) {
    const step = segment.firstStep + result.nonFiniteStep + 1;
    const stopped = { kind: 'non_finite', epoch: segment.epoch, step } as const;
    return { replica: { ...before, stopped }, record: null };
  }
  const lossSum = before.lossSum + result.lossSum;
  const lossRows = before.lossRows + result.lossRows;
  if (!endsRecord(course, steps)) {
    return { replica: { ...before, lossSum, lossRows }, record: null };
  }
  const epoch = steps / course.stepsPerEpoch;
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
    learningRate,
  };
  const judged = (result.heldOut ?? result.train)?.loss;
  const measured = judged !== undefined;
  const best = betterOf(before.best, result, epoch);
  const plateau = measured
    ? plateauAfter(before.plateau, course.schedule, epoch, judged)
    : before.plateau;
  const stopped = stopReason(course, record, measured, best.epoch);
  return {
    replica: { ...before, lossSum: 0, lossRows: 0, plateau, best, stopped },
    record,
  };
}

export function betterOf(
  best: ReplicaProgress['best'],
  { train, heldOut }: Evaluations,
  epoch: number,
): ReplicaProgress['best'] {
  const loss = (heldOut ?? train)?.loss;
  return loss !== undefined && loss < best.loss ? { loss, epoch } : best;
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
