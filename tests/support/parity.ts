import { expect } from 'vitest';
import type { Plan } from '#src/engine/contract/course.ts';
import type { Engine } from '#src/engine/contract/engine.ts';
import type { ModelPlan } from '#src/engine/contract/model-plan.ts';
import type {
  ReplicaResult,
  Segment,
  SegmentResult,
  Trainer,
} from '#src/engine/contract/trainer.ts';
import { createOracle } from '../oracle/oracle.ts';
import { createTrainer } from './engines.ts';

/** The most by which an engine may differ from the oracle, as `Deviation` measures it. */
export const tolerance = { loss: 1e-5, weights: 1e-3, gradientNorm: 1e-3 } as const;

/** The largest differences between an engine and the oracle over the steps compared. */
export interface Deviation {
  /** Steps compared; fewer than asked for where rounding alone would carry float32 away from the oracle. */
  readonly steps: number;
  /** max |Δloss| / max(1, loss), over batch losses and evaluations. */
  readonly loss: number;
  /** max |Δw| / max |w| after the last step, over replicas. */
  readonly weights: number;
  /** max |Δ‖g‖| / max(1, ‖g‖) */
  readonly gradientNorm: number;
  /** Rows of a set that the two classify differently, at the most. */
  readonly classified: number;
}

/** What the oracle says of the first steps of a plan, as far as engines can be held to it. */
export interface OracleCourse {
  readonly steps: number;
  readonly segments: readonly Segment[];
  /** Of each segment. */
  readonly results: readonly SegmentResult[];
  /** After the last step. */
  readonly parameters: Float32Array;
}

/**
 * Trains the oracle. A plan is compared as long as the oracle's own code, rounded to float32 at every store, keeps within
 * a quarter of the tolerance: past that an experiment is chaotic and no engine can follow. That length does not depend on
 * the engine.
 *
 * @param most how many steps to compare at the most
 */
export async function oracleCourse(plan: Plan, most: number): Promise<OracleCourse> {
  const { model } = plan;
  const [exact, rounded] = [createOracle(model, 'float64'), createOracle(model, 'float32')];
  const margin = 1 / 4;
  const single: SegmentResult[] = [];
  let parameters = await exact.parameters();
  for (const step of firstSegments(plan, most, Array<number>(most).fill(1), true)) {
    const [expected, actual] = [await exact.run([step]), await rounded.run([step])];
    const deviation = resultDeviation(model, actual, expected);
    const [reached, near] = [await exact.parameters(), await rounded.parameters()];
    const follows =
      deviation.loss <= margin * tolerance.loss &&
      deviation.gradientNorm <= margin * tolerance.gradientNorm &&
      weightDeviation(model, near, reached) <= margin * tolerance.weights;
    if (!follows) break;
    single.push(...expected);
    parameters = reached;
  }
  const segments = firstSegments(plan, single.length, [1, 2, 5], true).map((segment) => ({
    ...segment,
    // A course that chaos ends within an epoch ends without an evaluation.
    evaluate: single[segment.stepsBefore + segment.steps - 1]!.replicas[0]!.train !== null,
  }));
  const results = segments.map(({ stepsBefore, steps }) =>
    joined(single.slice(stepsBefore, stepsBefore + steps)),
  );
  return { steps: single.length, segments, results, parameters };
}

/** What steps come to that were taken one by one. */
function joined(steps: readonly SegmentResult[]): SegmentResult {
  const last = steps.at(-1)!;
  const sum = (r: number, key: 'lossSum' | 'lossRows') =>
    steps.reduce((total, { replicas }) => total + replicas[r]![key], 0);
  return {
    replicas: last.replicas.map((result, r) => ({
      ...result,
      lossSum: sum(r, 'lossSum'),
      lossRows: sum(r, 'lossRows'),
    })),
  };
}

/** Trains an engine as the oracle was trained and says how far they are apart. @param trainer a new one of `plan`, at step 0 */
async function deviationFrom(
  { steps, segments, results, parameters }: OracleCourse,
  trainer: Trainer,
  { model }: Plan,
): Promise<Deviation> {
  if (steps === 0) return { steps, loss: 0, weights: 0, gradientNorm: 0, classified: 0 };
  const actual: SegmentResult[] = [];
  for (const segment of segments) actual.push(...(await trainer.run([segment])));
  return {
    steps,
    ...resultDeviation(model, actual, results),
    weights: weightDeviation(model, await trainer.parameters(), parameters),
  };
}

/** Trains the oracle and an engine. @param trainer a new one of `plan`, at step 0 @param most how many steps at the most */
export async function compareWithOracle(
  trainer: Trainer,
  plan: Plan,
  most: number,
): Promise<Deviation> {
  return deviationFrom(await oracleCourse(plan, most), trainer, plan);
}

/**
 * Holds an engine to the oracle.
 *
 * @param most how many steps to compare at the most
 * @returns steps compared: none where float32 itself cannot follow
 */
export async function expectAgreement(engine: Engine, plan: Plan, most: number): Promise<number> {
  const course = await oracleCourse(plan, most);
  await expectCourse(engine, plan, course);
  return course.steps;
}

/** Holds an engine to what the oracle says of the first steps of a plan. */
export async function expectCourse(
  engine: Engine,
  plan: Plan,
  course: OracleCourse,
): Promise<void> {
  const trainer = await createTrainer(engine, plan.model);
  try {
    const found = await deviationFrom(course, trainer, plan);
    expect(found.loss).toBeLessThan(tolerance.loss);
    expect(found.weights).toBeLessThan(tolerance.weights);
    expect(found.gradientNorm).toBeLessThan(tolerance.gradientNorm);
    // A row whose two largest outputs are equal but for rounding may fall either way.
    expect(found.classified).toBeLessThanOrEqual(1 + 1e-6);
  } finally {
    trainer.dispose();
  }
}

/**
 * The segments of whole epochs, evaluated, as a session would ask for them. Learning rates change from step to step,
 * so that an engine which takes one rate for several steps is found out.
 *
 * @param from first epoch, 1-based @param to last epoch, inclusive
 */
export function segmentsFor(plan: Plan, from: number, to: number): Segment[] {
  return Array.from({ length: to - from + 1 }, (_, i) =>
    segment(plan, from + i, 0, plan.course.stepsPerEpoch, true),
  );
}

/**
 * The first `steps` steps as segments, cut at epochs and, in the first ones, after each number of `cuts` in turn.
 * Epoch ends and the last step are evaluated where asked.
 */
export function firstSegments(
  plan: Plan,
  steps: number,
  cuts: readonly number[],
  evaluate: boolean,
): Segment[] {
  const segments: Segment[] = [];
  for (let done = 0; done < steps; ) {
    const first = done % plan.course.stepsPerEpoch;
    const cut = cuts[segments.length] ?? Number.POSITIVE_INFINITY;
    const count = Math.min(plan.course.stepsPerEpoch - first, steps - done, cut);
    done += count;
    const measured = evaluate && (done === steps || done % plan.course.stepsPerEpoch === 0);
    const epoch = 1 + Math.floor((done - count) / plan.course.stepsPerEpoch);
    segments.push(segment(plan, epoch, first, count, measured));
  }
  return segments;
}

function segment(
  plan: Plan,
  epoch: number,
  firstStep: number,
  steps: number,
  evaluate: boolean,
): Segment {
  const stepsBefore = (epoch - 1) * plan.course.stepsPerEpoch + firstStep;
  return {
    epoch,
    firstStep,
    steps,
    stepsBefore,
    gradientNorm: true,
    evaluate,
    replicas: plan.course.replicas.map((replica) => ({
      order: replica.order(epoch),
      learningRates: Float32Array.from(
        { length: steps },
        (_, s) => replica.learningRate * (1 - ((stepsBefore + s) % 5) / 10),
      ),
      data: firstStep === 0 ? replica.fresh(epoch) : null,
      rests: false,
    })),
  };
}

function resultDeviation(
  model: ModelPlan,
  actual: readonly SegmentResult[],
  expected: readonly SegmentResult[],
): Pick<Deviation, 'loss' | 'gradientNorm' | 'classified'> {
  const pairs = expected.flatMap((result, i) =>
    result.replicas.map((e, r) => [actual[i]!.replicas[r]!, e] as const),
  );
  const worst = (distance: (a: ReplicaResult, e: ReplicaResult) => number) =>
    largest(pairs.map(([a, e]) => distance(a, e)));
  return {
    loss: worst((a, e) =>
      largest([
        relative(a.lossSum / a.lossRows, e.lossSum / e.lossRows),
        relative(a.lastLoss, e.lastLoss),
        e.train && model.rows > 0 ? relative(a.train?.loss, e.train.loss) : 0,
        e.heldOut === null ? Number(a.heldOut !== null) : relative(a.heldOut?.loss, e.heldOut.loss),
      ]),
    ),
    gradientNorm: worst((a, e) =>
      e.gradientNorm === null ? 0 : relative(a.gradientNorm, e.gradientNorm),
    ),
    classified: worst((a, e) =>
      model.classes === null || !e.train || !e.heldOut
        ? 0
        : largest([
            model.rows * difference(a.train?.accuracy, e.train.accuracy),
            model.heldOutRows * difference(a.heldOut?.accuracy, e.heldOut.accuracy),
          ]),
    ),
  };
}

function weightDeviation(model: ModelPlan, actual: Float32Array, expected: Float32Array): number {
  const count = model.network.parameterCount;
  return largest(
    model.replicas.map((_, r) => {
      let [distance, size] = [0, 1e-30];
      for (let i = r * count; i < (r + 1) * count; i++) {
        distance = Math.max(distance, difference(actual[i], expected[i]!));
        size = Math.max(size, Math.abs(expected[i]!));
      }
      return distance / size;
    }),
  );
}

function relative(actual: number | null | undefined, expected: number): number {
  return difference(actual, expected) / Math.max(1, Math.abs(expected));
}

/** |actual − expected|; infinite where either is missing or not a finite number. */
function difference(actual: number | null | undefined, expected: number): number {
  const distance = Math.abs((actual ?? Number.NaN) - expected);
  return Number.isNaN(distance) ? Number.POSITIVE_INFINITY : distance;
}

function largest(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b), 0);
}
