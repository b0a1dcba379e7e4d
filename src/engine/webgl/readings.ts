import type { ModelPlan } from '#src/engine/contract/model-plan.ts';
import type {
  Evaluation,
  ReplicaResult,
  Segment,
  SegmentResult,
} from '#src/engine/contract/trainer.ts';
import { readingColumns } from '#src/engine/webgl/glsl/readings.ts';
import type { Layout } from '#src/engine/webgl/layout.ts';
import { rowsOfSteps } from '#src/network/batches.ts';

/** Passes of an evaluation over each of the two sets; their scores are columns of the readings, in this order. */
export function evaluationPasses(plan: ModelPlan, { evaluationRows }: Layout) {
  const passes = (rows: number) => Math.ceil(rows / evaluationRows);
  return { train: passes(plan.rows), heldOut: passes(plan.heldOutRows) };
}

/**
 * The results of segments from their readings.
 *
 * @param texels [segments × replicas × width × 4], as `glsl/readings.ts` writes them
 */
export function resultsOf(
  plan: ModelPlan,
  layout: Layout,
  segments: readonly Segment[],
  texels: Float32Array,
  width: number,
): SegmentResult[] {
  const { replicas } = plan;
  const passes = evaluationPasses(plan, layout);
  return segments.map((segment, s) => ({
    replicas: replicas.map((_, r) => {
      const row = (s * replicas.length + r) * width * 4;
      return replicaResult(plan, segment, texels.subarray(row, row + width * 4), passes);
    }),
  }));
}

function replicaResult(
  plan: ModelPlan,
  segment: Segment,
  row: Float32Array,
  passes: ReturnType<typeof evaluationPasses>,
): ReplicaResult {
  const value = (column: number, component: number) => row[4 * column + component] as number;
  const { sums, flags, norm, scores } = readingColumns;
  const nonFiniteStep = value(flags, 0) > 0 ? value(flags, 1) : null;
  const broken = nonFiniteStep !== null;
  const set = (from: number, count: number, rows: number): Evaluation => {
    let [loss, right] = [0, 0];
    for (let column = from; column < from + count; column++) {
      loss += value(scores + column, 0);
      right += value(scores + column, 1);
    }
    return { loss: loss / rows, accuracy: plan.classes === null ? Number.NaN : right / rows };
  };
  return {
    // The state texel's three partial sums.
    lossSum: broken ? Number.NaN : value(sums, 0) + value(sums, 1) + value(sums, 2),
    lossRows: rowsOfSteps(plan, segment.firstStep, segment.steps),
    lastLoss: broken ? Number.NaN : value(sums, 3),
    gradientNorm: segment.gradientNorm ? (broken ? Number.NaN : value(norm, 0)) : null,
    train: segment.evaluate ? set(0, passes.train, plan.rows) : null,
    heldOut:
      segment.evaluate && plan.heldOutRows > 0
        ? set(passes.train, passes.heldOut, plan.heldOutRows)
        : null,
    nonFiniteStep,
  };
}
