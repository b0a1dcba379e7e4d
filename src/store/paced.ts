/** Milliseconds between two tellings: as often as a reader follows. */
const interval = 250;
/** After which it is told even where the page always has something to do. */
const patience = 1000;

/**
 * Tells what changes many times a second now and then: each telling has the page drawn anew, and a drawing that the next
 * one interrupts is lost. Safari has no idle callbacks.
 */
export class Paced {
  readonly #tell: () => void;
  /** What was asked for and is not told; another one each time, so that a timer of one told meanwhile does nothing. */
  #asked: object | null = null;
  #toldAt = Number.NEGATIVE_INFINITY;

  constructor(tell: () => void) {
    this.#tell = tell;
  }

  /** Something has changed. */
  ask(): void {
    if (this.#asked !== null) return;
    const asked = {};
    this.#asked = asked;
    const tell = () => {
      if (this.#asked === asked) this.now();
    };
    const tellIdle =
      'requestIdleCallback' in globalThis
        ? () => requestIdleCallback(tell, { timeout: patience })
        : tell;
    setTimeout(tellIdle, Math.max(0, this.#toldAt + interval - performance.now()));
  }

  /** Tells at once what has changed and is not told. */
  now(): void {
    if (this.#asked === null) return;
    this.#asked = null;
    this.#toldAt = performance.now();
    this.#tell();
  }
}
