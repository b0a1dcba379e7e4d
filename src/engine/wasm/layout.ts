import type { Dataset } from '#src/data/dataset.ts';
import type { ModelPlan } from '#src/engine/contract/model-plan.ts';
import {
  laneRows,
  layerTable,
  networkTable,
  replicaTable,
  roundUp,
} from '#src/engine/wasm/tables.ts';
import { optimizers } from '#src/network/optimizers.ts';
import type { LayerShape } from '#src/network/shape.ts';

/** Where a layer's numbers lie; sizes in numbers, strides and addresses in bytes. */
export interface LayerPlace {
  readonly shape: LayerShape;
  readonly paddedUnits: number;
  readonly paddedInputs: number;
  /** Weights are transposed, [units × paddedInputs]. */
  readonly narrow: boolean;
  /** Within a parameter block. */
  readonly weights: number;
  readonly weightStride: number;
  readonly weightRows: number;
  readonly biases: number;
  readonly outputs: number;
  readonly deltas: number;
  readonly stride: number;
}

export interface DatasetPlace {
  readonly rows: number;
  readonly inputs: number;
  readonly targets: number;
  /** 0: all rows count the same. */
  readonly weights: number;
}

export interface ReplicaPlace {
  readonly table: number;
  readonly parameters: number;
  readonly slots: number;
  readonly train: DatasetPlace;
  readonly heldOut: DatasetPlace;
  readonly order: number;
  readonly learningRates: number;
  readonly lossSums: number;
  readonly gradientNorms: number;
}

/** Epochs of a call, and rows of theirs whose orders lie in memory, at the most. */
const mostEpochs = 512;
const epochRows = 2 ** 14;

/** The memory of one trainer: every address fixed before the first step. */
export interface Layout {
  readonly network: number;
  readonly layerTables: number;
  readonly layers: readonly LayerPlace[];
  readonly replicas: readonly ReplicaPlace[];
  /** Numbers in a parameter block, padding included. */
  readonly blockSize: number;
  /** Moments the optimiser keeps, each a parameter block. */
  readonly slots: number;
  /** Epochs that one call takes at most. */
  readonly epochsTogether: number;
  /** Rows that go through the network together in training. */
  readonly blockRows: number;
  /** Those whose losses are summed together. */
  readonly lossRows: number;
  readonly inputs: number;
  readonly inputStride: number;
  readonly targetWidth: number;
  readonly gradients: number;
  readonly zeros: number;
  readonly outputGradients: number;
  /** Two matrices of `lanesSize` bytes each, [units × laneRows], for every thread, for inference. */
  readonly lanes: number;
  readonly lanesSize: number;
  /** First byte that is not used. */
  readonly end: number;
}

/** Lays a plan out in memory. @param base first free byte @param threads that train it at the most */
export function layOut(plan: ModelPlan, base: number, threads = 1): Layout {
  const { network } = plan;
  const allocate = allocator(base);
  const networkAddress = allocate(networkTable.size);
  const layerTables = allocate(layerTable.size * network.layers.length);

  const lossRows = rowsTogether(plan);
  const blockRows = lossRows * blocksTogether(plan, lossRows, threads);
  const inputStride = rowStride(network.inputs);
  let blockEnd = 0;
  const layers = network.layers.map((shape, index): LayerPlace => {
    const [paddedUnits, paddedInputs] = [roundUp(shape.units, 4), roundUp(shape.inputs, 4)];
    // Padded to four columns, weights of few units would be mostly zeros; of few inputs, it makes no odds.
    const narrow = shape.units < 4 && shape.inputs > 4;
    // Rows of zeros at the end let the product that leads back take inputs four at a time.
    const wideRows = index === 0 ? shape.inputs : paddedInputs;
    const weightRows = narrow ? shape.units : wideRows;
    const weightStride = 4 * (narrow ? paddedInputs : paddedUnits);
    const weights = blockEnd;
    const biases = weights + weightRows * weightStride;
    blockEnd = biases + 4 * paddedUnits;
    const stride = rowStride(shape.units);
    return {
      shape,
      paddedUnits,
      paddedInputs,
      narrow,
      weights,
      weightStride,
      weightRows,
      biases,
      outputs: allocate(blockRows * stride),
      deltas: allocate(blockRows * stride),
      stride,
    };
  });

  const epochsTogether = Math.max(1, Math.min(mostEpochs, Math.floor(epochRows / plan.rows)));
  const slots = optimizers[plan.optimizer.id].slots;
  const targetWidth = plan.targetKind === 'class_index' ? 1 : network.outputs;
  const datasets = new Map<Dataset, DatasetPlace>();
  const place = (data: Dataset): DatasetPlace => {
    const known = datasets.get(data);
    if (known) return known;
    const room = roundUp(data.rows, laneRows);
    const found = {
      rows: data.rows,
      inputs: allocate(room * inputStride),
      targets: allocate(room * targetWidth * 4),
      weights: plan.weighted ? allocate(room * 4) : 0,
    };
    datasets.set(data, found);
    return found;
  };
  // Rows that are replaced during training cannot be shared.
  const replicas = plan.replicas.map((replica): ReplicaPlace => {
    if (plan.changesRows) datasets.clear();
    return {
      table: allocate(replicaTable.size),
      parameters: allocate(blockEnd),
      slots: allocate(slots * blockEnd),
      train: place(replica.train),
      heldOut: place(replica.heldOut),
      order: allocate(4 * plan.rows * epochsTogether),
      learningRates: allocate(4 * Math.ceil(plan.rows / plan.batchSize) * epochsTogether),
      lossSums: allocate(8 * epochsTogether),
      gradientNorms: allocate(8 * epochsTogether),
    };
  });

  const widest = Math.max(
    ...layers.map((layer) => Math.max(layer.paddedUnits, layer.paddedInputs)),
  );
  const lanesSize = 4 * laneRows * widest;
  return {
    network: networkAddress,
    layerTables,
    layers,
    replicas,
    blockSize: blockEnd / 4,
    slots,
    epochsTogether,
    blockRows,
    lossRows,
    inputs: allocate(Math.max(blockRows, laneRows) * inputStride),
    inputStride,
    targetWidth,
    gradients: allocate(blockEnd),
    zeros: allocate(4 * widest),
    outputGradients: allocate(blockRows * rowStride(network.outputs)),
    lanes: allocate(2 * lanesSize * threads),
    lanesSize,
    end: allocate(0),
  };
}

/** Hands out addresses one after another, each at the start of a cache line. */
function allocator(base: number): (bytes: number) => number {
  let next = base;
  return (bytes) => {
    const address = roundUp(next, 64);
    next = address + bytes;
    return address;
  };
}

/**
 * Bytes from one row to the next. Rows a multiple of 512 bytes apart would all fall into the same few sets of a cache:
 * products that read down a column would wait for memory.
 */
function rowStride(width: number): number {
  const bytes = 4 * roundUp(width, 4);
  return bytes % 512 === 0 ? bytes + 64 : bytes;
}

/**
 * Bytes of outputs and deltas that a block of rows may take: small enough to stay in a second-level cache beside the
 * weights.
 */
const blockBytes = 256 * 1024;

/** Batches are taken whole where they fit, else in blocks of equal size; a multiple of four leaves no odd rows. */
function rowsTogether({ network, batchSize, rows }: ModelPlan): number {
  const bytes = network.layers.reduce((sum, layer) => sum + 2 * rowStride(layer.units), 0);
  const most = Math.min(Math.max(Math.floor(blockBytes / bytes / 4) * 4, 16), 256);
  const batch = Math.min(batchSize, Math.max(rows, 1));
  const blocks = Math.ceil(batch / most);
  return roundUp(Math.ceil(batch / blocks), 4);
}

/** Blocks that threads share: so many that each has about as many rows as a single thread would have. */
function blocksTogether(
  { batchSize, rows }: ModelPlan,
  blockRows: number,
  threads: number,
): number {
  const blocks = Math.ceil(Math.min(batchSize, Math.max(rows, 1)) / blockRows);
  return threads === 1 ? 1 : Math.min(blocks, threads + 1);
}
