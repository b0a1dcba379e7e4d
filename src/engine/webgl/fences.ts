import type { Context } from './context.ts';

/**
 * Waits until the GPU has done what it was given. A message to oneself comes back as fast as the event loop turns:
 * timers are clamped to 4 ms, and animation frames stop in hidden tabs.
 */
export class Fences {
  readonly #context: Context;
  readonly #channel = new MessageChannel();
  #waiting: { readonly sync: WebGLSync; settle(error?: unknown): void }[] = [];

  constructor(context: Context) {
    this.#context = context;
    this.#channel.port1.onmessage = () => this.#check();
    context.lost.addEventListener('abort', () => this.#check());
  }

  /** Resolves when all commands given so far are done; rejects with `ContextLostError`. */
  passed(): Promise<void> {
    const { gl } = this.#context;
    const sync = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
    gl.flush();
    return new Promise((resolve, reject) => {
      const settle = (error?: unknown) => (error === undefined ? resolve() : reject(error));
      if (sync === null) {
        reject(this.#context.loss());
        return;
      }
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
      return;
    }
    for (const { sync, settle } of this.#waiting.slice()) {
      if (gl.getSyncParameter(sync, gl.SYNC_STATUS) !== gl.SIGNALED) break;
      gl.deleteSync(sync);
      this.#waiting.shift();
      settle();
    }
    if (this.#waiting.length > 0) this.#channel.port2.postMessage(null);
  }
}
