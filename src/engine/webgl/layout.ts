import type { ModelPlan } from '#src/engine/contract/model-plan.ts';
import type { Tile } from '#src/engine/gpu/tiles.ts';
import { type Columns, type Place, placeColumns } from '#src/engine/webgl/columns.ts';
import { stagesOf } from '#src/engine/webgl/stages.ts';
import { optimizers } from '#src/network/optimizers.ts';

/**
 * Where every number lies in the textures: pure arithmetic, no GL.
 *
 * Everything is float32 in RGBA texels. Rows of a batch are taken in *blocks* of `rowsPerBlock`, weights in *cells* of
 * `weightRows` inputs × 4 units: a fragment works on one block or one cell and writes it by several render targets, so
 * that what it fetches serves many multiplications.
 *
 * - State texture array: layer s·weightRows + k holds, for slot s (0: the parameters, then the optimiser's moments), the
 *   k-th input of each cell. A replica is a *tile*: first a row of two texels for the replica's running sums and flags,
 *   then the layers' weight matrices one after another, the bias as one more input whose value is 1.
 * - Activation texture arrays, two of them (see `Columns`): layers side by side, blocks of all replicas below each
 *   other. The array's first half holds activations, its second half slopes f′(z) with dropout in them. Behind a layer's
 *   last unit stands the 1 that multiplies the next biases.
 * - Delta texture arrays (∂loss/∂z), two of them, likewise; array layer r is row r of the block. One more array layer
 *   beside the last network layer's deltas holds the rows' losses.
 *
 * Devices work on 2 × 2 pixels at once, and software renderers deal out pairs of pixel rows to their threads. Few blocks
 * would leave squares half empty and threads idle, so activations and deltas are *folded*: groups of four units take
 * 2^`fold` rows of the texture in turn.
 */
export interface Layout {
  readonly replicas: number;
  readonly rowsPerBlock: 1 | 2 | 4;
  readonly weightRows: 1 | 2 | 4;
  /** The parameters themselves and the optimiser's moments. */
  readonly slots: number;
  readonly fold: number;
  readonly layers: readonly LayerLayout[];
  readonly columns: Columns;
  readonly tile: Tile;
  /** Batches of more rows than this are trained in several passes, whose gradients are added up. */
  readonly passRows: number;
  /** Rows of a set that are evaluated in one pass. */
  readonly evaluationRows: number;
  /** Blocks of all replicas in the largest pass; activation and delta textures are 2^`fold` times as high. */
  readonly blocks: number;
  /**
   * Gradients are summed by a draw of its own, each slice of `sliceBlocks` blocks apart, instead of inside the
   * optimiser's draw: for large batches, and where the norm has to be known first.
   */
  readonly split: boolean;
  readonly slices: number;
  readonly sliceBlocks: number;
}

export interface LayerLayout {
  readonly inputs: number;
  readonly units: number;
  /** Texels that hold the inputs of a row and the 1 behind them. */
  readonly inputGroups: number;
  /** Texels that hold the units of a row, and the units with the 1 behind them. */
  readonly unitGroups: number;
  readonly outputGroups: number;
  /** Columns that its units take. */
  readonly columns: number;
  /** Where its deltas and, but for the last layer, its outputs are. */
  readonly activations: Place;
  readonly deltas: Place;
  /** First row of its cells in the tile, and their number. */
  readonly y: number;
  readonly height: number;
}

/** What a device can do, as far as it decides the layout. */
export interface Capacity {
  /** Render targets of RGBA32F that one draw can write. */
  readonly colorTargets: 4 | 8;
  readonly textureSize: number;
}

/** The last layer's outputs are nowhere kept. */
const nowhere: Place = { texture: 0, x: 0 };

/** Multiplications in one draw at the most: far from where a slow GPU's watchdog would stop it. */
const drawOperations = 4e8;

/** Blocks whose gradients one fragment sums in the optimiser's own draw at the most. */
const fusedBlocks = 64;

const evaluationRows = 2048;
const mostSlices = 64;
const mostSlicedTexels = 2 ** 21;

export function layoutOf(plan: ModelPlan, { colorTargets, textureSize }: Capacity): Layout {
  const replicas = plan.replicas.length;
  const batch = Math.max(1, Math.min(plan.batchSize, plan.rows));
  const slots = 1 + optimizers[plan.optimizer.id].slots;
  // A block takes two targets for each row in the forward pass, a cell one for each slot and input in the optimiser's.
  const rowsPerBlock = batch > 2 && colorTargets === 8 ? 4 : batch > 1 ? 2 : 1;
  const cellRows = Math.floor(colorTargets / slots);
  const weightRows = cellRows >= 4 ? 4 : cellRows >= 2 ? 2 : 1;

  const shapes = plan.network.layers.map(({ inputs, units }) => ({
    inputs,
    units,
    inputGroups: groupsOf(inputs + 1),
    unitGroups: groupsOf(units),
    outputGroups: groupsOf(units + 1),
  }));
  const operations = replicas * Math.max(...shapes.map((l) => (l.inputs + 1) * l.units));
  const mostBlocks = (fold: number) => {
    const high = Math.floor((textureSize >> fold) / replicas);
    return Math.max(1, Math.min(high, Math.floor(drawOperations / operations / rowsPerBlock)));
  };
  const batchBlocks = Math.ceil(batch / rowsPerBlock);
  const fold = bestFold(shapes, replicas * batchBlocks);
  const passBlocks = Math.min(batchBlocks, mostBlocks(fold));
  const passRows = Math.min(batch, passBlocks * rowsPerBlock);
  const evaluationBlocks = Math.min(Math.ceil(evaluationRows / rowsPerBlock), mostBlocks(fold));

  const columnsOf = (groups: number) => Math.ceil(groups / 2 ** fold);
  const { forward, backward } = stagesOf(shapes, replicas * passBlocks);
  const columns = placeColumns(
    shapes.map(({ inputGroups, unitGroups, outputGroups }) => ({
      inputs: columnsOf(inputGroups),
      units: columnsOf(unitGroups),
      outputs: columnsOf(outputGroups),
    })),
    shapes[0]?.inputGroups ?? 0,
    forward,
    backward,
  );
  const rows = weightPlaces(
    shapes.map(({ inputGroups, unitGroups }) => ({
      height: (inputGroups * 4) / weightRows,
      width: unitGroups,
    })),
  );
  const layers = shapes.map(
    (shape, l): LayerLayout => ({
      ...shape,
      columns: columnsOf(shape.unitGroups),
      activations: columns.activations.places[l] ?? nowhere,
      deltas: columns.deltas.places[l] ?? nowhere,
      ...(rows[l] as { y: number; height: number }),
    }),
  );
  const width = Math.max(2, ...layers.map((layer) => layer.unitGroups));
  const height = 1 + layers.reduce((sum, layer) => sum + layer.height, 0);
  const tile = { width, height, perColumn: Math.floor(textureSize / height) };

  const split = passRows < batch || passBlocks > fusedBlocks || plan.clipping === 'norm';
  const texels = replicas * tile.width * tile.height * weightRows;
  const wantedSlices = Math.min(Math.floor(passBlocks / 32), mostSlices, mostSlicedTexels / texels);
  const sliceBlocks = Math.ceil(passBlocks / (split ? Math.max(1, Math.floor(wantedSlices)) : 1));
  return {
    replicas,
    rowsPerBlock,
    weightRows,
    slots,
    fold,
    layers,
    columns,
    tile,
    passRows,
    evaluationRows: evaluationBlocks * rowsPerBlock,
    blocks: replicas * Math.max(passBlocks, evaluationBlocks),
    split,
    slices: Math.ceil(passBlocks / sliceBlocks),
    sliceBlocks,
  };
}

/** Rows of the weight matrices in a tile, the largest matrix last: `tilesVertex` covers that one with less waste. */
function weightPlaces(matrices: readonly { readonly height: number; readonly width: number }[]) {
  const places = matrices.map((matrix) => ({ ...matrix, y: 0 }));
  let y = 1;
  for (const place of [...places].sort((a, b) => a.height * a.width - b.height * b.width)) {
    place.y = y;
    y += place.height;
  }
  return places.map(({ y, height }) => ({ y, height }));
}

/** Pixel rows that occupy all threads without being folded further. */
const enoughRows = 32;

/** Threads that a renderer is taken to have. */
const threads = 4;

/** The fold that takes least time. @param height rows of blocks in a training pass */
function bestFold(
  layers: readonly { readonly inputGroups: number; readonly unitGroups: number }[],
  height: number,
): number {
  const cost = (fold: number) =>
    layers.reduce((sum, { inputGroups, unitGroups }) => {
      const across = Math.ceil(Math.ceil(unitGroups / 2 ** fold) / 2);
      const pairs = Math.ceil((height * 2 ** fold) / 2);
      return sum + inputGroups * across * Math.ceil(pairs / threads);
    }, 0);
  let best = 0;
  for (let fold = 1; height * 2 ** fold <= enoughRows; fold++) {
    if (cost(fold) < cost(best)) best = fold;
  }
  return best;
}

/** Texels that hold so many numbers. */
export function groupsOf(count: number): number {
  return Math.ceil(count / 4);
}

/** Texels of a row's targets; of weighted rows with one more, for what they count. */
export function targetGroups({ network, weighted }: ModelPlan): number {
  return groupsOf(network.outputs) + (weighted ? 1 : 0);
}

/** Rows of a tile whose squares one fragment sums for the gradient's norm, and the bands of so many rows in a tile. */
export const bandRows = 32;

export function bandsOf({ tile }: Pick<Layout, 'tile'>): number {
  return Math.ceil((tile.height - 1) / bandRows);
}

/** Bytes of the textures that grow with the plan. */
export function layoutBytes(plan: ModelPlan, layout: Layout): number {
  const { tile, replicas, slots, weightRows, slices, blocks, rowsPerBlock } = layout;
  const tiles = replicas * tile.width * tile.height * weightRows * 16;
  const [a0, a1] = layout.columns.activations.widths;
  const [d0, d1] = layout.columns.deltas.widths;
  const width = (a0 + a1) * 2 * rowsPerBlock + (d0 + d1) * (rowsPerBlock + 1);
  const rows = replicas * (plan.rows + plan.heldOutRows);
  const rowTexels = groupsOf(plan.network.inputs + 1) + targetGroups(plan);
  return (
    tiles * 2 * (slots + slices) + width * 2 ** layout.fold * blocks * 16 + rows * rowTexels * 16
  );
}
