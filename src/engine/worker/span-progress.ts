import type { Course } from '#src/engine/contract/course.ts';
import type {
  Evaluations,
  ReplicaResult,
  ReplicaSpanResult,
  Span,
  SpanResult,
} from '#src/engine/contract/trainer.ts';
import {
  advanceReplica,
  betterOf,
  type Progress,
  type RecordListener,
  type ReplicaProgress,
} from '#src/engine/worker/progress.ts';
import type { EpochRecord } from '#src/records/epoch-record.ts';
import type { RecordTable } from '#src/records/record-table.ts';

/** Seconds of training before a span and after it. */
interface SpanTime {
  readonly start: number;
  readonly end: number;
}

/** What is measured at some epochs only. */
type EvaluatedColumn = 'trainLoss' | 'heldOutLoss' | 'trainAccuracy' | 'heldOutAccuracy';

/** All columns of a record but the gradient norms, which come as one. */
const mostColumns = 9;

/**
 * Adds whole epochs at once, in which nothing is decided but after the last, as `advance` does segment by segment. The
 * records of each span are made where those of the one before it lay: of short epochs there are many.
 */
export class SpanProgress {
  #room = new Float64Array();
  #taken = 0;

  /** Listeners hear of the records before it returns. */
  advance(
    course: Course,
    before: Progress,
    span: Span,
    result: SpanResult,
    time: SpanTime,
    hear: RecordListener,
  ): Progress {
    const replicas = before.replicas.map((replica, r) => {
      const [own, asked] = [result.replicas[r], span.replicas[r]];
      if (own === undefined || asked === undefined) throw new Error('the engine left out a result');
      if (replica.stopped !== null) return replica;
      const isRecorded = course.recordEvery === span.stepsPerEpoch;
      const last = own.nonFinite?.epoch ?? span.epochs - 1;
      if (isRecorded && last > 0)
        hear.records(r, this.#table(span, own, asked.learningRates, last, time));
      const sums = isRecorded ? replica : withLosses(replica, own, last);
      const best = bestOf(replica.best, span, own, isRecorded ? last : 0);
      const moved = advanceLast(course, { ...sums, best }, span, r, own, time);
      if (moved.record !== null) hear.record(r, moved.record);
      return moved.replica;
    });
    const isBroken = replicas.every(({ stopped }) => stopped?.kind === 'non_finite');
    const broken = Math.max(0, ...result.replicas.map(({ nonFinite }) => nonFinite?.epoch ?? 0));
    const epochs = isBroken ? broken : span.epochs;
    const steps = span.stepsBefore + epochs * span.stepsPerEpoch;
    return { steps, seconds: time.end, replicas };
  }

  /** Records of a span's first epochs. */
  #table(
    { epoch: first, epochs, stepsPerEpoch, stepsBefore, evaluated }: Span,
    { lossSums, lossRows, gradientNorms, evaluations }: ReplicaSpanResult,
    rates: Float32Array,
    length: number,
    { start, end }: SpanTime,
  ): RecordTable {
    if (this.#room.length < mostColumns * length)
      this.#room = new Float64Array(mostColumns * length);
    this.#taken = 0;
    const [epoch, step, seconds] = [
      this.#column(length),
      this.#column(length),
      this.#column(length),
    ];
    const [runningLoss, learningRate] = [this.#column(length), this.#column(length)];
    const secondsEach = (end - start) / epochs;
    for (let i = 0; i < length; i++) {
      const done = (i + 1) * stepsPerEpoch;
      epoch[i] = first + i;
      step[i] = stepsBefore + done;
      seconds[i] = start + (i + 1) * secondsEach;
      runningLoss[i] = (lossSums[i] as number) / lossRows;
      learningRate[i] = rates[done - 1] as number;
    }
    const measured = (evaluated[0] ?? length) < length;
    const columns: Readonly<Record<Exclude<keyof EpochRecord, EvaluatedColumn>, Float64Array>> = {
      ...(measured && this.#evaluatedColumns(evaluated, evaluations, length)),
      epoch,
      step,
      seconds,
      runningLoss,
      gradientNorm: gradientNorms.subarray(0, length),
      learningRate,
    };
    return { length, columns };
  }

  #evaluatedColumns(
    evaluated: readonly number[],
    evaluations: readonly Evaluations[],
    length: number,
  ): Readonly<Record<EvaluatedColumn, Float64Array>> {
    const columnOf = (value: (one: Evaluations) => number | undefined): Float64Array => {
      const column = this.#column(length).fill(Number.NaN);
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

  #column(length: number): Float64Array {
    this.#taken += length;
    return this.#room.subarray(this.#taken - length, this.#taken);
  }
}

/** The sums where epochs have no record each, of those before the last. */
function withLosses(
  before: ReplicaProgress,
  { lossSums, lossRows }: ReplicaSpanResult,
  last: number,
): ReplicaProgress {
  const lossSum = lossSums.subarray(0, last).reduce((sum, loss) => sum + loss, before.lossSum);
  return { ...before, lossSum, lossRows: before.lossRows + last * lossRows };
}

/** @param epochs of the span that are looked at */
function bestOf(
  before: ReplicaProgress['best'],
  { epoch: first, evaluated }: Span,
  { evaluations }: ReplicaSpanResult,
  epochs: number,
): ReplicaProgress['best'] {
  let best = before;
  for (const [i, one] of evaluations.entries()) {
    const epoch = evaluated[i] as number;
    if (epoch < epochs) best = betterOf(best, one, first + epoch);
  }
  return best;
}

/** The last epoch of a span, or that in which a loss was not finite. */
function advanceLast(
  course: Course,
  before: ReplicaProgress,
  span: Span,
  r: number,
  { lossSums, lossRows, gradientNorms, evaluations, nonFinite }: ReplicaSpanResult,
  { start, end }: SpanTime,
): ReturnType<typeof advanceReplica> {
  const last = nonFinite?.epoch ?? span.epochs - 1;
  const result: ReplicaResult = {
    lossSum: lossSums[last] ?? Number.NaN,
    lossRows,
    lastLoss: Number.NaN,
    gradientNorm: gradientNorms[last] ?? null,
    train: null,
    heldOut: null,
    ...(span.evaluated.at(-1) === last && evaluations.at(-1)),
    nonFiniteStep: nonFinite?.step ?? null,
  };
  const done = (last + 1) * span.stepsPerEpoch;
  return advanceReplica(course, before, { epoch: span.epoch + last, firstStep: 0 }, result, {
    steps: span.stepsBefore + done,
    seconds: start + ((last + 1) * (end - start)) / span.epochs,
    learningRate: span.replicas[r]?.learningRates[done - 1] ?? Number.NaN,
  });
}
