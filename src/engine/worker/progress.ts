import { type Course, endsRecord } from '#src/engine/contract/course.ts';
import type {
  Evaluations,
  ReplicaResult,
  ReplicaSpanResult,
  Segment,
  SegmentResult,
  Span,
  SpanResult,
} from '#src/engine/contract/trainer.ts';
import { type PlateauState, plateauAfter, plateauStart } from '#src/network/schedules.ts';
import type { EpochRecord } from '#src/records/epoch-record.ts';
import { emptyTable, type RecordTable } from '#src/records/record-table.ts';
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

/** Is told of the records of each replica, in order: one by one, or several at once. */
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
 * What a finished piece adds, and each replica's record where it completes one. A replica with a loss that is not finite
 * stops and completes nothing; one that has stopped stays as it is.
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

/**
 * The same of whole epochs at once, in which nothing is decided but after the last.
 *
 * @param end of the span and @param start, in seconds of training
 */
export function advanceSpan(
  course: Course,
  before: Progress,
  span: Span,
  result: SpanResult,
  start: number,
  end: number,
): { readonly progress: Progress; readonly replicas: readonly SpanAdvance[] } {
  const moved = before.replicas.map((replica, r) => {
    const [own, asked] = [result.replicas[r], span.replicas[r]];
    if (own === undefined || asked === undefined) throw new Error('the engine left out a result');
    if (replica.stopped !== null) return { replica, records: emptyTable, record: null };
    return advanceReplicaSpan(course, replica, span, own, asked.learningRates, start, end);
  });
  const replicas = moved.map(({ replica }) => replica);
  const isBroken = replicas.every(({ stopped }) => stopped?.kind === 'non_finite');
  const broken = Math.max(0, ...result.replicas.map(({ nonFinite }) => nonFinite?.epoch ?? 0));
  const epochs = isBroken ? broken : span.epochs;
  return {
    progress: { steps: span.stepsBefore + epochs * span.stepsPerEpoch, seconds: end, replicas },
    replicas: moved,
  };
}

interface SpanAdvance {
  readonly replica: ReplicaProgress;
  /** Of all epochs but the last, and of the last. */
  readonly records: RecordTable;
  readonly record: EpochRecord | null;
}

function advanceReplicaSpan(
  course: Course,
  before: ReplicaProgress,
  span: Span,
  { lossSums, gradientNorms, lossRows: rows, evaluations, nonFinite }: ReplicaSpanResult,
  learningRates: Float32Array,
  start: number,
  end: number,
): SpanAdvance {
  const isRecorded = course.recordEvery === span.stepsPerEpoch;
  let { lossSum, lossRows } = before;
  // As `advanceReplica` does where nothing stops, at a fraction of the cost.
  const last = nonFinite?.epoch ?? span.epochs - 1;
  const length = isRecorded ? last : 0;
  const [runningLoss, epochs, steps, seconds, rates] = columnsOf(length);
  for (let epoch = 0; epoch < last; epoch++) {
    lossSum += lossSums[epoch] as number;
    lossRows += rows;
    if (!isRecorded) continue;
    runningLoss[epoch] = lossSum / lossRows;
    lossSum = 0;
    lossRows = 0;
  }
  const result: ReplicaResult = {
    lossSum: lossSums[last] ?? Number.NaN,
    lossRows: rows,
    lastLoss: Number.NaN,
    gradientNorm: gradientNorms[last] ?? null,
    train: null,
    heldOut: null,
    ...(span.evaluated.at(-1) === last && evaluations.at(-1)),
    nonFiniteStep: nonFinite?.step ?? null,
  };
  const at = { epoch: span.epoch + last, firstStep: 0 };
  const { stepsPerEpoch, stepsBefore } = span;
  // Without functions of their own: they are made once a call, of which there are many.
  const secondsEach = (end - start) / span.epochs;
  for (let epoch = 0; epoch < length; epoch++) {
    const done = (epoch + 1) * stepsPerEpoch;
    epochs[epoch] = span.epoch + epoch;
    steps[epoch] = stepsBefore + done;
    seconds[epoch] = start + (epoch + 1) * secondsEach;
    rates[epoch] = learningRates[done - 1] as number;
  }
  const done = (last + 1) * stepsPerEpoch;
  const evaluated = evaluatedColumns(span, evaluations, length);
  let { best } = before;
  for (const [i, one] of evaluations.entries()) {
    const epoch = span.evaluated[i] as number;
    if (epoch < length) best = betterOf(best, one, span.epoch + epoch);
  }
  const { replica, record } = advanceReplica(
    course,
    { ...before, best, lossSum, lossRows },
    at,
    result,
    {
      steps: stepsBefore + done,
      seconds: start + (last + 1) * secondsEach,
      learningRate: learningRates[done - 1] as number,
    },
  );
  const columns: Readonly<Record<Exclude<keyof EpochRecord, EvaluatedColumn>, Float64Array>> = {
    ...evaluated,
    epoch: epochs,
    step: steps,
    seconds,
    runningLoss,
    gradientNorm: gradientNorms.subarray(0, length),
    learningRate: rates,
  };
  return { replica, records: { length, columns }, record };
}

/** Five columns in one piece of memory: an array of its own for each takes longer than to fill it. */
function columnsOf(length: number) {
  const all = new Float64Array(5 * length);
  return [
    all.subarray(0, length),
    all.subarray(length, 2 * length),
    all.subarray(2 * length, 3 * length),
    all.subarray(3 * length, 4 * length),
    all.subarray(4 * length),
  ] as const;
}

/** What is measured at some epochs only. */
type EvaluatedColumn = 'trainLoss' | 'heldOutLoss' | 'trainAccuracy' | 'heldOutAccuracy';

/** Columns of so many epochs of a span; of what is not measured, none. */
function evaluatedColumns(
  { evaluated }: Span,
  evaluations: readonly Evaluations[],
  length: number,
): Partial<Record<EvaluatedColumn, Float64Array>> {
  if (!((evaluated[0] ?? length) < length)) return {};
  const columnOf = (value: (one: Evaluations) => number | undefined): Float64Array => {
    const column = new Float64Array(length).fill(Number.NaN);
    for (const [i, one] of evaluations.entries()) {
      const epoch = evaluated[i] as number;
      if (epoch < length) column[epoch] = value(one) ?? Number.NaN;
    }
    return column;
  };
  return {
    trainLoss: columnOf(({ train }) => train?.loss),
    heldOutLoss: columnOf(({ heldOut }) => heldOut?.loss),
    trainAccuracy: columnOf(({ train }) => train?.accuracy),
    heldOutAccuracy: columnOf(({ heldOut }) => heldOut?.accuracy),
  };
}

interface Moment {
  readonly steps: number;
  readonly seconds: number;
  /** Of the segment's last step. */
  readonly learningRate: number;
}

function advanceReplica(
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

function betterOf(
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
