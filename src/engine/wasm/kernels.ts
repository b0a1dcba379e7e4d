import type { KernelBuildId } from '#src/experiment/ids.ts';

/** Gets the compiled bytes of a build, from wherever this place keeps them. */
export type KernelSource = (build: KernelBuildId) => Promise<BufferSource>;

/** What `assembly/index.ts` exports; pointers are byte addresses in `memory`. */
export interface Kernels {
  readonly memory: WebAssembly.Memory;
  readonly heapBase: WebAssembly.Global;
  train(
    network: number,
    replica: number,
    firstStep: number,
    steps: number,
    stepsBefore: number,
    wantsNorm: boolean,
  ): void;
  trainEpochs(
    network: number,
    replica: number,
    done: number,
    end: number,
    stepsPerEpoch: number,
    stepsBefore: number,
    normsFrom: number,
  ): number;
  /** Draws so many orders of 0 … rows − 1, one after another, each by the stream whose start is its first word. */
  shuffle(orders: number, rows: number, epochs: number): void;
  evaluate(
    network: number,
    replica: number,
    inputs: number,
    targets: number,
    weights: number,
    rows: number,
  ): void;
  predict(network: number, replica: number): number;
}

/** What `assembly/team.ts` exports besides; its memory is handed in. */
export interface TeamKernels extends Kernels {
  /** How many threads take part from now on, the caller included. */
  employ(threads: number): void;
  /** Takes part in all calls; never returns. */
  help(index: number): void;
}

/** The least modules that use a vector instruction: i8x16.popcnt, and i8x16.relaxed_swizzle. */
const featureTests = {
  plain: [
    0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253,
    15, 253, 98, 11,
  ],
  relaxed: [
    0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 15, 1, 13, 0, 65, 1, 253,
    15, 65, 2, 253, 15, 253, 128, 2, 11,
  ],
} as const;

/** The fastest build that runs here, or null where there is no WebAssembly SIMD at all. */
export function bestBuild(): KernelBuildId | null {
  if (typeof WebAssembly === 'undefined') return null;
  const runs = (build: KernelBuildId) => WebAssembly.validate(new Uint8Array(featureTests[build]));
  if (runs('relaxed')) return 'relaxed';
  return runs('plain') ? 'plain' : null;
}
