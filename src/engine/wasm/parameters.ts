import type { LayerPlace } from '#src/engine/wasm/layout.ts';

/** A parameter block of the kernels' memory, by layer. */
export interface Block {
  /** All of the memory, as numbers. */
  readonly memory: Float32Array;
  /** Byte address of the block. */
  readonly address: number;
  readonly layers: readonly LayerPlace[];
}

/** Writes a plan's parameter vector (or a moment of the same shape) into a block; padding stays as it is, zero. */
export function writeBlock(block: Block, vector: Float32Array): void {
  forEachRun(block, (at, from, count, step) => {
    for (let i = 0; i < count; i++) block.memory[at + i * step] = vector[from + i] ?? 0;
  });
}

/** Reads a block back into a parameter vector. */
export function readBlock(block: Block, vector: Float32Array): void {
  forEachRun(block, (at, from, count, step) => {
    for (let i = 0; i < count; i++) vector[from + i] = block.memory[at + i * step] ?? Number.NaN;
  });
}

/**
 * Visits the runs of numbers that are consecutive in the parameter vector.
 *
 * @param visit `at` and `step`: where the run is in memory and how far apart its numbers are; `from`: in the vector
 */
function forEachRun(
  { address, layers }: Block,
  visit: (at: number, from: number, count: number, step: number) => void,
): void {
  for (const { shape, narrow, weights, weightStride, biases } of layers) {
    const [start, stride] = [(address + weights) / 4, weightStride / 4];
    for (let input = 0; input < shape.inputs; input++) {
      const at = start + (narrow ? input : input * stride);
      visit(at, shape.weights + input * shape.units, shape.units, narrow ? stride : 1);
    }
    visit((address + biases) / 4, shape.biases, shape.units, 1);
  }
}
