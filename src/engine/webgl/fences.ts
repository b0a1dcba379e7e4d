import type { Context } from '#src/engine/webgl/context.ts';

/**
 * Waits until the GPU has done what it was given. Fences are looked at again and again, each time after a message to
 * oneself has let the rest of the thread through: timers are clamped to 4 ms and slowed down in hidden tabs. Between two
 * looks a worker sleeps: a loop without rest would take a processor core from whoever draws in software.
 */
export class Fences {
  readonly #context: Context;
  readonly #channel = new MessageChannel();
  readonly #sleep = sleeper();
  #waiting: { readonly sync: WebGLSync; settle(error?: unknown): void }[] = [];

  constructor(context: Context) {
    this.#context = context;
    this.#channel.port1.onmessage = () => this.#check();
    context.lost.addEventListener('abort', () => this.#check());
  }

  /** Resolves when all commands given so far are done; rejects with `ContextLostError`. */
  passed(): Promise<void> {
    const { gl } = this.#context;
    const sync = this.#context.isLost() ? null : gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
    if (sync === null) return Promise.reject(this.#context.loss());
    gl.flush();
    return new Promise((resolve, reject) => {
      const settle = (error?: unknown) => (error === undefined ? resolve() : reject(error));
      this.#waiting.push({ sync, settle });
      if (this.#waiting.length === 1) this.#channel.port2.postMessage(null);
    });
  }

  /** Lets the rest of the thread through once. */
  static async turn(): Promise<void> {
    const { port1, port2 } = new MessageChannel();
    await new Promise<void>((resolve) => {
      port1.onmessage = () => resolve();
      port2.postMessage(null);
    });
    port1.close();
  }

  #check(): void {
    const { gl } = this.#context;
    if (this.#context.isLost()) {
      const error = this.#context.loss();
      for (const { settle } of this.#waiting.splice(0)) settle(error);
      this.#channel.port1.close();
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
    // More work behind the first fence: the GPU is busy for a while, and nobody in a hurry.
    if (this.#waiting.length === before) this.#sleep(before > 1 ? 4 * nap : nap);
    this.#channel.port2.postMessage(null);
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
