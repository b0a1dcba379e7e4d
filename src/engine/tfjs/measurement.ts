import type { ModelPlan } from '#src/engine/contract/model-plan.ts';
import type { Evaluation, ReplicaResult, Segment } from '#src/engine/contract/trainer.ts';
import { rowsOfSteps } from '#src/network/batches.ts';

/** What a segment has left on the device, by its places among the readings. */
export interface Measurement {
  readonly segment: Segment;
  /** Its steps' losses; none while frozen. */
  readonly losses: readonly number[];
  readonly norm: number | null;
  readonly train: ReadEvaluation | null;
  readonly heldOut: ReadEvaluation | null;
}

export type ReadEvaluation = (values: Float32Array) => Evaluation;

/** A segment's result from what was read. A frozen replica's losses are NaN, from the segment's first step on. */
export function resultOf(
  plan: ModelPlan,
  { segment, losses, norm, train, heldOut }: Measurement,
  values: Float32Array,
): ReplicaResult {
  let lossSum = 0;
  let lossRows = 0;
  let lastLoss = Number.NaN;
  let nonFiniteStep: number | null = null;
  for (let s = 0; s < segment.steps; s++) {
    const rows = rowsOfSteps(plan, segment.firstStep + s);
    lastLoss = values[losses[s] ?? -1] ?? Number.NaN;
    lossSum += lastLoss * rows;
    lossRows += rows;
    if (!Number.isFinite(lastLoss)) nonFiniteStep ??= s;
  }
  return {
    lossSum,
    lossRows,
    lastLoss,
    gradientNorm: segment.gradientNorm ? (values[norm ?? -1] ?? Number.NaN) : null,
    train: train?.(values) ?? null,
    heldOut: heldOut?.(values) ?? null,
    nonFiniteStep,
  };
}
