/** Chunks of work that may be under way. */
const chunksUnderWay = 3;
/** Share of what a chunk's time was off by that is made up for by the next. */
const gain = 0.25;

/** Training steps, and passes of evaluations. */
export type Work = 'steps' | 'passes';
type Amounts = Readonly<Record<Work, number>>;

const kinds: readonly Work[] = ['steps', 'passes'];
const nothing: Amounts = { steps: 0, passes: 0 };

/** Gathers work into chunks for the GPU: enough that it never idles, little enough that the page's own drawing gets its turn. */
export class Pace {
  readonly #done: () => Promise<void>;
  readonly #chunkTime: number;
  readonly #now: () => number;
  readonly #underWay: Promise<void>[] = [];
  #times: Amounts;
  #gathered = nothing;
  #last = 0;

  /**
   * @param done resolves when all that was handed to the device so far is done
   * @param guesses milliseconds that one of each takes, before the first chunk was measured
   * @param chunkTime how long a chunk of work should keep the GPU busy, in milliseconds
   * @param now milliseconds
   */
  constructor(
    done: () => Promise<void>,
    guesses: Amounts,
    chunkTime: number,
    now = () => performance.now(),
  ) {
    this.#done = done;
    this.#chunkTime = chunkTime;
    this.#now = now;
    this.#times = guesses;
  }

  /** How many more the chunk has room for; one that is empty has room for one at least. */
  room(kind: Work): number {
    const left = this.#chunkTime - this.#expected(this.#gathered);
    const isEmpty = kinds.every((other) => this.#gathered[other] === 0);
    return Math.max(isEmpty ? 1 : 0, Math.floor(left / this.#times[kind]));
  }

  /** So many are in the chunk, too. */
  add(kind: Work, amount: number): void {
    this.#gathered = { ...this.#gathered, [kind]: this.#gathered[kind] + amount };
  }

  /** The chunk was handed over, and the next begins; resolves when that may be handed over. */
  async submitted(): Promise<void> {
    const chunk = this.#gathered;
    this.#gathered = nothing;
    const start = this.#now();
    const done = this.#done().then(() => {
      const now = this.#now();
      // Chunks are worked on one after another: this one began when the one before ended, if that was later.
      this.#learn(chunk, now - Math.max(start, this.#last));
      this.#last = now;
    });
    done.catch(() => undefined); // awaited below, or by the result that follows
    this.#underWay.push(done);
    if (this.#underWay.length >= chunksUnderWay) await this.#underWay.shift();
  }

  #expected(amounts: Amounts): number {
    return kinds.reduce((sum, kind) => sum + amounts[kind] * this.#times[kind], 0);
  }

  /**
   * What a chunk's time was off by is put down to its kinds by their shares of it, so that chunks of several mixes tell
   * the kinds apart (normalized least mean squares, in shares of the expected time).
   */
  #learn(chunk: Amounts, time: number): void {
    const expected = this.#expected(chunk);
    if (expected === 0) return;
    const shares = kinds.map((kind) => (chunk[kind] * this.#times[kind]) / expected);
    const squares = shares.reduce((sum, share) => sum + share ** 2, 0);
    const off = time / expected - 1;
    const [steps = 1, passes = 1] = shares.map((share) => 1 + (gain * off * share) / squares);
    this.#times = { steps: this.#times.steps * steps, passes: this.#times.passes * passes };
  }
}
