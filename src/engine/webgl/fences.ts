import type { Context } from '#src/engine/webgl/context.ts';
import { nextTask } from '#src/lib/next-task.ts';

/**
 * Waits until the GPU has done what it was given. Fences are looked at again and again, each time in a later task.
 * Between two looks a worker sleeps: a loop without rest would take a processor core from a renderer in software.
 */
export class Fences {
  readonly #context: Context;
  readonly #sleep = sleeper();
  #waiting: { readonly sync: WebGLSync; settle(error?: unknown): void }[] = [];

  constructor(context: Context) {
    this.#context = context;
    context.lost.addEventListener('abort', () => this.#check());
  }

  /** Resolves when all commands given so far are done; rejects with `DeviceLostError`. */
  passed(): Promise<void> {
    const { gl } = this.#context;
    const sync = this.#context.isLost() ? null : gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
    if (sync === null) return Promise.reject(this.#context.loss());
    gl.flush();
    return new Promise((resolve, reject) => {
      const settle = (error?: unknown) => (error === undefined ? resolve() : reject(error));
      this.#waiting.push({ sync, settle });
      if (this.#waiting.length === 1) void this.#watch();
    });
  }

  async #watch(): Promise<void> {
    while (this.#waiting.length > 0) {
      await nextTask();
      this.#check();
    }
  }

  #check(): void {
    const { gl } = this.#context;
    if (this.#context.isLost()) {
      const error = this.#context.loss();
      for (const { settle } of this.#waiting.splice(0)) settle(error);
      return;
    }
    const before = this.#waiting.length;
    for (const { sync, settle } of this.#waiting.slice()) {
      if (gl.getSyncParameter(sync, gl.SYNC_STATUS) !== gl.SIGNALED) break;
      gl.deleteSync(sync);
      this.#waiting.shift();
      settle();
    }
    if (this.#waiting.length === 0) return;
    // More work behind the first fence: the GPU is busy for a while.
    if (this.#waiting.length === before) this.#sleep(before > 1 ? 4 * nap : nap);
  }
}

/** Milliseconds between two looks at a fence. */
const nap = 0.5;

/** Blocks this thread for so long, or does nothing where a thread must not block: on the page itself. */
function sleeper(): (milliseconds: number) => void {
  try {
    // Shared memory of WebAssembly needs no isolated page, as it stays with this thread.
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
    const cell = new Int32Array(memory.buffer);
    Atomics.wait(cell, 0, 0, 0);
    return (milliseconds) => {
      Atomics.wait(cell, 0, 0, milliseconds);
    };
  } catch {
    return () => undefined;
  }
}
