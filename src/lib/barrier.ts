/** Lets parties go on only when all of them have arrived; a party that leaves is waited for no longer. */
export class Barrier {
  #parties: number;
  #waiting: (() => void)[] = [];

  constructor(parties: number) {
    this.#parties = parties;
  }

  /** Resolves when every party still in has arrived. */
  arrive(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#release();
    });
  }

  leave(): void {
    this.#parties--;
    this.#release();
  }

  #release(): void {
    if (this.#waiting.length < this.#parties) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}
