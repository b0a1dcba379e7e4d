import type { KernelSource, Kernels } from '#src/engine/wasm/kernels.ts';
import type { KernelBuildId } from '#src/experiment/ids.ts';
import { loadedOnce } from '#src/lib/loaded-once.ts';

/** Instances that wait to be used again: how many, and the memory of each in bytes, at the most. */
const mostSpare = 2;
const mostSpareBytes = 2 ** 24;

/**
 * Instances of the compiled kernels, each with a memory of its own. To make one takes a millisecond and leaves a memory
 * to be collected: short trainings spend more on that than on their steps, so what they leave behind is used again.
 */
export class Instances {
  readonly #spare: Kernels[] = [];
  readonly #module: () => Promise<WebAssembly.Module>;

  constructor(source: KernelSource, build: KernelBuildId) {
    this.#module = loadedOnce(async () => WebAssembly.compile(await source(build)));
  }

  /** An instance whose memory may hold anything. Rejects where the kernels cannot be loaded. */
  async take(): Promise<Kernels> {
    const spare = this.#spare.pop();
    if (spare !== undefined) return spare;
    const { exports } = await WebAssembly.instantiate(await this.#module(), {});
    return exports as unknown as Kernels;
  }

  giveBack(kernels: Kernels): void {
    const fits = kernels.memory.buffer.byteLength <= mostSpareBytes;
    if (fits && this.#spare.length < mostSpare) this.#spare.push(kernels);
  }
}
