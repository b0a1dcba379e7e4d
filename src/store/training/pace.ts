/** Seconds of training after which a measurement counts little. */
const memory = 1;

/**
 * Estimates how long the rest of a run will take from how long its latest steps took. Steps and seconds fade alike: a
 * slow start, in which kernels are built, weighs by its few steps and is soon forgotten.
 */
export class Pace {
  #last = { step: 0, seconds: 0 };
  #steps = 0;
  #seconds = 0;

  /** Takes a measurement: `step` steps have taken `seconds` of training since the start. */
  measure(step: number, seconds: number): void {
    const steps = step - this.#last.step;
    const elapsed = seconds - this.#last.seconds;
    if (steps <= 0 || elapsed < 0) return;
    const kept = Math.exp(-elapsed / memory);
    this.#steps = kept * this.#steps + steps;
    this.#seconds = kept * this.#seconds + elapsed;
    this.#last = { step, seconds };
  }

  /** Seconds that so many more steps will take, or null while there is nothing to go by. */
  secondsFor(steps: number): number | null {
    return this.#steps === 0 ? null : (steps * this.#seconds) / this.#steps;
  }
}
