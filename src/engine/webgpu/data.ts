import type { Dataset } from '#src/data/dataset.ts';
import { checkRows, type ModelPlan } from '#src/engine/contract/model-plan.ts';
import { targetRows } from '#src/engine/gpu/target-rows.ts';
import type { SetPlace } from '#src/engine/webgpu/plan-record.ts';

/** Where the rows of all replicas lie among the numbers of the data. */
export interface DataPlaces {
  readonly train: SetPlace;
  readonly heldOut: SetPlace;
  readonly numbers: number;
}

/** Numbers of a row's targets; of weighted rows what the row counts stands behind them. */
function targetNumbers({ network, weighted }: ModelPlan): number {
  return network.outputs + (weighted ? 2 : 0);
}

/** Inputs, then targets of the training sets, then of the held-out sets. Replicas that have the same rows share them. */
export function placeData(plan: ModelPlan): DataPlaces {
  const { replicas, network, changesRows } = plan;
  let numbers = 0;
  const take = (copies: number, size: number): readonly [number, number] => {
    const at = numbers;
    numbers += copies * size;
    return [at, copies > 1 ? size : 0];
  };
  const place = (set: 'train' | 'heldOut', rows: number): SetPlace => {
    const apart = replicas.some((replica) => replica[set] !== replicas[0]?.[set]);
    const copies = apart || (set === 'train' && changesRows) ? replicas.length : 1;
    const [inputsAt, inputsStride] = take(copies, rows * network.inputs);
    const [targetsAt, targetsStride] = take(copies, rows * targetNumbers(plan));
    return { rows, inputsAt, inputsStride, targetsAt, targetsStride };
  };
  const train = place('train', plan.rows);
  const heldOut = place('heldOut', plan.heldOutRows);
  return { train, heldOut, numbers };
}

/** Writes a replica's rows to their place; class indices become one-hot rows. */
export function writeData(
  queue: GPUQueue,
  buffer: GPUBuffer,
  plan: ModelPlan,
  place: SetPlace,
  replica: number,
  data: Dataset,
): void {
  checkRows(plan, data, place.rows);
  const target = { stride: targetNumbers(plan), weightAt: plan.network.outputs };
  const targets = targetRows(plan, data, target);
  const write = (at: number, numbers: Float32Array<ArrayBuffer>) =>
    queue.writeBuffer(buffer, 4 * at, numbers);
  write(place.inputsAt + replica * place.inputsStride, new Float32Array(data.inputs));
  write(place.targetsAt + replica * place.targetsStride, targets);
}
