/** Weight of the newest measurement in the smoothed pace. */
const newestWeight = 0.3;

/**
 * Estimates how long the rest of a run will take from how long its latest steps took, exponentially smoothed: the first
 * interval, in which kernels are built, is soon forgotten.
 */
export class Pace {
  #last = { step: 0, seconds: 0 };
  #secondsPerStep: number | null = null;

  /** Takes a measurement: `step` steps have taken `seconds` of training since the start. */
  measure(step: number, seconds: number): void {
    const steps = step - this.#last.step;
    const elapsed = seconds - this.#last.seconds;
    if (steps <= 0 || elapsed < 0) return;
    const newest = elapsed / steps;
    const before = this.#secondsPerStep;
    this.#secondsPerStep =
      before === null ? newest : newestWeight * newest + (1 - newestWeight) * before;
    this.#last = { step, seconds };
  }

  /** Seconds that so many more steps will take, or null while there is nothing to go by. */
  secondsFor(steps: number): number | null {
    return this.#secondsPerStep === null ? null : steps * this.#secondsPerStep;
  }
}
