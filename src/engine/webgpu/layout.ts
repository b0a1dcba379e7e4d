import type { ModelPlan } from '#src/engine/contract/model-plan.ts';
import type { KernelShape } from '#src/engine/webgpu/wgsl/memory.ts';
import { mostBlocks } from '#src/engine/webgpu/wgsl/plan.ts';
import { optimizers } from '#src/network/optimizers.ts';

/** First columns of a layer's inputs, outputs and deltas among a row's cells. */
export interface LayerColumns {
  readonly inputsAt: number;
  readonly outputsAt: number;
  readonly deltasAt: number;
}

/** What a workgroup works on. */
export interface Placement {
  /** Of four rows, at once. */
  readonly blocks: number;
  readonly shape: KernelShape;
}

/** How a plan lies on the device. */
export interface Layout {
  readonly replicas: number;
  /** Numbers that the optimizer keeps for each parameter. */
  readonly moments: number;
  /** Cells of a row: the inputs and each layer's outputs, with the 1 behind them, then each layer's deltas. */
  readonly columns: number;
  readonly layers: readonly LayerColumns[];
  /** Whether a step of a replica is shared by many workgroups, phase by phase. */
  readonly isShared: boolean;
  readonly training: Placement;
  /** Of evaluation and prediction. */
  readonly inference: Placement;
  /** Workgroups that share the evaluation of a replica. */
  readonly lanes: number;
  /** Cells in the device's memory, for workgroups that cannot keep them. */
  readonly scratch: number;
}

/** Invocations of a workgroup: from those of a warp to as many as every device takes. */
const groupSizes = [32, 128] as const;
const mostThreads = 256;
/** Multiplications of a replica's step that one workgroup, alone on a core of the device, is given at the most. */
const mostOperations = 2e6;
/** Of workgroups that share a replica. */
const sharedShape: KernelShape = { threads: 64, cells: 0, weights: 0, gradients: 0 };
/** Numbers or cells that a workgroup has room for at least. */
const leastFit = 128;
/** Workgroups under way in an evaluation, some for each core of a large device. */
const evaluationGroups = 256;

/** @param groupBytes of a workgroup's memory */
export function layoutOf(plan: ModelPlan, groupBytes: number): Layout {
  const { network, replicas: each, batchSize, rows, heldOutRows } = plan;
  const replicas = each.length;
  let columns = network.inputs + 1;
  let inputsAt = 0;
  const answers = network.layers.map(({ units }) => {
    const outputsAt = columns;
    const own = { inputsAt, outputsAt };
    inputsAt = outputsAt;
    columns += units + 1;
    return own;
  });
  const layers = network.layers.map(({ units }, l) => {
    const deltasAt = columns;
    columns += units;
    return { ...(answers[l] as (typeof answers)[number]), deltasAt };
  });
  const batchRows = Math.min(batchSize, rows);
  const isShared = 3 * network.parameterCount * batchRows > mostOperations;
  // One more for the losses.
  if (isShared) columns++;
  const place = (rowsAtOnce: number, trains: boolean) =>
    placement(plan, columns, Math.ceil(rowsAtOnce / 4), trains, groupBytes);
  const training = isShared
    ? { blocks: Math.ceil(batchRows / 4), shape: sharedShape }
    : place(batchRows, true);
  const inference = place(Math.max(rows, heldOutRows), false);
  const parts = passesOver(Math.max(rows, heldOutRows), inference);
  const lanes = Math.max(1, Math.min(parts, Math.floor(evaluationGroups / replicas)));
  const outside = ({ shape, blocks }: Placement, groups: number) =>
    shape.cells > 0 ? 0 : groups * blocks * columns;
  return {
    replicas,
    moments: optimizers[plan.optimizer.id].slots,
    columns,
    layers,
    isShared,
    training,
    inference,
    lanes,
    scratch: Math.max(1, outside(training, replicas), outside(inference, replicas * lanes)),
  };
}

/** Passes that cover a set of rows. */
export function passesOver(rows: number, { blocks }: Placement): number {
  return Math.ceil(rows / (4 * blocks));
}

function placement(
  { network }: ModelPlan,
  columns: number,
  wantedBlocks: number,
  trains: boolean,
  groupBytes: number,
): Placement {
  const blocks = Math.max(1, Math.min(wantedBlocks, mostBlocks));
  const widest = Math.max(...network.layers.map(({ units }) => units), network.inputs);
  const work = Math.max(blocks * widest, trains ? network.parameterCount / 4 : 0);
  const threads = groupSizes.find((size) => work <= size) ?? mostThreads;
  // Sums of invocations, losses of blocks.
  let free = groupBytes - 4 * (threads + mostBlocks);
  /** In sizes that many plans share, so that they share compiled kernels. */
  const fit = (count: number, bytes: number): number => {
    const size = Math.max(leastFit, 2 ** Math.ceil(Math.log2(count)));
    if (size * bytes > free) return 0;
    free -= size * bytes;
    return size;
  };
  const cells = fit(blocks * columns, 16);
  const weights = fit(network.parameterCount, 4);
  const gradients = trains ? fit(network.parameterCount, 4) : 0;
  return { blocks, shape: { threads, cells, weights, gradients } };
}
