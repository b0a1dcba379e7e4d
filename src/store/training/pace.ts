/** Weight of the newest measurement in the smoothed pace. */
const newestWeight = 0.3;

/** Estimates how long the rest of a run will take from how long its latest steps took. */
export interface Pace {
  /** Takes a measurement: `step` steps have taken `seconds` of training since the start. */
  measure(step: number, seconds: number): void;
  /** Seconds that so many more steps will take, or null while there is nothing to go by. */
  secondsFor(steps: number): number | null;
}

/** An exponentially smoothed pace; the first interval, in which kernels are built, is soon forgotten. */
export function createPace(): Pace {
  let last = { step: 0, seconds: 0 };
  let secondsPerStep: number | null = null;
  return {
    measure(step, seconds) {
      const steps = step - last.step;
      const elapsed = seconds - last.seconds;
      if (steps <= 0 || elapsed < 0) return;
      const newest = elapsed / steps;
      secondsPerStep =
        secondsPerStep === null
          ? newest
          : newestWeight * newest + (1 - newestWeight) * secondsPerStep;
      last = { step, seconds };
    },
    secondsFor: (steps) => (secondsPerStep === null ? null : steps * secondsPerStep),
  };
}
