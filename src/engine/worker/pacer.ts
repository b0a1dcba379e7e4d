/** Training hands control back about this often, in milliseconds: a pause or a new run is never kept waiting. */
const callTime = 12;

/** Bounds what one call can hold in memory: results, orders, rates. */
const mostPieces = 1024;

/** Sizes calls by the time that earlier ones took. Only speed depends on it, never a result. */
export class Pacer {
  #pieces = 1;

  /** How many pieces the next call should take. */
  get pieces(): number {
    return this.#pieces;
  }

  /** @param pieces in a call that took `milliseconds` */
  observe(pieces: number, milliseconds: number): void {
    const wanted = (pieces * callTime) / Math.max(milliseconds, 0.01);
    // Growth is gradual: the first calls are short and their times say little. A call may be shorter than allowed.
    this.#pieces = Math.max(1, Math.min(Math.floor(wanted), 2 * this.#pieces, mostPieces));
  }
}

/** Something that should be done now and then, and take only a small share of the time. */
export class Occasion {
  readonly #interval: number;
  readonly #share: number;
  #next = 0;

  /** @param interval milliseconds between two times at least @param share of all time at most */
  constructor(interval: number, share: number) {
    this.#interval = interval;
    this.#share = share;
  }

  isDue(now: number): boolean {
    return now >= this.#next;
  }

  /** It was done, from `start` to `end`. */
  done(start: number, end: number): void {
    this.#next = end + Math.max(this.#interval, (end - start) / this.#share);
  }
}

/** Measures time that passes while it runs. */
export class Stopwatch {
  readonly #now: () => number;
  #seconds = 0;
  #since: number | null = null;

  /** @param now milliseconds */
  constructor(now: () => number) {
    this.#now = now;
  }

  get seconds(): number {
    return this.#seconds + (this.#since === null ? 0 : (this.#now() - this.#since) / 1000);
  }

  set(seconds: number): void {
    this.#seconds = seconds;
    if (this.#since !== null) this.#since = this.#now();
  }

  start(): void {
    this.#since ??= this.#now();
  }

  stop(): void {
    this.#seconds = this.seconds;
    this.#since = null;
  }

  /** Stands still while the work is done, if it runs at all. */
  async excluding(work: () => Promise<void>): Promise<void> {
    const runs = this.#since !== null;
    this.stop();
    try {
      await work();
    } finally {
      if (runs) this.start();
    }
  }
}
