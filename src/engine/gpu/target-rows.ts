import type { Dataset } from '#src/data/dataset.ts';
import type { ModelPlan } from '#src/engine/contract/model-plan.ts';
import { totalWeight } from '#src/lib/statistics.ts';

/** Where the numbers of a row of targets lie; `stride`: from one row to the next. */
export interface TargetRow {
  readonly stride: number;
  /** Where the row's weight is and, behind it, its share of the set's loss (see `BatchWeights`), if rows are weighted. */
  readonly weightAt: number;
}

/** Targets as shaders read them, [rows × stride]: class indices become one-hot rows. */
export function targetRows(
  { network, targetKind }: ModelPlan,
  { rows, targets, weights }: Dataset,
  { stride, weightAt }: TargetRow,
): Float32Array<ArrayBuffer> {
  const { outputs } = network;
  const numbers = new Float32Array(rows * stride);
  const unitShare = rows / totalWeight(rows, weights);
  for (let row = 0; row < rows; row++) {
    const at = row * stride;
    if (targetKind === 'class_index' && outputs > 1) {
      numbers[at + (targets[row] as number)] = 1;
    } else {
      numbers.set(targets.subarray(row * outputs, (row + 1) * outputs), at);
    }
    if (weights === undefined) continue;
    const weight = weights[row] as number;
    numbers[at + weightAt] = weight;
    numbers[at + weightAt + 1] = weight * unitShare;
  }
  return numbers;
}
