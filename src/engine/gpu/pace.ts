/** Chunks of work that may be under way. */
const chunksUnderWay = 3;

/** Hands work to the GPU in chunks: enough that it never idles, little enough that the page's own drawing gets its turn. */
export class Pace {
  readonly #done: () => Promise<void>;
  readonly #chunkTime: number;
  readonly #underWay: Promise<void>[] = [];
  #time: number;
  #last = 0;

  /**
   * @param done resolves when all that was handed to the device so far is done
   * @param guess milliseconds a step takes, before the first chunk was measured
   * @param chunkTime how long a chunk of work should keep the GPU busy, in milliseconds
   */
  constructor(done: () => Promise<void>, guess: number, chunkTime: number) {
    this.#done = done;
    this.#chunkTime = chunkTime;
    this.#time = guess;
  }

  /** Steps that the next chunk should have at the most. */
  get steps(): number {
    return Math.max(1, Math.floor(this.#chunkTime / this.#time));
  }

  /** A chunk was handed over; resolves when the next may be. @param steps in it, or as much other work */
  async submitted(steps: number): Promise<void> {
    const start = performance.now();
    const done = this.#done().then(() => {
      const now = performance.now();
      // Chunks are worked on one after another: this one began when the one before ended, if that was later.
      const time = now - Math.max(start, this.#last);
      this.#last = now;
      this.#time += (time / steps - this.#time) / 4;
    });
    done.catch(() => undefined); // awaited below, or by the result that follows
    this.#underWay.push(done);
    if (this.#underWay.length >= chunksUnderWay) await this.#underWay.shift();
  }
}
