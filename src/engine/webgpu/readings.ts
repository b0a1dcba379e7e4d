import type { ModelPlan } from '#src/engine/contract/model-plan.ts';
import type {
  Evaluation,
  ReplicaResult,
  Segment,
  SegmentResult,
} from '#src/engine/contract/trainer.ts';
import type { Capacities } from '#src/engine/webgpu/resources.ts';
import { replicaFields } from '#src/engine/webgpu/wgsl/plan.ts';
import { recordBytes } from '#src/engine/webgpu/wgsl/records.ts';
import { rowsOfSteps } from '#src/network/batches.ts';

const names = Object.keys(replicaFields) as (keyof typeof replicaFields)[];

/** Bytes of a segment's readings: a record for each replica. */
export function readingBytes(replicas: number): number {
  return replicas * recordBytes(replicaFields);
}

/** Bytes of an evaluation's scores: (losses, rows classified rightly) of each pass, replica by replica, set by set. */
export function scoreBytes(replicas: number, { passes }: Capacities): number {
  return 8 * replicas * (passes.train + passes.heldOut);
}

/** The results of segments from their readings, behind which are the scores of those that are evaluated. */
export function resultsOf(
  plan: ModelPlan,
  { passes }: Pick<Capacities, 'passes'>,
  segments: readonly Segment[],
  numbers: Float32Array,
): SegmentResult[] {
  const replicas = plan.replicas.length;
  let scoresAt = segments.length * replicas * names.length;
  return segments.map((segment, s) => {
    const at = scoresAt;
    if (segment.evaluate) scoresAt += 2 * replicas * (passes.train + passes.heldOut);
    const score = (from: number, r: number, count: number, rows: number): Evaluation => {
      let [loss, right] = [0, 0];
      for (let i = 0; i < count; i++) {
        loss += numbers[from + 2 * (r * count + i)] as number;
        right += numbers[from + 2 * (r * count + i) + 1] as number;
      }
      return { loss: loss / rows, accuracy: plan.classes === null ? Number.NaN : right / rows };
    };
    const result = (_: unknown, r: number): ReplicaResult => {
      const own = (s * replicas + r) * names.length;
      const value = (name: keyof typeof replicaFields) =>
        numbers[own + names.indexOf(name)] as number;
      const step = value('nonFiniteStep');
      const finite = (number: number) => (step >= 0 ? Number.NaN : number);
      const heldOutAt = at + 2 * replicas * passes.train;
      return {
        lossSum: finite(value('near') + value('middle') + value('far')),
        lossRows: rowsOfSteps(plan, segment.firstStep, segment.steps),
        lastLoss: finite(value('lastLoss')),
        gradientNorm: segment.gradientNorm ? finite(value('gradientNorm')) : null,
        train: segment.evaluate ? score(at, r, passes.train, plan.rows) : null,
        heldOut:
          segment.evaluate && plan.heldOutRows > 0
            ? score(heldOutAt, r, passes.heldOut, plan.heldOutRows)
            : null,
        nonFiniteStep: step >= 0 ? step : null,
      };
    };
    return { replicas: plan.replicas.map(result) };
  });
}
