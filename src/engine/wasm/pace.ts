type Way = 'alone' | 'together';

/** Milliseconds until the slower way is tried again: at first, and at the most. */
const soonest = 50;
const latest = 5000;
/** The share of a new time in the average. */
const share = 0.3;

/**
 * Whether several threads are faster than one at present: a machine that is busy otherwise, or has fewer cores than it
 * says, keeps threads waiting for one another. Both ways are measured as they work; the slower one is tried again now and
 * then, the more rarely the longer it is the slower one.
 */
export class Pace {
  readonly #now: () => number;
  readonly #times: Record<Way, number | null> = { alone: null, together: null };
  #faster: Way = 'together';
  #triedAt: number;
  #wait = soonest;

  /** @param now milliseconds */
  constructor(now: () => number) {
    this.#now = now;
    this.#triedAt = now();
  }

  /** Does some steps the one way or the other. */
  take<T>(steps: number, work: (together: boolean) => T): T {
    const { alone, together } = this.#times;
    if (alone === null || together === null) {
      return this.#measure(together === null ? 'together' : 'alone', steps, work);
    }
    const faster: Way = together < alone ? 'together' : 'alone';
    if (faster !== this.#faster) this.#tryAgainAfter(soonest); // the other may have been held up just once
    this.#faster = faster;
    if (this.#now() - this.#triedAt < this.#wait) return this.#measure(faster, steps, work);
    const slower: Way = faster === 'alone' ? 'together' : 'alone';
    this.#times[slower] = null; // what it was is long ago
    const result = this.#measure(slower, steps, work);
    this.#tryAgainAfter(Math.min(latest, 2 * this.#wait));
    return result;
  }

  #tryAgainAfter(wait: number): void {
    this.#wait = wait;
    this.#triedAt = this.#now();
  }

  #measure<T>(way: Way, steps: number, work: (together: boolean) => T): T {
    const start = this.#now();
    const result = work(way === 'together');
    const time = (this.#now() - start) / steps;
    const before = this.#times[way];
    this.#times[way] = before === null ? time : before + share * (time - before);
    return result;
  }
}
