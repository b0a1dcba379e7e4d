import type { Source } from '#src/charts/figure.ts';
import type { Snapshot } from '#src/records/run-header.ts';

/** Milliseconds from an answer to the next question: a run that trains is asked now and then. */
const pause = 400;

/** Asks one question about a run's snapshots, one at a time; what was answered last stays until there is a newer answer. */
export class Inquiry<T> implements Source {
  readonly #question: (snapshot: Snapshot) => Promise<T | null>;
  readonly #listeners = new Set<() => void>();
  #asked: Snapshot | null = null;
  #isBusy = false;
  #answer: T | null = null;

  constructor(question: (snapshot: Snapshot) => Promise<T | null>) {
    this.#question = question;
  }

  /** The latest answer; null: none yet. Listeners hear of a newer one. */
  at(snapshot: Snapshot | null): T | null {
    if (snapshot !== null && snapshot !== this.#asked && !this.#isBusy) this.#ask(snapshot);
    return this.#answer;
  }

  /** As `at`, without asking. */
  get answer(): T | null {
    return this.#answer;
  }

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #ask(snapshot: Snapshot): void {
    this.#asked = snapshot;
    this.#isBusy = true;
    this.#question(snapshot)
      .then(
        (answer) => {
          this.#answer = answer ?? this.#answer;
        },
        () => undefined, // without a worker there is no answer
      )
      .finally(() => {
        this.#tell();
        setTimeout(() => {
          this.#isBusy = false;
          this.#tell();
        }, pause);
      });
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
